"""Loading over HTTP into a triple store: the SPARQL 1.1 Graph Store Protocol, in batches of N-Triples.

A batch that is sent twice changes nothing, so that a load that was cut off is finished by running it again: the data
has no blank nodes. Source: https://www.w3.org/TR/sparql11-http-rdf-update/
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from kg.errors import OutputError
from kg.load.target import Loaded, Progress, Target

#: Triples a request carries.
BATCH = 20_000
#: Seconds before each new try of what is transient.
WAITS = (0.5, 2.0, 5.0)
TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})
#: Seconds to connect, and to wait for an answer.
TIMEOUT = (10, 120)


def load(path: Path, target: Target, progress: Progress) -> Loaded:
    """Send every triple of the Turtle file; with ``replace`` the graph is emptied first.

    Raises:
        OutputError: the store cannot be reached, refuses the login, or refuses the data.
    """
    url = target.url.removeprefix("sparql+")
    with requests.Session() as session:
        session.auth = _login(session, url, target)
        if target.replace:
            _send(session, "DELETE", url, b"", may_lack=True)
        sent = 0
        for body, size in _bodies(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)):
            _send(session, "POST", url, body)
            sent += size
            progress(sent, 0)
    return Loaded(sent, "triples")


def _bodies(quads: Iterator[ox.Quad]) -> Iterator[tuple[bytes, int]]:
    while batch := list(islice(quads, BATCH)):
        out = io.BytesIO()
        ox.serialize((quad.triple for quad in batch), out, format=ox.RdfFormat.N_TRIPLES)
        yield out.getvalue(), len(batch)


def _login(session: requests.Session, url: str, target: Target) -> AuthBase | None:
    """Basic or digest, as the server asks; None without a user."""
    if not target.user:
        return None
    asked = _try(session, "GET", url, b"").headers.get("WWW-Authenticate", "")
    kind = HTTPDigestAuth if asked.lower().startswith("digest") else HTTPBasicAuth
    return kind(target.user, target.password)


def _send(session: requests.Session, method: str, url: str, body: bytes, *, may_lack: bool = False) -> None:
    """One request, tried again while the fault is transient.

    Raises:
        OutputError: it failed for good.
    """
    for wait in (*WAITS, None):
        response = _try(session, method, url, body)
        if response.ok or (may_lack and response.status_code == 404):
            return
        if response.status_code not in TRANSIENT or wait is None:
            break
        time.sleep(wait)
    raise OutputError(_said(response), where=url, advice=_advice(response.status_code))


def _try(session: requests.Session, method: str, url: str, body: bytes) -> requests.Response:
    headers = {"Content-Type": "application/n-triples; charset=utf-8"} if body else {}
    for wait in (*WAITS, None):
        try:
            return session.request(method, url, data=body, headers=headers, timeout=TIMEOUT)
        except requests.RequestException as error:
            if wait is None or not isinstance(error, requests.ConnectionError | requests.Timeout):
                raise OutputError(
                    "cannot be reached", where=url, advice="is the server up, and the port right?"
                ) from error
            time.sleep(wait)
    raise AssertionError("the last wait is None")


def _said(response: requests.Response) -> str:
    lines = response.text.strip().splitlines()
    return f"the store answers {response.status_code} {response.reason}" + (f" ({lines[0][:200]})" if lines else "")


def _advice(status: int) -> str:
    if status in {401, 403}:
        return "set KG_LOAD_USER and KG_LOAD_PASSWORD, and let that user write"
    if status in {404, 405}:
        return "name the Graph Store address, as http://127.0.0.1:3030/ds/data?default"
    return "look into the server's log"
