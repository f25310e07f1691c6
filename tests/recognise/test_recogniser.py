"""A page in, mentions out: surfaces are the text at their spans."""

from array import array

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Article, Page, Sentence, Source
from kg.ontology import find_ontology, load_ontology
from kg.recognise.recogniser import Recogniser
from kg.settings import Settings

ONTOLOGY = load_ontology(find_ontology(None))
RECOGNISER = Recogniser(ONTOLOGY, Settings(use_model=False))


def page(*texts: str, city: str = "株洲") -> Page:
    """A page of one-sentence articles."""
    articles, at = [], 0
    for number, text in enumerate(texts, 1):
        sentence = Sentence(at, at + len(text))
        articles.append(Article(f"p.a{number}", "p", "", (), at, at + len(text), (sentence,)))
        at += len(text)
    whole = "".join(texts)
    return Page(Source("p", city=city), whole, whole, whole, array("I", range(at)), tuple(articles))


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
def test_surfaces_are_the_text_at_their_spans(first: str, second: str) -> None:
    it = page(f"{first}株洲市", f"{second}湖南省")
    found = [m for _, mentions, _ in RECOGNISER.recognise_page(it) for m in mentions]
    assert {"株洲市", "湖南省"} <= {m.surface for m in found}
    assert all(it.text[m.start : m.end] == m.surface for m in found)


def test_lone_surrogates_rare_characters_and_no_text_at_all_are_read() -> None:
    it = page("\ud83d䶮㵘𠮷株洲市\0", " ")
    [(_, mentions, _), (_, nothing, _)] = RECOGNISER.recognise_page(it)
    assert [m.surface for m in mentions] == ["株洲市"]
    assert not nothing
    assert list(RECOGNISER.recognise_page(page())) == []


def test_one_article_is_read_as_with_its_page() -> None:
    it = page("株洲市有9区县。", "湖南省有14市州。")
    for article, mentions, dropped in RECOGNISER.recognise_page(it):
        assert RECOGNISER.recognise(it, article) == (mentions, dropped)
