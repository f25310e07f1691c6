"""What has not changed is taken out of the last build's files, and all ends as if everything had been made anew."""

import gzip
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.export import side_by_side
from kg.export.kept import Kept, mark
from kg.export.registry import SHEETS
from kg.export.side_by_side import PageRows, write_sheets
from kg.model import CO_OCCURS, Graph, Statement, digest
from kg.ontology import find_ontology, load_ontology
from kg.settings import Settings
from tests.export.invented import large, yunzhou

ONTOLOGY, SETTINGS = load_ontology(find_ontology(None)), Settings()
Made = list[str]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    """The pages that are made anew."""
    pages: Made = []
    text = PageRows.text

    def told(self: PageRows, sheet: side_by_side.Sheet) -> bytes:
        pages.append(str(self.node))
        return text(self, sheet)

    monkeypatch.setattr(PageRows, "text", told)
    return pages


def written(graph: Graph, folder: Path, *, keep: bool = True, stamp: str = "1") -> dict[str, bytes]:
    """As a build writes them: beside the last ones, which they then replace."""
    folder.mkdir(exist_ok=True)
    files = [folder / name.format(name="g") for name in SHEETS]
    new = [path.with_name(f".{path.name}.tmp") for path in files]
    kept = Kept(folder / "index", stamp, tuple(files)) if keep else None
    write_sheets(graph, ONTOLOGY, SETTINGS, list(zip(SHEETS.values(), new, strict=True)), kept)
    for temporary, path in zip(new, files, strict=True):
        temporary.replace(path)
    if kept:
        kept.temporary.replace(kept.index)
    return {path.name: path.read_bytes() for path in files}


def together(graph: Graph, weight: float = 0.97) -> Graph:
    """With two things that stand together so often."""
    told = [s for s in graph.statements if s.predicate != CO_OCCURS]
    pair = next(s for s in told if s.object_start >= 0)
    near = replace(pair, predicate=CO_OCCURS, title="", date="", value=str(weight), confidence=weight)
    return replace(graph, statements=(*told, near))


SMALL, LARGE = (together(graph, 0.5) for graph in (yunzhou(), large(60, 400)))


def renamed(graph: Graph) -> Graph:
    """With another name for a thing."""
    first, *rest = graph.entities
    return replace(graph, entities=(replace(first, name="另一名称"), *rest))


def said_otherwise(graph: Graph) -> Graph:
    """With a statement that is less sure."""
    n, s = next((n, s) for n, s in enumerate(graph.statements) if s.object_start >= 0)
    return replace(graph, statements=(*graph.statements[:n], replace(s, confidence=0.31), *graph.statements[n + 1 :]))


def on_another_day(graph: Graph) -> Graph:
    """With another date on a page."""
    first, *rest = graph.pages
    return replace(graph, pages=(replace(first, source=replace(first.source, date="2044-04-04")), *rest))


def sealed(graph: Graph) -> Graph:
    """With seals of what its pages say."""
    said: dict[str, list[Statement]] = {page.id: [] for page in graph.pages}
    for s in graph.statements:
        if s.predicate != CO_OCCURS:
            said[s.page].append(s)
    pages = (replace(page, seal=digest(repr((page, said[page.id]))).encode()) for page in graph.pages)
    return replace(graph, pages=tuple(pages))


def without_a_page(graph: Graph) -> Graph:
    """Without what one page says."""
    gone = graph.pages[0].id
    statements = tuple(s for s in graph.statements if s.page != gone)
    entities = (replace(e, pages=tuple(p for p in e.pages if p != gone)) for e in graph.entities)
    told = {s.id for s in statements}
    held = (replace(m, statements=tuple(s for s in m.statements if s in told)) for m in graph.memberships)
    return replace(
        graph, pages=graph.pages[1:], statements=statements, entities=tuple(entities), memberships=tuple(held)
    )


CHANGES = [renamed, said_otherwise, together, on_another_day, without_a_page]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("seal", [lambda graph: graph, sealed], ids=["without seals", "with seals"])
@pytest.mark.parametrize("graph", [SMALL, LARGE], ids=["small", "large"])
def test_after_a_change_the_files_are_those_of_a_build_from_nothing(
    graph: Graph, seal: Callable[[Graph], Graph], change: Callable[[Graph], Graph], tmp_path: Path
) -> None:
    one, other = seal(graph), seal(change(graph))
    for old, new in ((one, other), (other, one)):
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        assert written(old, folder) == written(old, folder / "x", keep=False)
        assert written(new, folder) == written(new, folder / "x", keep=False)
        assert written(new, folder) == written(new, folder / "x", keep=False)


def test_only_pages_that_changed_are_made(tmp_path: Path, made: Made) -> None:
    written(LARGE, tmp_path)
    assert len(set(made)) == len(LARGE.pages) > 3
    made.clear()
    written(LARGE, tmp_path)
    assert not made
    written(on_another_day(LARGE), tmp_path)
    assert len(set(made)) == 1


def test_another_stamp_makes_all_anew(tmp_path: Path, made: Made) -> None:
    written(LARGE, tmp_path)
    made.clear()
    written(LARGE, tmp_path, stamp="2")
    assert len(set(made)) == len(LARGE.pages)


@pytest.mark.parametrize("name", ["g.ttl", "g.trig", "g.nq.gz", "g.jsonld", "index"])
@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: data[:-200] + bytes(200),
        lambda data: b"".join(bytes([byte ^ (n % 97 == 96)]) for n, byte in enumerate(data)),
        lambda data: b"x" + data,
    ],
    ids=["cut", "emptied", "zeroed at the end", "with bits turned", "moved"],
)
def test_what_is_damaged_is_made_anew(name: str, damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    expected = written(LARGE, tmp_path)
    (tmp_path / name).write_bytes(damage((tmp_path / name).read_bytes()))
    assert written(LARGE, tmp_path) == expected


@pytest.mark.parametrize("name", ["g.ttl", "index"])
def test_what_has_gone_is_made_anew(name: str, tmp_path: Path) -> None:
    expected = written(LARGE, tmp_path)
    (tmp_path / name).unlink()
    assert written(LARGE, tmp_path) == expected


def test_files_of_another_build_are_not_taken(tmp_path: Path) -> None:
    written(LARGE, tmp_path)
    written(renamed(LARGE), tmp_path / "other")
    for name in ("g.ttl", "g.trig", "g.nq.gz", "g.jsonld"):
        (tmp_path / "other" / name).replace(tmp_path / name)
    assert written(LARGE, tmp_path) == written(LARGE, tmp_path / "new")


def test_the_compressed_file_has_a_member_for_each_page(tmp_path: Path) -> None:
    data = written(LARGE, tmp_path)["g.nq.gz"]
    pages, rest = [], data
    while rest:
        member = zlib.decompressobj(wbits=31)
        pages.append(member.decompress(rest))
        rest = member.unused_data
    assert len(pages) == len(LARGE.pages)
    assert gzip.decompress(data) == b"".join(pages)
    empty = Graph((), (), (), {})
    assert gzip.decompress(written(empty, tmp_path / "empty")["g.nq.gz"]) == b""


def test_a_hash_tells_values_apart() -> None:
    values = [("a", "b"), ("ab",), ("a", ("b",)), (1,), (1.0,), ("1",), (True,), (None,), (b"1",), ()]
    assert len({mark(*value) for value in values}) == len(values)
    assert mark("x" * 3, ["y"]) == mark("xxx", ["y"])
