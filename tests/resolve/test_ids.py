"""Ids through time: whatever page comes when, a thing keeps its id, and an id never comes to mean another thing."""

import itertools
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Issued, Statement
from kg.overlay import issued_by
from kg.pipeline import build
from kg.resolve.resolver import Resolution, resolve
from kg.settings import Settings
from tests.resolve.said import DATES, ONTOLOGY, holder, named

#: What a page may say: forms of one thing, namesakes, what joins two.
SAYINGS = (
    ("Company", "国网株洲供电公司"), ("Company", "株洲供电公司"), ("Company", "联诚集团"), ("Company", "株洲联诚集团"),
    ("Company", "飞跃达"), ("Company", "飞跃达电器有限公司"),
    ("IndustrialPark", "高新区"), ("IndustrialPark", "株洲高新技术产业开发区"), ("Organization", "飞跃达"),
    ("Event", "中国陶瓷博览会"), ("Event", "第七届中国陶瓷博览会"), ("Event", "第八届中国陶瓷博览会"),
    ("IndustryCluster", "轨道交通产业"), ("Person", "王勇"), ("Official", "王勇"),
)  # fmt: skip
POSTS = (("会长", "陶瓷协会"), ("总经理", "飞马机械有限公司"), ("市长", "株洲市人民政府"), ("县长", "攸县人民政府"))
#: Shows that a short name was not the one company's: what was joined falls apart.
RIVAL = ("Company", "飞跃达科技有限公司")


def corpora(sayings: Sequence[tuple[str, str]]) -> st.SearchStrategy[dict[str, list[tuple[str, ...]]]]:
    """Pages that say some of this."""
    plain = st.sampled_from(sayings).map(lambda said: [said])
    held = st.lists(st.sampled_from(POSTS).map(lambda post: ("holder", *post)), min_size=1, max_size=2)
    page = st.lists(st.one_of(plain, held), min_size=1, max_size=5).map(
        lambda parts: [said for p in parts for said in p]
    )
    return st.fixed_dictionaries(dict.fromkeys(DATES, page))


def statements(page: str, sayings: Sequence[tuple[str, ...]]) -> list[Statement]:
    found: list[Statement] = []
    for number, said in enumerate(sayings):
        article = f"{page}.a{number // 2}"
        if said[0] == "holder":
            found += holder("王勇", said[1], said[2], article)
        else:
            found.append(named(said[0], said[1], article, at=number * 20))
    return found


def grown(said: dict[str, list[Statement]], order: Sequence[str]) -> list[Resolution]:
    """The pages added one by one, each build knowing the ids of the one before."""
    issued, found = Issued(), []
    for size in range(1, len(order) + 1):
        rows = [s for page in sorted(order[:size]) for s in said[page]]
        found.append(resolve(rows, ONTOLOGY, dict.fromkeys(said, "株洲"), issued))
        issued = Issued(found[-1].canonical, replaced(found[-1]))
    return found


def replaced(resolution: Resolution) -> dict[str, str]:
    return {old: e.id for e in resolution.entities for old in e.replaces}


def check(before: Resolution, after: Resolution) -> None:
    """A thing of before has its id, or is one with another now, to which the id leads; no id means two things."""
    heirs: dict[str, set[str]] = {}
    for local, old in before.canonical.items():
        heirs.setdefault(after.canonical[local], set()).add(old)
    parted = {old for old in before.canonical.values() if sum(old in olds for olds in heirs.values()) > 1}
    for new, olds in heirs.items():
        assert new in olds or olds <= parted, (new, olds)
    lead = replaced(after)
    for local, old in before.canonical.items():
        assert old in parted or after.canonical[local] in (old, lead.get(old))
    ids = [e.id for e in after.entities]
    assert replaced(before).keys() <= {*lead, *ids}
    assert len(ids) == len(set(ids)) and not set(ids) & lead.keys()


@settings(max_examples=25, deadline=None)
@given(corpora((*SAYINGS, RIVAL)), st.permutations(list(DATES)))
def test_in_any_order_a_page_more_renames_nothing_but_what_it_joins(
    corpus: dict[str, list[tuple[str, ...]]], order: list[str]
) -> None:
    said = {page: statements(page, sayings) for page, sayings in corpus.items()}
    steps = grown(said, order)
    for before, after in itertools.pairwise(steps):
        check(before, after)


@settings(max_examples=25, deadline=None)
@given(corpora(SAYINGS))
def test_pages_added_by_their_dates_have_the_ids_of_a_build_from_nothing(
    corpus: dict[str, list[tuple[str, ...]]],
) -> None:
    said = {page: statements(page, sayings) for page, sayings in corpus.items()}
    whole = resolve([s for page in sorted(said) for s in said[page]], ONTOLOGY, dict.fromkeys(said, "株洲"))
    assert grown(said, sorted(said))[-1].canonical == whole.canonical


FORMS = {"2022-05-01": "国网株洲供电公司完成检修。", "2021-05-01": "株洲供电公司完成检修。"}


def write(folder: Path, dates: Sequence[str]) -> None:
    folder.mkdir(exist_ok=True)
    told = []
    for date in dates:
        (folder / f"p{date}.txt").write_text(f"电力检修\n\n　　{FORMS[date]}\n", encoding="utf-8")
        told.append(f'["p{date}"]\nfile = "p{date}.txt"\ndate = "{date}"\ncity = "株洲"\n')
    (folder / "sources.toml").write_text("\n".join(told), encoding="utf-8")


def company(pages: Path, out: Path) -> tuple[str, tuple[str, ...]]:
    graph, _ = build([pages], out, Settings(use_model=False))
    (found,) = [e for e in graph.entities if e.type == "Company"]
    return found.id, found.replaces


def test_an_earlier_page_that_comes_later_does_not_rename(tmp_path: Path) -> None:
    later, earlier = FORMS
    write(tmp_path / "pages", [later])
    first, _ = company(tmp_path / "pages", tmp_path / "out")
    write(tmp_path / "pages", [later, earlier])
    other, _ = company(tmp_path / "pages", tmp_path / "new")
    assert company(tmp_path / "pages", tmp_path / "out") == (first, (other,)) and first != other
    (tmp_path / "pages" / f"p{later}.txt").unlink()
    write(tmp_path / "pages", [earlier])
    assert company(tmp_path / "pages", tmp_path / "out") == (other, ())


def test_a_part_of_an_article_takes_its_ids_into_the_whole(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("## 石峰区开会\n\n（上接01版）副市长李大为参加调研。\n", encoding="utf-8")
    told = '[{0}]\nfile = "{0}.txt"\ndate = "2022-03-05"\npublication = "株洲日报"\npage = "{1}"\ncity = "株洲"\n'
    sources = tmp_path / "sources.toml"
    sources.write_text(told.format("b", "02"), encoding="utf-8")
    alone, _ = build([tmp_path], tmp_path / "out", Settings(use_model=False))
    (tmp_path / "a.txt").write_text("## 调研\n\n3月4日，市长张志远调研。他强调（下转02版）\n", encoding="utf-8")
    sources.write_text(told.format("a", "01") + told.format("b", "02"), encoding="utf-8")
    both, _ = build([tmp_path], tmp_path / "out", Settings(use_model=False))
    assert {e.id for e in alone.entities} <= {e.id for e in both.entities}
    assert any(local.startswith("b.") for e in alone.entities for local in e.locals)
    assert not any(local.startswith("b.a1") for e in both.entities for local in e.locals)


def test_a_table_of_no_build_gives_no_ids(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    assert issued_by(path, [], {}) == Issued()
    path.write_bytes(b"no table")
    assert issued_by(path, [], {}) == Issued()
