import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.relate.line import Alphabet
from kg.relate.pattern import Compiler, PatternError, Words

ALPHABET = Alphabet([["Company", "Place"], ["Person"]])
COMPILER = Compiler(Words({"make": ["研发", "生产"]}, {t: [t] for t in ("Company", "Place", "Person")}), ALPHABET)
FIRM, TOWN, MAN = (ALPHABET.char(frozenset([t])) for t in ("Company", "Place", "Person"))
BOTH = ALPHABET.char(frozenset(["Company", "Place"]))


def spans(pattern, text):
    found = COMPILER.compile(pattern).expression.search(text)
    return found and {name: text[slice(*found.span(name))] for name in found.groupdict()}


def test_a_slot_takes_units_of_its_type_and_lists_that_hold_it():
    assert spans("<x:Company>", f"{MAN}{FIRM}") == {"x": FIRM}
    assert spans("<x:Company>", f"{MAN}{BOTH}") == {"x": BOTH}
    assert spans("<x:Company>", f"{MAN}{TOWN}") is None


def test_a_slot_with_plus_takes_what_is_joined():
    assert spans("<x:Person+>@make", f"{MAN}与{MAN}、{MAN}研发") == {"x": f"{MAN}与{MAN}、{MAN}"}


def test_a_gap_crosses_neither_names_nor_edges():
    assert spans("<x:Company>~@make", f"{FIRM}成功研发")
    assert spans("<x:Company>~@make", f"{FIRM},研发") is None
    assert spans("<x:Company>~@make", f"{FIRM}与{TOWN}研发") is None
    assert spans("<x:Company>*@make", f"{FIRM}在{TOWN}研发")
    assert spans("<x:Company>~2@make", f"{FIRM}历时六年研发") is None


def test_a_long_gap_may_hold_where_it_was():
    assert spans("<x:Company>~@make", f"{FIRM}在{TOWN}研发") == {"x": FIRM}
    assert spans("<x:Company>~2@make", f"{FIRM}在{TOWN}研发") is None


def test_an_edge_takes_the_carried_subject_after_it_along():
    carried = ALPHABET.carried(frozenset(["Company"]))
    assert spans("<x:Place>,@make", f"{TOWN},{carried}研发") == {"x": TOWN}


def test_a_backslash_takes_brackets_as_they_are():
    assert spans(r"<x:Person>\(<Company>\)", f"{MAN}({FIRM})") == {"x": MAN}


def test_the_trigger_is_what_a_match_cannot_do_without():
    assert COMPILER.compile("<x:Company>[已]@make[了]<Place>").triggers == {"研发", "生产"}
    assert COMPILER.compile("<x:Company>(成立|设立)").triggers == {"成立", "设立"}
    assert COMPILER.compile("<x:Company><Place>").triggers == frozenset()


def test_other_words_that_a_match_cannot_do_without_are_known():
    assert COMPILER.compile("<x:Company>与<Place>@make[完成](了|着)").others == ({"与"}, {"了", "着"})


@pytest.mark.parametrize(
    "pattern",
    [
        "<x:Ship>",
        "@sail",
        "(成立",
        "成立)",
        "[成立)",
        "<x:Company><x:Company>",
        "<x:Company",
        "(A|B",
        "<1:Company>",
        "甲~99999999",
    ],
)
def test_what_cannot_be_read_is_an_error(pattern):
    with pytest.raises(PatternError):
        COMPILER.compile(pattern)


@given(st.text(alphabet="成立研发甲乙、,()[]|<>:~*@#^$+\\129Company", max_size=20))
def test_any_pattern_compiles_or_says_what_is_wrong(pattern):
    try:
        compiled = COMPILER.compile(pattern)
    except PatternError as error:
        assert str(error)
    else:
        assert compiled.expression
        for word in compiled.triggers:
            assert word in pattern or word in {"研发", "生产"}
