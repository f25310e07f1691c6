"""Parts of an article on several pages made one, after the pages were worked on apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.engine import Extraction
from kg.model import Article, Statement
from kg.read.links import continuations


def joined(extractions: Sequence[Extraction]) -> tuple[list[Extraction], list[str], dict[str, str]]:
    """Give each part that goes on from another page the id, headline and authors of its article.

    What is named in the parts is then named in one article. Spans stay those of the part's own page.

    Returns:
        the extractions in the same order; for each link between pages a line that says what became of it; and the
        former id of each part -> the id it now has.
    """
    parts, told = continuations([e.page for e in extractions])
    if not parts:
        return list(extractions), told, parts
    articles = {article.id: article for e in extractions for article in e.page.articles}
    authors = {first: articles[first].authors for first in parts.values()}
    for part, first in parts.items():
        authors[first] = tuple(dict.fromkeys((*authors[first], *articles[part].authors)))
    whole = {first: replace(articles[first], authors=names) for first, names in authors.items()}
    return [_with_parts(e, parts, whole) for e in extractions], told, parts


def _with_parts(extraction: Extraction, parts: dict[str, str], whole: dict[str, Article]) -> Extraction:
    if not any(a.id in parts or a.id in whole for a in extraction.page.articles):
        return extraction
    firsts = {a.id: whole.get(parts.get(a.id, a.id)) for a in extraction.page.articles}
    articles = tuple(_part(a, first) if (first := firsts[a.id]) else a for a in extraction.page.articles)
    statements = tuple(_moved(s, parts[s.article]) if s.article in parts else s for s in extraction.statements)
    page = replace(extraction.page, articles=articles, seal=b"")  # it is not as it was read
    return replace(extraction, page=page, statements=statements)


def _part(article: Article, whole: Article) -> Article:
    return replace(article, id=whole.id, headline=whole.headline, authors=whole.authors)


def _moved(s: Statement, new: str) -> Statement:
    """The statement as one of the article ``new``, the local ids of its ends too."""
    subject, object_ = (end.replace(f"{s.article}.", f"{new}.", 1) for end in (s.subject, s.object))
    return replace(s, article=new, subject=subject, object=object_)
