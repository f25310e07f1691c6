"""The pages for people, as HTML: everything that comes from the graph is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import groupby
from urllib.parse import quote

from kg.api.entity import Fact, Thing
from kg.ontology import Ontology
from kg.query.questions import Question


def frame(title: str, body: str, scripts: Sequence[str] = (), styles: Sequence[str] = ()) -> str:
    """A whole page."""
    source = "".join(f'<link rel="stylesheet" href="/assets/{name}">' for name in styles)
    source += "".join(f'<script src="/assets/{name}" defer></script>' for name in scripts)
    return (
        f'<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/assets/style.css">'
        f'{source}</head><body><nav><a href="/">首页 Home</a> <a href="/graph">图 Graph</a> '
        '<a href="/query">查询 Query</a><form action="/search"><input name="q" aria-label="名称 name">'
        f"<button>找 Find</button></form></nav><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )


def home(counts: Iterable[tuple[str, str, str]], ontology: Ontology) -> str:
    """The start page: how much there is of each kind."""
    rows = []
    for kind, name, count in counts:
        row = ontology.types.get(name) if kind == "entity" else ontology.relations.get(name)
        label = f"{row.zh} {row.en}" if row else name
        rows.append(f"<tr><td>{escape(label)}</td><td>{escape(count)}</td></tr>")
    return frame("城市报纸知识图谱 A city's newspapers as a graph", f"<table>{''.join(rows)}</table>")


def search(text: str, found: Iterable[tuple[str, str, str]], ontology: Ontology) -> str:
    """What has a name with the text in it: (path, name, class name)."""
    items = "".join(
        f"<li>{_link(path, name)} <small>{_type(type_, ontology)}</small></li>" for path, name, type_ in found
    )
    return frame(f"找 {text}", f"<ul>{items}</ul>" if items else "<p>没有 Nothing found</p>")


def thing_page(thing: Thing, base: str, ontology: Ontology) -> str:
    """A thing with its names, its facts by relation, each with its sentence, and links to the other ends."""
    head = f"<p>{_type(thing.type, ontology)}"
    if thing.aliases:
        head += "　又称 also " + "、".join(escape(alias) for alias in thing.aliases)
    path = local(thing.iri, base)
    head += f'</p><p><a href="{path}?format=ttl">Turtle</a> <a href="{path}?format=jsonld">JSON-LD</a></p>'
    body = ""
    for relation, facts in groupby(thing.facts, key=lambda fact: fact.relation):
        row = ontology.relations.get(relation)
        label = f"{row.zh} {row.en}" if row else relation
        body += f"<h2>{escape(label)}</h2><ul>{''.join(_fact(fact, base) for fact in facts)}</ul>"
    return frame(thing.name, head + body)


def _fact(fact: Fact, base: str) -> str:
    ends = (
        f"{_link(local(fact.subject, base), fact.subject_name)} → {_link(local(fact.object, base), fact.object_name)}"
    )
    title = f" <b>{escape(fact.title)}</b>" if fact.title else ""
    place = " · ".join(escape(x) for x in (fact.date, fact.page, fact.headline) if x)
    return f"<li>{ends}{title}<blockquote>{escape(fact.sentence)}<footer>{place}</footer></blockquote></li>"


def query_page(questions: Mapping[str, Question], base: str) -> str:
    """The page to ask SPARQL, with the ready questions; all that it needs comes from this server."""
    options = "".join(
        f'<option value="{escape(q.name)}" data-sparql="{escape(q.sparql)}">{escape(q.zh)} / {escape(q.en)}</option>'
        for q in questions.values()
        if not q.path
    )
    body = (
        '<p><select id="ready" aria-label="现成的问题 ready questions">'
        f'<option value="">现成的问题 Ready questions</option>{options}</select></p>'
        f'<div id="yasgui" data-base="{escape(base)}"></div>'
    )
    return frame("查询 Query", body, ("vendor/yasgui.min.js", "query.js"), ("vendor/yasgui.min.css",))


def local(iri: str, base: str) -> str:
    """The path of this server that shows an IRI of the data; the IRI itself where it is another's."""
    return "/" + quote(iri.removeprefix(base)) if iri.startswith(base) else escape(iri)


def _link(href: str, text: str) -> str:
    return f'<a href="{escape(href)}">{escape(text)}</a>'


def _type(name: str, ontology: Ontology) -> str:
    row = ontology.types.get(name)
    return escape(f"{row.zh} {row.en}" if row else name)
