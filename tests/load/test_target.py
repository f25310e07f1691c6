import pytest

from kg.errors import UsageError
from kg.load.registry import load
from kg.load.target import parse_target


def test_user_and_password_come_from_the_environment_and_are_not_shown() -> None:
    target = parse_target("bolt://127.0.0.1:7687", environment={"KG_LOAD_USER": "neo", "KG_LOAD_PASSWORD": "geheim"})
    assert (target.user, target.password) == ("neo", "geheim")
    assert "geheim" not in repr(target) and "geheim" not in str(target)


def test_a_user_in_the_address_is_taken_out_of_it() -> None:
    target = parse_target("sparql+https://dba@host.test:8890/x?graph=g", environment={})
    assert (target.user, target.url) == ("dba", "sparql+https://host.test:8890/x?graph=g")


def test_a_password_in_the_address_is_refused_without_repeating_it() -> None:
    with pytest.raises(UsageError) as caught:
        parse_target("bolt://neo:geheim@127.0.0.1")
    assert "KG_LOAD_PASSWORD" in str(caught.value) and "geheim" not in str(caught.value)


@pytest.mark.parametrize("url", ["", "exports", "bolt://", "//host"])
def test_what_is_no_address_is_a_usage_error(url: str) -> None:
    with pytest.raises(UsageError, match="not an address"):
        parse_target(url)


def test_an_unknown_scheme_names_the_known_ones(tmp_path) -> None:
    with pytest.raises(UsageError, match=r"sparql\+http"):
        load(tmp_path / "x.ttl", parse_target("ftp://host.test/x"))
