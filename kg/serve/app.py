"""The application: which path shows what."""

from __future__ import annotations

import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from importlib.resources import files
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from kg.api.entity import load_thing
from kg.errors import QueryError
from kg.export.html import drawn_styles, render
from kg.export.terms import SKOS
from kg.export.viewer.payload import MOST
from kg.ontology import KG, Ontology
from kg.query.graph import PREFIXES
from kg.query.questions import load_questions
from kg.serve import pages
from kg.serve.live import CORE, LiveGraph
from kg.serve.negotiation import SHORT, TRIPLES, accepted, pick
from kg.serve.protocol import as_response, sparql
from kg.serve.worker import Stopped, Workers, table

_COUNTS = """SELECT ?kind ?name (COUNT(?node) AS ?count) {
  { ?node kg:mentionedOn [] ; a ?class . BIND("entity" AS ?kind) BIND(STRAFTER(STR(?class), "#") AS ?name) }
  UNION { ?node a kg:Statement ; rdf:predicate ?p . BIND("statement" AS ?kind) BIND(STRAFTER(STR(?p), "#") AS ?name) }
} GROUP BY ?kind ?name ORDER BY ?kind DESC(?count) ?name"""
_SEARCH = """SELECT DISTINCT ?thing ?name ?class { ?thing skos:prefLabel|skos:altLabel ?form .
  FILTER(CONTAINS(LCASE(?form), LCASE(TEXT))) ?thing skos:prefLabel ?name ; a ?class
} ORDER BY ?name ?thing LIMIT 200"""
_BASE = "SELECT ?page { ?page a kg:Page } ORDER BY ?page LIMIT 1"
_ASSETS = {
    "style.css": "text/css",
    "query.js": "text/javascript",
    "vendor/yasgui.min.css": "text/css",
    "vendor/yasgui.min.js": "text/javascript",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)
# One style sheet that the query page's editor puts in by script (column-resizer's), by its hash.
_EDITOR = POLICY.replace("style-src 'self'", "style-src 'self' 'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='")


@dataclass(frozen=True)
class Options:
    """How the server runs.

    Attributes:
        store: folder of the store on disk. graph: the built graph's file, beside which page and description lie.
        hosts: names by which the server may be called; ["*"] for any.
        workers: processes that run queries. seconds: how long one may take. cors: answer other sites' scripts.
    """

    store: Path
    graph: Path
    hosts: Sequence[str] = ("127.0.0.1", "localhost")
    workers: int = 2
    seconds: float = 10.0
    cors: bool = False


