"""Which files are pages: folders, archives, and what is refused."""

import zipfile
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.read.files import Refused, read_bytes
from kg.read.page import SUFFIXES, read_page
from kg.read.sources import find_pages
from kg.settings import Settings

TEXT = "南江日报讯（记者/王小明） 3月4日，市长张志远到南江经济开发区调研。\n"
DEFAULTS = Settings()


def zipped(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def ids(*paths: Path, settings: Settings = DEFAULTS) -> list[str]:
    return [source.page for _, source in find_pages(paths, settings, SUFFIXES)]


def problems(*paths: Path, settings: Settings = DEFAULTS) -> dict[str, str]:
    found = find_pages(paths, settings, SUFFIXES)
    return {file.name: file.problem for file, _ in found if isinstance(file, Refused)}


def test_an_archive_is_read_as_the_folder_it_holds(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "issue.zip", {"A01.txt": TEXT, "b/A02.md": TEXT, "b/readme.rst": "x"})
    pages = [read_page(file, source, Settings()) for file, source in find_pages([archive], Settings(), SUFFIXES)]
    assert [page.id for page in pages] == ["A01", "A02"]
    assert {page.articles[0].authors for page in pages} == {("王小明",)}
    assert ids(tmp_path) == ["A01", "A02"]


def test_what_is_known_of_an_archive_is_known_of_its_pages(tmp_path: Path) -> None:
    zipped(tmp_path / "issue.zip", {"A01.txt": TEXT})
    (tmp_path / "sources.toml").write_text('[i]\nfile = "issue.zip"\ndate = "2022-03-05"\n', encoding="utf-8")
    assert [source.date for _, source in find_pages([tmp_path], Settings(), SUFFIXES)] == ["2022-03-05"]


def test_an_archive_may_say_where_its_pages_come_from(tmp_path: Path) -> None:
    told = '[first]\nfile = "A01.txt"\ndate = "2022-03-05"\n'
    archive = zipped(tmp_path / "issue.zip", {"p/A01.txt": TEXT, "p/A02.txt": TEXT, "p/sources.toml": told})
    ((file, source),) = find_pages([archive], Settings(), SUFFIXES)
    assert (source.page, source.date) == ("first", "2022-03-05")
    assert read_bytes(file, Settings()).decode() == TEXT


def test_names_in_the_coding_of_old_chinese_systems_are_read(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "issue.zip", {"XXXX.txt": TEXT})
    archive.write_bytes(archive.read_bytes().replace(b"XXXX.txt", "株洲".encode("gb18030") + b".txt"))
    assert ids(archive) == ["株洲"]


@pytest.mark.parametrize("name", ["../../out.txt", "/etc/out.txt", "C:/out.txt", "a/../../out.txt"])
def test_paths_that_climb_are_refused_by_name(tmp_path: Path, name: str) -> None:
    archive = zipped(tmp_path / "issue.zip", {name: TEXT, "A01.txt": TEXT})
    assert problems(archive) == {f"issue.zip/{name}": "has a path that leads out of its archive"}
    assert len(ids(archive)) == 2


def test_an_archive_that_unpacks_past_the_limit_is_refused_unread(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "bomb.zip", {f"{i}.txt": "啊" * 30_000 for i in range(9)})
    assert archive.stat().st_size < 20_000
    small = Settings(max_unpacked_bytes=500_000)
    assert problems(archive, settings=small) == {"bomb.zip": "unpacks to 810000 bytes, more than 500000"}
    ((file, source), *_) = find_pages([archive], Settings(), SUFFIXES)
    with pytest.raises(InputError, match=r"bomb.zip/0.txt: has 90000 bytes, more than 1000"):
        read_page(file, source, Settings(max_page_bytes=1000))


def test_broken_encrypted_nested_and_empty_archives_are_named(tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 no more")
    zipped(tmp_path / "empty.zip", {"readme": "x"})
    zipped(tmp_path / "nested.zip", {"inner.zip": "x"})
    assert problems(tmp_path) == {
        "broken.zip": "is no readable zip archive",
        "empty.zip": "holds no page",
        "nested.zip/inner.zip": "is an archive within an archive",
    }
    locked = zipped(tmp_path / "locked.zip", {"a.txt": TEXT})
    data = bytearray(locked.read_bytes())
    data[6] |= 1  # the flag of encryption, in the member's head and in the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    locked.write_bytes(bytes(data))
    ((file, source),) = find_pages([locked], Settings(), SUFFIXES)
    with pytest.raises(InputError, match="cannot be unpacked"):
        read_page(file, source, Settings())


def test_pages_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    for day in ("05", "06"):
        (tmp_path / day).mkdir()
        (tmp_path / day / "A01.txt").write_text(TEXT, encoding="utf-8")
    assert ids(tmp_path) == ["05_A01", "06_A01"]
    assert ids(tmp_path / "05", tmp_path / "05" / "A01.txt") == ["A01"]


def test_a_page_in_several_forms_is_read_in_one(tmp_path: Path) -> None:
    for suffix in (".pdf", ".txt", ".xml"):
        (tmp_path / f"A01{suffix}").write_text(TEXT, encoding="utf-8")
    found = find_pages([tmp_path], Settings(), SUFFIXES)
    assert [file.name for file, source in found if source.page == "A01"] == ["A01.txt"]
    assert set(problems(tmp_path).values()) == {"is the same page as A01.txt"}
