"""The SPARQL 1.1 protocol, its queries only (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

import pyoxigraph as ox
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from kg.serve.negotiation import SHORT, SOLUTIONS, TRIPLES, accepted
from kg.serve.worker import Reply, Request, Workers, asks_elsewhere, nesting

#: Bytes of a request that are read; a larger one is refused.
MOST_BYTES = 1024 * 1024
#: Brackets that may be open at once.
DEEPEST = 100
STATUS: Mapping[str, int] = {
    "ok": 200,
    "malformed": 400,
    "unacceptable": 406,
    "too large": 413,
    "failed": 500,
    "timeout": 503,
}
SD = "http://www.w3.org/ns/sparql-service-description#"

Parameters = list[tuple[str, str]]


class Refused(Exception):
    """A request that the protocol does not allow: the status and a line that says why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


async def sparql(http: HttpRequest, workers: Workers) -> Response:
    """Answer a request to the endpoint: a query, or, without one, the description of the service."""
    try:
        parameters = await _parameters(http)
        if any(name == "update" for name, _ in parameters):
            raise Refused(403, "this endpoint is read-only")
        queries = [value for name, value in parameters if name == "query"]
        if not queries and http.method in {"GET", "HEAD"}:
            return _description(http)
        return as_response(await workers.ask(_request(http, parameters, queries)))
    except Refused as refused:
        return PlainTextResponse(refused.why + "\n", refused.status)


def _request(http: HttpRequest, parameters: Parameters, queries: list[str]) -> Request:
    if len(queries) != 1:
        raise Refused(400, "give one query")
    if asks_elsewhere(queries[0]):
        raise Refused(403, "this endpoint asks no other (SERVICE)")
    if nesting(queries[0]) > DEEPEST:
        raise Refused(400, f"brackets are nested at most {DEEPEST} deep")
    short = next((SHORT.get(value, value) for name, value in parameters if name == "format"), "")
    return Request(
        queries[0],
        (short,) if short else accepted(http.headers.get("accept", "")),
        tuple(value for name, value in parameters if name == "default-graph-uri"),
        tuple(value for name, value in parameters if name == "named-graph-uri"),
        base=_endpoint(http),
    )


def _endpoint(http: HttpRequest) -> str:
    """The address of the endpoint, as its client wrote it."""
    return f"{http.url.scheme}://{http.url.netloc}{http.url.path}"


async def _parameters(http: HttpRequest) -> Parameters:
    """Names and values, from the address and the body, whichever the method and media type say."""
    parameters = list(http.query_params.multi_items())
    if http.method != "POST":
        return parameters
    media = http.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == "application/sparql-update":
        raise Refused(403, "this endpoint is read-only")
    if media not in {"application/sparql-query", "application/x-www-form-urlencoded"}:
        raise Refused(415, "send application/sparql-query or application/x-www-form-urlencoded")
    text = await _body(http)
    if media == "application/sparql-query":
        return [*parameters, ("query", text)]
    try:
        return parameters + parse_qsl(text, keep_blank_values=True, max_num_fields=100, errors="strict")
    except ValueError as error:
        raise Refused(400, "the form cannot be read") from error


async def _body(http: HttpRequest) -> str:
    body = bytearray()
    try:
        async for part in http.stream():
            body += part
            if len(body) > MOST_BYTES:
                raise Refused(413, f"a request has at most {MOST_BYTES} bytes")
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, "the request is not UTF-8") from error
    except ClientDisconnect as error:
        raise Refused(400, "the request broke off") from error


def as_response(reply: Reply) -> Response:
    """The reply over HTTP."""
    media = reply.media if reply.media.startswith("application/") else f"{reply.media}; charset=utf-8"
    headers = {"Retry-After": "10"} if reply.outcome == "timeout" else None
    return Response(reply.body, STATUS[reply.outcome], headers, media_type=media)


def _description(http: HttpRequest) -> Response:
    """The service description as Turtle (https://www.w3.org/TR/sparql11-service-description/), or the query page."""
    ranges = accepted(http.headers.get("accept", ""))
    if ranges[0] == "text/html":
        return RedirectResponse("/query", 303)
    endpoint = ox.NamedNode(_endpoint(http))
    formats = [ox.NamedNode(f"http://www.w3.org/ns/formats/{name}") for name in sorted(_FORMATS.values())]
    pairs = [
        (f"{SD}endpoint", endpoint),
        (f"{SD}supportedLanguage", ox.NamedNode(f"{SD}SPARQL11Query")),
        (f"{SD}feature", ox.NamedNode(f"{SD}UnionDefaultGraph")),
        *((f"{SD}resultFormat", format_) for format_ in formats),
    ]
    type_ = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    triples = [ox.Triple(endpoint, type_, ox.NamedNode(f"{SD}Service"))]
    triples += [ox.Triple(endpoint, ox.NamedNode(predicate), value) for predicate, value in pairs]
    body = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes={"sd": SD}) or b""
    return Response(body, media_type="text/turtle; charset=utf-8")


_FORMATS = dict(
    zip(
        (*SOLUTIONS, *TRIPLES),
        (
            "SPARQL_Results_JSON",
            "SPARQL_Results_XML",
            "SPARQL_Results_CSV",
            "SPARQL_Results_TSV",
            "Turtle",
            "N-Triples",
            "RDF_XML",
            "JSON-LD",
        ),
        strict=True,
    )
)