def create_app(options: Options, ontology: Ontology) -> Starlette:
    """The application; its query processes live as long as it runs."""
    site = Site(options, ontology)
    middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=list(options.hosts), www_redirect=False)]
    if options.cors:
        middleware.append(Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST"]))
    routes = [
        Route("/", _limited(site.home)),
        Route("/sparql", site.sparql, methods=["GET", "POST"]),
        Route("/query", _threaded(site.query)),
        Route("/search", _limited(site.search)),
        Route("/graph", _threaded(site.graph)),
        Route("/graph/{part}", _threaded(site.part)),
        Route("/void", _threaded(site.void)),
        Route("/.well-known/void", _threaded(lambda request: RedirectResponse("/void", 303))),
        Route("/openapi.json", _threaded(lambda request: _asset("openapi.json", "application/json"))),
        Route("/health", _threaded(lambda request: PlainTextResponse("ok\n"))),
        Route("/assets/{name:path}", _threaded(site.asset)),
        Route("/id/{kind}/{key}", _limited(site.thing)),
    ]
    return Starlette(routes=routes, middleware=middleware, lifespan=site.lifespan)


def _threaded(handler: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
    async def handle(request: Request) -> Response:
        return await run_in_threadpool(handler, request)

    return handle


def _limited(handler: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """The handler, whose questions are stopped like any query."""

    async def handle(request: Request) -> Response:
        try:
            return await handler(request)
        except Stopped as stopped:
            return as_response(stopped.reply)

    return handle


class Site:
    """What the paths show."""

    def __init__(self, options: Options, ontology: Ontology) -> None:
        self._options = options
        self._ontology = ontology
        self._questions = load_questions(ontology.folder)
        self._reading = threading.Lock()
        self._store = ox.Store.read_only(str(options.store))
        page = table(self._store, _BASE)
        self._base = page[0][0].partition("id/page/")[0] if page else "urn:x-none:"

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Start the query processes, and end them."""
        self._workers = Workers(str(self._options.store), self._options.workers, self._options.seconds)
        if not self._small:
            threading.Thread(target=lambda: self._read, daemon=True).start()
        try:
            yield
        finally:
            self._workers.stop()

    async def sparql(self, request: Request) -> Response:
        """The endpoint."""
        return await sparql(request, self._workers)

    async def home(self, request: Request) -> Response:
        """Counts by kind."""
        rows = await self._workers.do(partial(table, query=_COUNTS))
        return _html(pages.home([(row[0], row[1], row[2]) for row in rows], self._ontology))

    def query(self, request: Request) -> Response:
        """The query page."""
        return _html(pages.query_page(self._questions, self._base), _EDITOR)

    async def search(self, request: Request) -> Response:
        """Things whose names have the text of ?q= in them; at most 200."""
        text = request.query_params.get("q", "").strip()[:100]
        query = _SEARCH.replace("TEXT", str(ox.Literal(text)))
        rows = await self._workers.do(partial(table, query=query)) if text else []
        found = [(pages.local(iri, self._base), name, type_.removeprefix(KG)) for iri, name, type_ in rows]
        return _html(pages.search(text, found, self._ontology))

    def graph(self, request: Request) -> Response:
        """The interactive page that the build wrote; of a graph too large for it, the one that asks this server."""
        if self._small and not request.query_params.get("live"):
            return self._beside(".html", "text/html")
        return HTMLResponse(render(self._live.start["meta"]["city"]), headers={"X-Content-Type-Options": "nosniff"})

    def part(self, request: Request) -> Response:
        """What the interactive page asks: everything's names, the facts of some things, the ways between two."""
        asked = request.query_params
        try:
            if request.path_params["part"] == "start":
                return Response(self._start, media_type="application/json")
            if request.path_params["part"] == "near":
                numbers = [int(n) for n in asked.get("of", "").split(",")[:CORE]]
                return JSONResponse(self._live.near(numbers, rest=asked.get("rest") == "1"))
            if request.path_params["part"] == "ways":
                ends = int(asked.get("from", "")), int(asked.get("to", ""))
                return JSONResponse(self._live.ways(*ends, every=asked.get("all") == "1"))
        except ValueError:
            return PlainTextResponse("numbers of things are wanted\n", 400)
        return PlainTextResponse("no such part\n", 404)

    @cached_property
    def _small(self) -> bool:
        """Whether one page holds the graph."""
        named = self._store.quads_for_pattern(None, ox.NamedNode(SKOS + "prefLabel"), None)
        return sum(1 for _ in islice(named, MOST + 1)) <= MOST

    @property
    def _live(self) -> LiveGraph:
        return self._read[0]

    @property
    def _start(self) -> bytes:
        return self._read[1]

    @property
    def _read(self) -> tuple[LiveGraph, bytes]:
        """The graph for the interactive page, and what that page reads first; made once, by who comes first."""
        with self._reading:
            return self._once

    @cached_property
    def _once(self) -> tuple[LiveGraph, bytes]:
        live = LiveGraph(self._store, self._ontology, self._base, drawn_styles())
        return live, json.dumps(live.start, ensure_ascii=False, separators=(",", ":")).encode()

    def void(self, request: Request) -> Response:
        """The description of the data set."""
        return self._beside(".void.ttl", "text/turtle")

    def _beside(self, ending: str, media: str) -> Response:
        path = self._options.graph.with_name(self._options.graph.name.split(".")[0] + ending)
        if not path.is_file():
            return PlainTextResponse(f"no {path.name} beside the graph\n", 404)
        return FileResponse(path, media_type=media)

    def asset(self, request: Request) -> Response:
        """A file of the pages."""
        name = request.path_params["name"]
        if name not in _ASSETS:
            return PlainTextResponse("no such file\n", 404)
        return _asset(name, _ASSETS[name])

    async def thing(self, request: Request) -> Response:
        """A thing or record as HTML, Turtle, N-Triples, RDF/XML or JSON-LD."""
        iri = f"{self._base}id/{request.path_params['kind']}/{request.path_params['key']}"
        short = SHORT.get(request.query_params.get("format", ""), "")
        offered = ["text/html", *TRIPLES]
        media = pick(offered, (short,) if short else accepted(request.headers.get("accept", "")))
        if media is None:
            return PlainTextResponse(f"this can be had as {', '.join(offered)}\n", 406)
        try:
            if media == "text/html":
                thing = await self._workers.do(partial(load_thing, iri=iri))
                return _html(pages.thing_page(thing, self._base, self._ontology))
            body = await self._workers.do(partial(described, iri=iri, media=media))
            return Response(body, media_type=media, headers={"Vary": "Accept"})
        except (QueryError, ValueError):
            return PlainTextResponse("no such thing\n", 404)


def described(store: ox.Store, iri: str, media: str) -> bytes:
    """What is said of a thing or record, in a media type of triples.

    Raises:
        QueryError: nothing is.
    """
    triples = sorted({q.triple for q in store.quads_for_pattern(ox.NamedNode(iri), None, None)}, key=str)
    if not triples:
        raise QueryError(f"nothing has the IRI {iri}")
    prefixes = PREFIXES if media in {"text/turtle", "application/rdf+xml"} else None
    return ox.serialize(triples, format=TRIPLES[media], prefixes=prefixes) or b""


def _asset(name: str, media: str) -> Response:
    return Response(files("kg.serve").joinpath("assets", name).read_bytes(), media_type=media)


def _html(text: str, policy: str = POLICY) -> Response:
    headers = {"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Vary": "Accept"}
    return HTMLResponse(text, headers=headers)
