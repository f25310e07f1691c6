"""A relay between a client and a server that breaks a connection once."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit


@contextmanager
def relay(address: str, breaks_after: int) -> Iterator[tuple[str, Callable[[], bool]]]:
    """The address by way of the relay, which cuts a connection once it has carried so many bytes to the server.

    Beside it what tells whether that has happened.
    """
    parts = urlsplit(address)
    server = (parts.hostname, parts.port)
    broken = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_accept, args=(listener, server, breaks_after, broken), daemon=True).start()
        yield parts._replace(netloc=f"127.0.0.1:{listener.getsockname()[1]}").geturl(), broken.is_set


def _accept(listener: socket.socket, server: tuple, breaks_after: int, broken: threading.Event) -> None:
    left = [breaks_after]
    with suppress(OSError):
        while True:
            client, _ = listener.accept()
            there = socket.create_connection(server)
            for ends in ((client, there, left), (there, client, None)):
                threading.Thread(target=_carry, args=(*ends, broken), daemon=True).start()


def _carry(here: socket.socket, there: socket.socket, left: list[int] | None, broken: threading.Event) -> None:
    with suppress(OSError), here, there:
        while data := here.recv(65536):
            there.sendall(data)
            if left is not None and not broken.is_set():
                left[0] -= len(data)
                if left[0] < 0:
                    broken.set()
                    here.shutdown(socket.SHUT_RDWR)
                    there.shutdown(socket.SHUT_RDWR)
                    return
