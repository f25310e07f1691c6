"""The trained tagger: its file, its arithmetic, and that no text breaks it."""

import random
import zipfile
from array import array
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ModelError
from kg.model import Article, Page, Source
from kg.recognise.candidate import Candidate, Context
from kg.recognise.model import LONGEST, ModelFinder, Tagger, cut, trim
from kg.recognise.model_decode import Abreast, Labels, best_path, forward_backward
from kg.recognise.model_file import SHIPPED, load, save
from kg.recognise.model_lexicon import Lexicon, matches
from kg.recognise.model_net import STYLES, Seen, forward
from kg.recognise.model_places import places_in
from kg.recognise.model_run import Network
from kg.recognise.model_signs import View, signs_of
from kg.recognise.model_text import PAD, codes_of, lay_out, places_of, quoted, shift
from kg.recognise.select import select

LABELS = Labels(("name", "place"))


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(load())


def paths(length: int) -> list[tuple[int, ...]]:
    """All well-formed label sequences of this length, found by trying."""
    ok = LABELS.allowed
    return [
        p
        for p in product(range(LABELS.size), repeat=length)
        if LABELS.first[p[0]] and LABELS.last[p[-1]] and all(ok[a, b] for a, b in pairwise(p))
    ]


def test_it_finds_people_companies_and_bodies(tagger: Tagger) -> None:
    text = "记者从北京市发改委获悉，中国石油化工股份有限公司董事长王建国出席了签约仪式。"
    found = {text[s.start : s.end]: s.type for s in tagger.tag([text])[0]}
    assert found["王建国"] == "name"
    assert found["北京市发改委"] == "government"
    assert found["中国石油化工股份有限公司"] == "company"


def test_a_sentence_is_read_alike_alone_and_among_others(tagger: Tagger) -> None:
    sentences = ["上海市市长在会上讲话。", "好", "李明，女，长沙人，现任湖南大学教授。" * 3]
    spans = [[(s.start, s.end, s.type) for s in tagger.tag([text])[0]] for text in sentences]
    together = [[(s.start, s.end, s.type) for s in found] for found in tagger.tag(sentences)]
    assert together == spans


@settings(deadline=None)
@given(
    st.lists(st.text("上海市长李明说，“东方”《报》(AI)3好é", min_size=1, max_size=20), min_size=1, max_size=6),
    st.sampled_from(STYLES),
)
def test_the_network_runs_as_it_was_trained(tagger: Tagger, sentences: list[str], style: str) -> None:
    model, layout = tagger.model, lay_out(sentences)
    styles = np.full(len(sentences), STYLES.index(style))
    view, classes = View.of(layout.codes, model.lexicon.find(layout.codes)), len(model.lexicon.names)
    seen = Seen(*model.vocabulary.number(layout.codes), signs_of(view, classes), layout, styles)
    trained = forward(seen, model.parameters)["scores"]
    run = Network(model.parameters, model.vocabulary, classes, style).scores(view, layout)
    assert np.allclose(run, trained, atol=1e-3)


def test_every_word_of_a_lexicon_is_found_and_no_other() -> None:
    words = {f"{a}{b}" for a in "东南西北中发白一二三四五六七八九十" for b in "城村路街桥河山湖江海"}
    lexicon = Lexicon.of({"place": sorted(words)[::2]})
    assert {word for word in words if lexicon.mask_of(word)} == set(sorted(words)[::2])
    assert not Lexicon.of({"place": []}).mask_of("东城")


@settings(deadline=None)
@given(sentences=st.lists(st.text(st.characters(), max_size=40), max_size=4))
def test_spans_lie_in_their_sentence_and_do_not_overlap(tagger: Tagger, sentences: list[str]) -> None:
    for text, spans in zip(sentences, tagger.tag(sentences), strict=True):
        assert all(0 <= s.start < s.end <= len(text) and 0 < s.score <= 1.001 for s in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    "text", ["䶮" * 50, "㵘王䶮𠮷田公司", "\ud800\udc00张伟", "0" * 5000, "𝒳" * 300, "\x00张伟\x00"]
)
def test_rare_characters_are_read(tagger: Tagger, text: str) -> None:
    assert all(s.end <= len(text) for s in tagger.tag([text])[0])


def test_a_very_long_sentence_is_read_in_pieces(tagger: Tagger) -> None:
    letters = random.Random(1).choices("市委书记王建国在株洲调研公司的集团，、", k=100_000)
    pieces = list(cut("".join(letters)))
    assert "".join(text for _, text in pieces) == "".join(letters)
    assert max(len(text) for _, text in pieces) <= LONGEST
    assert tagger.tag(["".join(letters)])[0]


