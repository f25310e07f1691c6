from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.settings import Settings, load_settings


def test_flags_outrank_environment_outranks_file_outranks_defaults(tmp_path: Path) -> None:
    file = tmp_path / "kg.toml"
    file.write_text('city = "湘潭"\nname = "a"\nworkers = 3\n', encoding="utf-8")
    settings = load_settings({"city": "长沙", "name": None}, {"KG_NAME": "b", "KG_CITY": "衡阳"}, file)
    assert (settings.city, settings.name, settings.workers) == ("长沙", "b", 3)
    assert settings.publication == Settings().publication


def test_a_base_always_ends_in_a_slash(tmp_path: Path) -> None:
    assert load_settings({"base": "https://example.org/x"}, {}, tmp_path / "none").base == "https://example.org/x/"


@pytest.mark.parametrize(
    ("text", "match"), [("a = ", "not valid TOML"), ('colour = "red"', "no such setting"), ('workers = "x"', "workers")]
)
def test_a_bad_file_is_a_usage_error_that_names_it(tmp_path: Path, text: str, match: str) -> None:
    file = tmp_path / "kg.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=match) as caught:
        load_settings({}, {}, file)
    assert str(file) in str(caught.value)


def test_truth_is_read_from_the_environment(tmp_path: Path) -> None:
    assert load_settings({}, {"KG_USE_MODEL": "0"}, tmp_path / "none").use_model is False
    assert load_settings({}, {"KG_USE_MODEL": "yes"}, tmp_path / "none").use_model is True
