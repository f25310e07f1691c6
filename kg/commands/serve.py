"""kg serve: the graph on a port of this machine."""

from __future__ import annotations

import socket
import tempfile
from pathlib import Path

import click

from kg.errors import KgError, UsageError


@click.command()
@click.argument("graph", default=Path("exports/zhuzhou.ttl"), type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=7878, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--timeout", default=10.0, show_default=True, help="Seconds that a query may take.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1), help="Processes that run queries.")
@click.option("--cors", is_flag=True, help="Answer scripts of other sites as well.")
@click.option("--ontology", type=click.Path(path_type=Path), help="Folder of the ontology.")
def command(
    graph: Path, *, host: str, port: int, timeout: float, workers: int, cors: bool, ontology: Path | None
) -> None:
    """Serve GRAPH, read-only: SPARQL at /sparql, a query page, the interactive graph, a page for every thing."""
    try:
        import uvicorn

        from kg.serve.app import Options, create_app
    except ImportError as error:
        raise UsageError(
            f"the server is not installed ({error.name})", advice="pip install 'zhuzhou-kg[serve]'"
        ) from error
    from kg.ontology import find_ontology, load_ontology
    from kg.serve.disk import on_disk

    _be_free(host, port)
    schema = load_ontology(find_ontology(ontology))
    hosts = ("*",) if host in {"0.0.0.0", "::"} else ("127.0.0.1", "localhost", host)
    with tempfile.TemporaryDirectory(prefix="kg-serve-") as folder:
        store = on_disk(graph, Path(folder) / "store")
        app = create_app(Options(store, graph, hosts, workers, timeout, cors), schema)
        click.echo(f"http://{host}:{port}/", err=False)
        uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)


def _be_free(host: str, port: int) -> None:
    try:
        with socket.create_server((host, port)):
            return
    except OSError as error:
        raise KgError(
            f"cannot listen ({error.strerror})", where=f"{host}:{port}", advice="choose another --port"
        ) from error
