"""When things were named: by the dates of the pages that name them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.model import Graph


def page_dates(graph: Graph) -> dict[str, str]:
    """Page id -> ISO date, of the pages that have one."""
    return {page.id: page.source.date for page in graph.pages if page.source.date}


def first_and_last(pages: Iterable[str], dates: Mapping[str, str]) -> tuple[str, str]:
    """The first and the last date of these pages; "" where none is known."""
    seen = [dates[page] for page in pages if page in dates]
    return (min(seen), max(seen)) if seen else ("", "")