def test_pieces_are_cut_at_marks_where_there_are_any() -> None:
    text = "一二三四五六七八九十，" * 30
    assert all(piece.endswith("，") for _, piece in cut(text))
    assert [at for at, _ in cut("字" * (2 * LONGEST + 1))] == [0, LONGEST, 2 * LONGEST]


@pytest.mark.parametrize(
    ("span", "kept"),
    [("安泰)", "安泰"), ("中国(湖南)", "中国(湖南)"), ("，王填、", "王填"), ("“火炬”", "“火炬”"), ("(《", "")],
)
def test_no_name_starts_or_ends_with_a_stray_mark(span: str, kept: str) -> None:
    text = f"在{span}里"
    start, end = trim(text, 1, 1 + len(span))
    assert text[start:end] == kept


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("宁乡市回龙铺镇天鹅村", ["宁乡市", "回龙铺镇", "天鹅村"]),
        ("浏阳官渡镇", ["官渡镇"]),
        ("红星村", ["红星村"]),
        ("岳麓区梅溪湖国际文化艺术中心", ["岳麓区梅溪湖国际文化艺术中心"]),
        ("长沙市岳麓区梅溪湖艺术中心", ["长沙市", "岳麓区", "梅溪湖艺术中心"]),
        ("幸福长沙", []),
        ("长沙", []),
        ("", []),
    ],
)
def test_an_address_is_read_as_its_parts(address: str, parts: list[str]) -> None:
    known = {"浏阳", "红星"}.__contains__
    assert [address[start:end] for start, end in sorted(places_in(address, known))] == parts


def test_a_guess_that_starts_with_a_place_stands_before_the_place() -> None:
    place = Candidate(0, 2, "Place", "dictionary:places", 0.9)
    guess = Candidate(0, 8, "Organization", "model", 0.86)
    person = Candidate(6, 9, "Person", "title", 0.9)
    page = Page(Source("p"), "", "长沙文物保护协会王明", "", array("I"), ())
    context = Context(page, Article("p.a1", "p", "", (), 0, 10, ()), "长沙文物保护协会王明", ((0, 10),), None)
    assert select([place, guess], context)[0] == [guess]
    assert select([place, guess, person], context)[0] == [place, person]


def test_the_articles_of_a_page_give_together_what_they_give_one_by_one(tagger: Tagger) -> None:
    texts = ["长沙市市长李明会见湖南大学校长王建国。他们到浏阳市官渡镇调研。", "", "中联重科股份有限公司在岳麓区。"]
    page = Page(Source("p"), "", "".join(texts), "", array("I"), ())
    contexts = [
        Context(page, Article("p.a1", "p", "", (), 0, 0, ()), text, ((0, len(text)),) if text else (), None)
        for text in texts
    ]
    finder = ModelFinder(tagger)
    together = finder.find_page(contexts)
    assert together == [list(finder.find(context)) for context in contexts]
    assert "中联重科股份有限公司" in {texts[2][c.start : c.end] for c in together[2]}


def test_a_missing_or_foreign_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"missing.*--no-model"):
        load(tmp_path / "none.npz")
    foreign = tmp_path / "foreign.npz"
    for content in (b"", b"PK\x03\x04 broken", b"text", SHIPPED.read_bytes()[:100_000]):
        foreign.write_bytes(content)
        with pytest.raises(ModelError, match="--no-model"):
            load(foreign)
    np.savez(foreign, weights=np.zeros(3))
    with pytest.raises(ModelError, match=r"foreign\.npz"):
        load(foreign)


