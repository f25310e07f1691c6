"""People's decisions outrank every score, at every build, or are said to apply no more."""

import dataclasses
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.model import Statement
from kg.resolve.judgements import load_judgements
from kg.resolve.resolver import Resolution, resolve
from tests.resolve.said import ONTOLOGY, groups, holder, named


def decided(folder: Path, lines: str, said: list[Statement]) -> Resolution:
    """What is resolved with these lines as judgements.tsv."""
    (folder / "judgements.tsv").write_text(f"verdict\ttype\tleft\tright\tnote\n{lines}\n", encoding="utf-8")
    naming = (ONTOLOGY.folder / "naming.toml").read_text(encoding="utf-8")
    (folder / "naming.toml").write_text(naming, encoding="utf-8")
    return resolve(said, dataclasses.replace(ONTOLOGY, folder=folder), {s.page: "株洲" for s in said})


BOTH = [named("Company", "甲科技有限公司"), named("Company", "乙实业集团")]


def test_same_joins_what_no_score_would(tmp_path: Path) -> None:
    resolution = decided(tmp_path, "same\tCompany\t甲科技有限公司\t乙实业集团", BOTH)
    assert groups(resolution) == [["甲科技有限公司", "乙实业集团"]]
    assert resolution.unused == ()


def test_different_parts_what_a_score_would_join(tmp_path: Path) -> None:
    said = [named("Company", "飞鹿股份"), named("Company", "株洲飞鹿高新材料技术股份有限公司")]
    assert len(decided(tmp_path, "", said).entities) == 1
    line = "different\tCompany\t飞鹿股份\t株洲飞鹿高新材料技术股份有限公司"
    assert len(decided(tmp_path, line, said).entities) == 2


def test_people_are_named_with_their_body(tmp_path: Path) -> None:
    said = holder("王勇", "会长", "甲协会", "p1.a1", "Person") + holder("王勇", "总经理", "乙公司", "p2.a1", "Person")
    resolution = decided(tmp_path, "same\tPerson\t王勇@甲协会\t王勇@乙公司", said)
    assert [e.pages for e in resolution.entities if e.name == "王勇"] == [("p1", "p2")]


def test_what_is_no_entity_is_gone(tmp_path: Path) -> None:
    resolution = decided(tmp_path, "not-an-entity\tCompany\t乙实业集团", BOTH)
    assert [e.name for e in resolution.entities] == ["甲科技有限公司"]
    assert set(resolution.canonical) == {BOTH[0].subject}


def test_name_and_type_are_taken(tmp_path: Path) -> None:
    lines = "preferred-name\tCompany\t甲科技有限公司\t甲科技\ntype\tCompany\t甲科技有限公司\tOrganization"
    entity = decided(tmp_path, lines, BOTH[:1]).entities[0]
    assert (entity.name, entity.type, entity.aliases) == ("甲科技", "Organization", ("甲科技有限公司",))


def test_a_line_that_applies_no_more_is_reported(tmp_path: Path) -> None:
    resolution = decided(tmp_path, "same\tCompany\t甲科技有限公司\t丙公司", BOTH)
    assert [line.split(", ")[1] for line in resolution.unused] == ["line 2: same Company 甲科技有限公司 丙公司"]


def test_a_part_line_outranks_a_join_line(tmp_path: Path) -> None:
    lines = "same\tCompany\t甲科技有限公司\t乙实业集团\ndifferent\tCompany\t甲科技有限公司\t乙实业集团"
    resolution = decided(tmp_path, lines, BOTH)
    assert len(resolution.entities) == 2
    assert len(resolution.unused) == 1


@pytest.mark.parametrize(
    "line", ["maybe\tCompany\t甲\t乙", "same\tShip\t甲\t乙", "same\tCompany\t甲", "type\tCompany\t甲\tX"]
)
def test_a_malformed_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "judgements.tsv"
    path.write_text(f"# head\n{line}\n", encoding="utf-8")
    with pytest.raises(OntologyError, match="line 2"):
        load_judgements(path, ONTOLOGY.types)
