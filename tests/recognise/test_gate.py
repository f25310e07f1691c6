"""The gate of the tagger: which pieces of text are worth its while."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.recognise.model_file import load
from kg.recognise.model_gate import LEAST, Gate
from kg.recognise.model_text import lay_out
from kg.recognise.train_gate import fit_gate

NAMED = ["鼎屹公司投产", "走进鼎屹公司", "恒立公司签约", "来到恒立公司", "公司落户", "恒立公司落户"] * 30
PLAIN = ["坚持为人民服务", "深入推进改革", "推进服务", "坚持改革", "深入坚持", "为人民推进"] * 30


def test_a_gate_learns_what_goes_with_names() -> None:
    gate = fit_gate([*NAMED, *PLAIN], np.array([True] * len(NAMED) + [False] * len(PLAIN)))
    named, plain = gate.odds(lay_out(["天行公司签约", "深入服务人民"]))
    assert named > 1 > -1 > plain


def test_one_that_is_open_lets_everything_in() -> None:
    assert Gate.open().opens(lay_out(["一", "深入推进", "𠀀"])).all()


def test_the_shipped_one_leaves_out_phrases_and_no_names() -> None:
    named = [
        "鼎屹新材料有限公司在苏州投产。",
        "市委书记王建国一行来到恒立液压调研。",
        "记者在长沙中联重科看到，一台起重机下线。",
    ]
    phrases = ["不断完善体制机制，持续深化改革开放，", "持续改善民生，不断增强人民群众的获得感、幸福感、安全感。"]
    gate = load().gate
    assert gate.opens(lay_out(named)).all()
    assert not gate.opens(lay_out(phrases)).any()


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=5))
def test_a_piece_has_its_odds_whatever_stands_beside(pieces: list[str]) -> None:
    gate = Gate(np.random.default_rng(3).integers(-100, 100, 1 << 18).astype(np.int8), 0.01, LEAST)
    alone = [float(gate.odds(lay_out([piece]))[0]) for piece in pieces]
    assert np.allclose(gate.odds(lay_out(pieces)), alone)
