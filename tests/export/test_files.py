import pytest

from kg.export import files
from kg.export.files import write_files
from kg.ontology import find_ontology, load_ontology
from kg.settings import Settings
from tests.export.invented import large


@pytest.fixture(scope="module")
def ontology():
    return load_ontology(find_ontology(None))


def written(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_several_processes_write_what_one_writes(ontology, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LARGE", 10)
    graph = large(40, 200)
    for workers in (1, 2):
        (tmp_path / str(workers)).mkdir()
        write_files(graph, ontology, Settings(workers=workers), tmp_path / str(workers))
    assert written(tmp_path / "1") == written(tmp_path / "2")
    assert len(written(tmp_path / "1")) > 10


def test_an_error_in_a_process_reaches_the_caller(ontology, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LARGE", 10)
    (tmp_path / "zhuzhou.ttl").mkdir()
    with pytest.raises(OSError, match="zhuzhou"):
        write_files(large(40, 200), ontology, Settings(workers=2), tmp_path)