def test_the_file_is_small_and_saving_again_gives_the_same_bytes(tmp_path: Path) -> None:
    assert SHIPPED.stat().st_size < 15_000_000
    model = load()
    save(model, tmp_path / "a.npz")
    save(load(tmp_path / "a.npz"), tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    assert {i.date_time[0] for i in zipfile.ZipFile(tmp_path / "a.npz").infolist()} == {1980}


def test_marginals_are_those_of_all_paths_summed() -> None:
    scores = np.random.default_rng(0).normal(size=(9, LABELS.size)).astype(np.float32)
    steps = np.random.default_rng(1).normal(size=(LABELS.size, LABELS.size)).astype(np.float32)
    starts, lengths = np.array([1, 4]), np.array([2, 4])
    abreast = Abreast(starts, lengths)
    chain = forward_backward(scores[abreast.rows], abreast, (steps, LABELS), count=True)
    marginals = np.zeros(scores.shape)
    marginals[abreast.rows] = chain.marginals
    log_sum, pairs, expected = 0.0, np.zeros(steps.shape), np.zeros(scores.shape)
    for start, length in zip(starts, lengths, strict=True):
        weights = {p: float(np.exp(_score(p, scores[start:], steps))) for p in paths(length)}
        total = sum(weights.values())
        log_sum += float(np.log(total))
        for path, weight in weights.items():
            expected[np.arange(start, start + length), path] += weight / total
            for pair in pairwise(path):
                pairs[pair] += weight / total
    assert np.allclose(marginals, expected, atol=1e-4)
    assert np.isclose(chain.log_sum, log_sum, atol=1e-4)
    assert np.allclose(chain.transitions, pairs, atol=1e-4)


def _score(path: tuple[int, ...], scores: np.ndarray, steps: np.ndarray) -> float:
    return sum(scores[t, label] for t, label in enumerate(path)) + sum(steps[a, b] for a, b in pairwise(path))


@pytest.mark.parametrize("seed", range(20))
def test_the_best_path_is_the_best_of_all(seed: int) -> None:
    marginals = np.random.default_rng(seed).random((8, LABELS.size)).astype(np.float32)
    starts, lengths = np.array([0, 1, 4]), np.array([1, 3, 4])
    abreast = Abreast(starts, lengths)
    found = np.zeros(8, np.int64)
    found[abreast.rows] = best_path(marginals[abreast.rows], abreast)
    for start, length in zip(starts, lengths, strict=True):
        rows = marginals[start : start + length]
        best = max(sum(rows[t, label] for t, label in enumerate(p)) for p in paths(length))
        got = tuple(found[start : start + length].tolist())
        assert got in paths(length)
        assert np.isclose(sum(rows[t, label] for t, label in enumerate(got)), best)


def test_labels_of_names_one_in_another_are_those_of_the_shorter() -> None:
    labels = LABELS.encode([(0, 4, "place"), (1, 2, "name")], 5)
    assert labels.tolist() == [5, 4, 6, 7, 0]


def test_the_lexicon_finds_every_word_where_it_stands() -> None:
    lexicon = Lexicon.of({"city": ["株洲", "株洲市"], "body": ["株洲市委", "市委"]})
    seen = matches(lexicon.find(codes_of("在株洲市委。")))
    assert seen.first.tolist() == [0, 3, 0, 2, 0, 0]
    assert seen.last.tolist() == [0, 0, 1, 1, 2, 0]
    assert seen.inner.tolist() == [0, 0, 3, 2, 0, 0]
    assert seen.first_length.tolist() == [0, 4, 0, 2, 0, 0]


def test_forms_of_one_character_are_read_alike() -> None:
    assert codes_of("ＡＢ１「」").tolist() == codes_of("ab1“”").tolist()


@given(st.lists(st.text(st.characters(), min_size=1, max_size=9), min_size=1, max_size=5))
def test_sentences_lie_apart(sentences: list[str]) -> None:
    layout = lay_out(sentences)
    assert layout.codes[places_of(layout.starts, layout.lengths)].tolist() == codes_of("".join(sentences)).tolist()
    for by in range(1, PAD + 1):
        assert not shift(layout.codes, -by)[layout.starts].any()


@given(st.lists(st.text(st.characters(), min_size=1, max_size=9), min_size=1, max_size=9), st.integers(1, 30))
def test_blocks_are_layouts_of_whole_sentences(sentences: list[str], size: int) -> None:
    whole, found = lay_out(sentences), []
    for place, block in whole.blocks(size):
        assert whole.codes[place].tolist() == block.codes.tolist()
        assert not block.codes[:PAD].any()
        assert not block.codes[-PAD:].any()
        found += [(at + place.start, n) for at, n in zip(block.starts.tolist(), block.lengths.tolist(), strict=True)]
    assert found == list(zip(whole.starts.tolist(), whole.lengths.tolist(), strict=True))


def test_what_stands_between_marks() -> None:
    seen = quoted(codes_of("看《红楼》吧"), "《", "》")
    assert seen.opened.tolist() == seen.closing.tolist() == [False, False, True, True, False, False]
    assert seen.left.tolist() == [0, 0, 1, 1, 0, 0]
    assert seen.right.tolist() == [0, 0, 4, 4, 0, 0]
