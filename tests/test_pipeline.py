import json
import os
import shutil
import signal
from pathlib import Path

import pytest
import yaml

from kg.engine import LocalEngine
from kg.errors import InputError, KilledError, OutputError
from kg.model import Sentence
from kg.ontology import find_ontology
from kg.pipeline import build
from kg.settings import Settings

SEEDS = Path(__file__).parent.parent / "seeds"
PAGE = next((SEEDS / "pages").glob("000*.txt"))


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_two_builds_are_byte_identical_and_so_is_one_by_a_pool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build([SEEDS], tmp_path / "one", Settings(workers=1))
    build([SEEDS], tmp_path / "two", Settings(workers=1))
    monkeypatch.setattr("kg.engine.POOL_FLOOR", 2)
    build([SEEDS], tmp_path / "pool", Settings(workers=2))
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "pool")


def test_no_temporary_file_stays_and_no_machine_path_is_written(tmp_path: Path) -> None:
    build([PAGE], tmp_path / "out", Settings(city="株洲"))
    for name, content in files(tmp_path / "out").items():
        assert not name.endswith(".tmp")
        assert str(tmp_path).encode() not in content
        assert str(SEEDS.parent).encode() not in content


def test_a_page_that_cannot_be_read_is_left_out_and_the_others_go_on(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    shutil.copy(PAGE, pages / "good.txt")
    (pages / "empty.txt").write_bytes(b"")
    (pages / "binary.txt").write_bytes(bytes(range(256)) * 40)
    graph, report = build([pages], tmp_path / "out", Settings(city="株洲"))
    assert [page.id for page in graph.pages] == ["good"]
    assert sorted(file for file, _ in report.left_out) == ["binary.txt", "empty.txt"]
    written = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert sorted(row["file"] for row in written["left_out"]) == ["binary.txt", "empty.txt"]


def test_nothing_readable_is_an_error_that_names_each_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    with pytest.raises(InputError, match=r"a\.txt"):
        build([tmp_path], tmp_path / "out", Settings())


def test_a_folder_without_pages_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no page here"):
        build([tmp_path], tmp_path / "out", Settings())


def test_an_out_folder_that_is_a_file_is_an_error_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="--out"):
        build([PAGE], tmp_path / "out", Settings())


def test_taking_a_rule_out_retracts_its_facts_at_the_next_build(tmp_path: Path) -> None:
    ontology = Path(shutil.copytree(find_ontology(None), tmp_path / "ontology"))
    page = tmp_path / "page.txt"
    page.write_text("株洲日报\n\n中车株洲所年会\n\n中车株洲所董事长李强说,比亚迪是它的老客户。\n", encoding="utf-8")
    settings = Settings(city="株洲", ontology=ontology)
    before, _ = build([page], tmp_path / "out", settings)
    written = (tmp_path / "out" / "zhuzhou.ttl").read_text(encoding="utf-8")
    rules = ontology / "rules" / "posts.yml"
    whole = yaml.safe_load(rules.read_text(encoding="utf-8"))
    kept = [row for row in whole if row["id"] != "post.before-name"]
    assert len(kept) == len(whole) - 1
    rules.write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")
    after, _ = build([page], tmp_path / "out", settings)
    gone = {s for s in before.statements if s.rule == "post.before-name"}
    assert "kg:holdsPost" in written
    assert gone
    assert {s for s in before.statements if s not in gone} == set(after.statements)
    assert "kg:holdsPost" not in (tmp_path / "out" / "zhuzhou.ttl").read_text(encoding="utf-8")


def test_results_come_in_the_order_of_the_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.engine.POOL_FLOOR", 2)
    jobs = [(Path(f"/nowhere/{n}.txt"), None) for n in range(40)]
    results = list(LocalEngine(2).run(_echo, jobs))  # type: ignore[arg-type]  # any callable of a job will do here
    assert results == [job[0].name for job in jobs]


def test_a_page_that_was_worked_on_first_keeps_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.engine.POOL_FLOOR", 2)
    monkeypatch.setattr("kg.engine.WARM", 10)
    jobs = [(tmp_path / f"{n}.txt", None) for n in range(6)]
    for number, (path, _) in enumerate(jobs):
        path.write_text("x" * (40 - 5 * number), encoding="utf-8")
    results = list(LocalEngine(2).run(_echo, jobs))  # type: ignore[arg-type]  # any callable of a job will do here
    assert results == [job[0].name for job in jobs]


def test_what_is_equal_on_pages_from_a_pool_arrives_as_one_object(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.engine.POOL_FLOOR", 2)
    jobs = [(Path(str(n)), None) for n in range(3)]
    _, *pages = LocalEngine(2).run(_spans, jobs)  # type: ignore[arg-type]  # any callable of a job will do here
    assert pages == [[Sentence(70_000 + n, 80_000, f"{b}ody", 9, "2021-09") for b in "bb"] for n in (1, 2)]
    (one, two), (three, _) = pages
    assert one.kind is two.kind
    assert one.start is two.start
    assert one.end is three.end


def test_a_process_that_was_killed_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.engine.POOL_FLOOR", 2)
    jobs = [(Path(str(n)), None) for n in range(9)]
    with pytest.raises(KilledError, match="killed"):
        list(LocalEngine(2).run(_killed, jobs))  # type: ignore[arg-type]  # any callable of a job will do here


def _killed(job: tuple[Path, None]) -> str:
    if job[0].name == "5":
        os.kill(os.getpid(), signal.SIGKILL)
    return job[0].name


def _spans(job: tuple[Path, None]) -> list[Sentence]:
    """Two equal sentences of which nothing is the same object."""
    number = int(job[0].name)
    return [Sentence(int(f"7000{number}"), int("80000"), f"{b}ody", 9, "2021-09") for b in "bb"]


def _echo(job: tuple[Path, None]) -> str:
    return job[0].name
