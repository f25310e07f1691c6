"""What trains the tagger: gradients against differences, readers of corpora, embeddings, figures."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kg.errors import InputError
from kg.ontology import find_ontology
from kg.recognise.model_decode import Labels, Span
from kg.recognise.model_lexicon import Lexicon
from kg.recognise.model_linear import Linear
from kg.recognise.model_net import Seen, Vocabulary
from kg.recognise.model_signs import PATTERNS, View, patterns_of, sign_count, signs_of
from kg.recognise.model_text import codes_of, lay_out, places_of
from kg.recognise.train import SENTENCES
from kg.recognise.train_corpora import Example, cluener, plain_news, press, tagged
from kg.recognise.train_embed import embed_text
from kg.recognise.train_fit import Adam, Dropout, Plan, fit, gradients, initial, shapes_of
from kg.recognise.train_linear import LinearFit, LinearPlan, fit_linear
from kg.recognise.train_score import compare, precision_table

LABELS = Labels(("name", "place"))
TEXTS = ["王明在长沙。", "他去上海见李小红", "长沙下雨"]
SPANS = [[(0, 2, "name"), (3, 5, "place")], [(2, 4, "place"), (5, 8, "name")], [(0, 2, "place")]]
GOLD = [LABELS.encode(spans, len(text)) for spans, text in zip(SPANS, TEXTS, strict=True)]
STYLES = np.array([0, 1, 1])
WORDS = Lexicon.of({"city": ["长沙", "上海"], "surname": ["王", "李"]})


def batch(numbers: np.ndarray) -> tuple[Seen, np.ndarray]:
    layout = lay_out([TEXTS[n] for n in numbers])
    vocabulary = Vocabulary.of(np.unique(codes_of("".join(TEXTS))), np.array([5, 25, 60]))
    signs = signs_of(View.of(layout.codes, WORDS.find(layout.codes)), 2)
    seen = Seen(*vocabulary.number(layout.codes), signs, layout, STYLES[numbers])
    return seen, np.concatenate([GOLD[n] for n in numbers])


def parameters(random: np.random.Generator) -> dict[str, np.ndarray]:
    values = initial(shapes_of(4 + 3 + 3 + sign_count(2), 5, LABELS.size), random)
    tables = {"character": random.normal(size=(30, 4)), "pair": random.normal(size=(4, 3))}
    return {name: np.asarray(value, np.float32) for name, value in (values | tables).items()}


def test_gradients_are_those_of_small_differences() -> None:
    random = np.random.default_rng(3)
    values = {name: v.astype(np.float64) + 0.05 for name, v in parameters(random).items()}
    seen, gold = batch(np.arange(3))
    step = gradients(seen, gold, values, LABELS, Dropout({}, random))
    for name, table in values.items():
        gradient = np.zeros_like(table)
        if name in step.rows:
            gradient[step.rows[name][0]] = step.rows[name][1]
        else:
            gradient = step.dense[name]
        place = np.unravel_index(np.abs(gradient).argmax(), table.shape)
        before, losses = table[place], []
        for change in (1e-3, -1e-3):
            table[place] = before + change
            losses.append(gradients(seen, gold, values, LABELS, Dropout({}, random)).loss)
        table[place] = before
        assert gradient[place] == pytest.approx((losses[0] - losses[1]) / 2e-3, rel=0.05, abs=2e-3), name


def test_training_learns_by_heart_what_it_sees_often_and_is_the_same_each_time() -> None:
    plan = replace(Plan(), hidden=8, epochs=60, batch=2, dropout={"seen": 0.1}, rate=1e-2)
    losses = []
    for _ in range(2):
        adam = Adam(parameters(np.random.default_rng(1)), plan)
        losses.append([loss for _, loss in fit(adam, batch, [len(t) for t in TEXTS], plan, LABELS)])
    assert losses[0] == losses[1]
    assert losses[0][-1] < losses[0][0] / 5


def test_the_linear_part_learns_and_scores_patterns_it_has_not_seen_with_nothing() -> None:
    layout = lay_out(TEXTS)
    rows = patterns_of(View.of(layout.codes, WORDS.find(layout.codes)))
    assert rows.shape == (PATTERNS, len(layout.codes))
    flat = np.ascontiguousarray(rows[:, places_of(layout.starts, layout.lengths)].T)

    def fetch(_: np.ndarray) -> tuple:
        starts = np.cumsum(layout.lengths) - layout.lengths
        return replace(layout, starts=starts), flat, np.concatenate(GOLD)

    plan = LinearPlan(epochs=12, fewest=1, mean_from=10, least=3)
    linear = LinearFit(np.bincount(flat.reshape(-1), minlength=1 << 22), LABELS, plan)
    losses = [loss for _, loss in fit_linear(linear, fetch, [len(t) for t in TEXTS], np.random.default_rng(0))]
    assert losses[-1] < losses[0] / 3
    model, _ = linear.result()
    scores = model.scores(np.ascontiguousarray(flat.T))
    assert scores[0].argmax() == GOLD[0][0]
    unseen = np.setdiff1d(np.arange(1000), model.numbers)[:PATTERNS, None].astype(np.int32)
    assert not model.scores(unseen).any()


def test_weights_are_summed_without_overflow() -> None:
    linear = Linear(np.array([7], np.int32), np.full((1, 3), 127, np.int8), 0.5)
    assert linear.scores(np.full((PATTERNS, 2), 7, np.int32)).tolist() == [[127 * 0.5 * PATTERNS] * 3] * 2


def test_corpora_are_read_as_half_open_spans(tmp_path: Path) -> None:
    row = {"text": "浙商银行的叶老桂", "label": {"name": {"叶老桂": [[5, 7]]}, "company": {"浙商银行": [[0, 3]]}}}
    (tmp_path / "c.json").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert cluener(tmp_path / "c.json") == [Example(row["text"], ((0, 4, "company"), (5, 8, "name")))]
    (tmp_path / "b.txt").write_text("李\tB-PER\n明\tI-PER\n在\tO\n\n湘\tB-LOC\n株\tB-LOC\n", encoding="utf-8")
    assert list(tagged(tmp_path / "b.txt")) == [
        Example("李明在", ((0, 2, "PER"),)),
        Example("湘株", ((0, 1, "LOC"), (1, 2, "LOC"))),
    ]
    with pytest.raises(InputError, match=r"none\.json"):
        cluener(tmp_path / "none.json")


def test_characters_used_alike_get_vectors_alike() -> None:
    text = "".join(f"我在{place}看{thing}吧\n" for place in "东西南北" for thing in "书报花鸟" for _ in range(4))
    found = embed_text([(text, 1.0)], (4, 3), seed=1)
    numbers = {c: int(found.vocabulary.characters[ord(c)]) for c in "东西书报"}
    east, west, book = (found.character[numbers[c]] for c in "东西书")
    assert east @ west > east @ book
    assert not found.character[0].any()
    assert found.pair.shape == (len(found.vocabulary.pairs) + 1, 3)


def test_figures_count_whole_names_with_their_type() -> None:
    examples = [Example("王明在长沙", ((0, 2, "name"), (3, 5, "address")))]
    found = [[Span(0, 2, "name", 0.95), Span(3, 5, "scene", 0.35)]]
    counts = compare(found, examples)
    assert counts["micro"].f1 == 0.5
    assert (counts["name"].f1, counts["scene"].precision, counts["address"].recall) == (1.0, 0.0, 0.0)
    table = precision_table(found, examples)["name"]
    assert list(table) == sorted(table)


def test_press_sentences_are_read_with_the_names_that_are_marked(tmp_path: Path) -> None:
    path = tmp_path / "press.txt"
    path.write_text("# 说明\n[长沙|L]的[鼎屹|C]生产[钻头|P],属[装备产业|U]。\n\n没有名称。\n", encoding="utf-8")
    text = "长沙的鼎屹生产钻头,属装备产业。"
    spans = ((0, 2, "address"), (3, 5, "company"), (7, 9, "product"))
    assert press(path) == [Example(text, spans, "press"), Example("没有名称。", (), "press")]
    for line, wrong in (("[鼎屹|Q]", "letter Q"), ("[鼎屹|C", "not closed")):
        path.write_text(f"无。\n{line}\n", encoding="utf-8")
        with pytest.raises(InputError, match=wrong) as error:
            press(path)
        assert f"{path}:2" in str(error.value)


def test_the_shipped_press_sentences_are_well_marked_and_many_have_no_company() -> None:
    examples = press(find_ontology(None) / SENTENCES)
    without = sum(not any(type_ == "company" for *_, type_ in example.spans) for example in examples)
    assert len(examples) > 1000
    assert 0.1 < without / len(examples) < 0.6
    assert len({example.text for example in examples}) == len(examples)
    assert {type_ for example in examples for *_, type_ in example.spans} >= {"company", "zone", "product", "name"}


def test_plain_news_has_people_and_places_and_nothing_that_may_be_another_name(tmp_path: Path) -> None:
    path = tmp_path / "msra.txt"
    lines = [("他在北京见到王明。", "OOBIOOBIO"), ("北京大学开学。", "BIIIOOO"), ("他去参加大会。", "OOOOOOO")]
    kinds = {0: {2: "LOC", 6: "PER"}, 1: {0: "ORG"}, 2: {}}
    rows = []
    for number, (text, tags) in enumerate(lines):
        kind = ""
        for at, (char, tag) in enumerate(zip(text, tags, strict=True)):
            kind = kinds[number].get(at, kind)
            rows.append(f"{char} {tag if tag == 'O' else f'{tag}-{kind}'}")
        rows.append("")
    path.write_text("\n".join(rows), encoding="utf-8")
    spans = ((2, 4, "address"), (6, 8, "name"))
    assert list(plain_news(path)) == [Example("他在北京见到王明。", spans, "press")]
