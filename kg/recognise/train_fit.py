"""Fits the tagger's network: gradients by hand, Adam, dropout, and a running mean of the parameters.

Only numpy is needed, so that a model can be trained wherever it runs. The loss is the negative log-likelihood of a
linear-chain CRF over the network's scores (Lafferty et al. 2001), with the mean over the sentences of a batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from kg.recognise.model_decode import Abreast, Labels, forward_backward
from kg.recognise.model_net import REACHES, STYLES, Parameters, Seen, forward, sentence_of
from kg.recognise.model_text import Floats, Layout, places_of, shift

#: Parameters that are looked up by row, of which a batch touches few.
TABLES = ("character", "pair")


@dataclass(frozen=True)
class Plan:
    """How to train.

    Attributes:
        rate, last_rate: step size of Adam at the start and the end, falling evenly.
        table_rate: times the step size for embeddings, whose rows move only when a batch touches them.
        dropout: share of values set to 0, by layer.
        mean_decay: of the running mean of the parameters, a step.
    """

    seed: int = 20200113
    hidden: int = 64
    epochs: int = 11
    batch: int = 32
    rate: float = 2e-3
    table_rate: float = 3.0
    last_rate: float = 1e-4
    dropout: Mapping[str, float] = field(
        default_factory=lambda: {"seen": 0.4, "context": 0.25, "mixed1": 0.25, "mixed2": 0.25}
    )
    clip: float = 5.0
    mean_decay: float = 0.99


class Dropout:
    """Sets values to 0 at random, and remembers which, to lead the gradient the same way."""

    def __init__(self, shares: Mapping[str, float], random: np.random.Generator) -> None:
        self._shares, self._random = shares, random
        self._kept: dict[str, Floats] = {}

    def __call__(self, layer: str, values: Floats) -> Floats:
        """The values with some set to 0 and the others scaled up."""
        share = self._shares.get(layer, 0.0)
        if not share:
            return values
        kept = (self._random.random(values.shape, dtype=np.float32) >= share) * np.float32(1 / (1 - share))
        self._kept[layer] = kept
        return values * kept

    def back(self, layer: str, gradient: Floats) -> Floats:
        """The gradient of what went in."""
        return gradient * self._kept[layer] if layer in self._kept else gradient


@dataclass(frozen=True)
class Step:
    """What one batch says: its loss, and gradients; those of TABLES as (rows, values)."""

    loss: float
    dense: dict[str, Floats]
    rows: dict[str, tuple[NDArray[np.int64], Floats]]


def initial(shapes: Mapping[str, tuple[int, ...]], random: np.random.Generator) -> dict[str, Floats]:
    """Weights by He's rule (fan-in of the first axis), zeros for vectors."""
    return {
        name: (
            random.standard_normal(shape) * (np.sqrt(2 / (3 * shape[0] + shape[-1] / 3)) if len(shape) > 1 else 0)
        ).astype(np.float32)
        for name, shape in shapes.items()
    }


def shapes_of(inputs: int, hidden: int, labels: int) -> dict[str, tuple[int, ...]]:
    """Shapes of all parameters but the embeddings."""
    shapes: dict[str, tuple[int, ...]] = {"first_w": (inputs, 3 * hidden), "first_b": (hidden,)}
    shapes |= {"context_w": (hidden, hidden), "style": (len(STYLES), hidden)}
    for number in range(1, len(REACHES) + 1):
        shapes |= {f"mix{number}_w": (hidden, 3 * hidden), f"mix{number}_b": (hidden,)}
    return shapes | {"out_w": (hidden, labels), "out_b": (labels,), "transitions": (labels, labels)}


def likelihood(
    scores: Floats, gold: NDArray[np.int64], layout: Layout, chain: tuple[Floats, Labels]
) -> tuple[float, Floats, Floats]:
    """Mean loss of a batch, and its gradients by scores (one row a place) and by transitions.

    Args:
        gold: labels of all characters in order. chain: the transitions, and what labels there are.
    """
    abreast = Abreast(layout.starts, layout.lengths)
    sums = forward_backward(scores[abreast.rows], abreast, chain, count=True)
    assert sums.transitions is not None
    places = places_of(layout.starts, layout.lengths)
    by_scores = np.zeros_like(scores)
    by_scores[abreast.rows] = sums.marginals
    by_scores[places, gold] -= 1
    goes_on = np.ones(len(places), np.bool_)
    goes_on[np.cumsum(layout.lengths) - 1] = False
    follows = np.nonzero(goes_on)[0]
    pairs = (gold[follows], gold[follows + 1])
    np.subtract.at(sums.transitions, pairs, 1)
    count = len(layout.lengths)
    loss = sums.log_sum - float(scores[places, gold].sum()) - float(chain[0][pairs].sum())
    return loss / count, by_scores / np.float32(count), (sums.transitions / count).astype(np.float32)


def conv3_back(gradient: Floats, values: Floats, weights: Floats, reach: int) -> tuple[Floats, Floats]:
    """Gradients of ``conv3`` by its input and by its weights."""
    product = np.concatenate([shift(gradient, reach), gradient, shift(gradient, -reach)], 1)
    return product @ weights.T, values.T @ product


def gradients(seen: Seen, gold: NDArray[np.int64], parameters: Parameters, labels: Labels, dropout: Dropout) -> Step:
    """Loss and gradients of one batch; ``gold`` has the labels of all characters in order."""
    layers = forward(seen, parameters, dropout)
    loss, flow, by_transitions = likelihood(layers["scores"], gold, seen.layout, (parameters["transitions"], labels))
    last = layers[f"mixed{len(REACHES)}"]
    dense = {"transitions": by_transitions, "out_w": last.T @ flow, "out_b": flow.sum(0)}
    flow = flow @ parameters["out_w"].T
    for number in range(len(REACHES), 0, -1):
        flow = dropout.back(f"mixed{number}", flow)
        through = flow * (layers[f"change{number}"] > 0)
        weights = parameters[f"mix{number}_w"]
        back, dense[f"mix{number}_w"] = conv3_back(through, layers[f"mixed{number - 1}"], weights, REACHES[number - 1])
        dense[f"mix{number}_b"] = through.sum(0)
        flow = flow + back
    flow = _through_context(dropout.back("context", flow), seen, parameters, (layers, dense))
    through = flow * (layers["first"] > 0)
    back, dense["first_w"] = conv3_back(through, layers["seen"], parameters["first_w"], 1)
    dense["first_b"] = through.sum(0)
    return Step(loss, dense, _rows(dropout.back("seen", back), seen, parameters))


def _through_context(
    flow: Floats, seen: Seen, parameters: Parameters, given: tuple[dict[str, Floats], dict[str, Floats]]
) -> Floats:
    (layers, dense), layout = given, seen.layout
    flow = flow * (layout.codes != 0)[:, None]
    by_sentence = np.add.reduceat(flow, layout.starts, axis=0)
    dense["style"] = np.zeros_like(parameters["style"])
    np.add.at(dense["style"], seen.styles, by_sentence)
    by_context = by_sentence * (layers["context"] > 0)
    dense["context_w"] = layers["means"].T @ by_context
    by_means = np.divide(by_context @ parameters["context_w"].T, layout.lengths[:, None], dtype=np.float32)
    out: Floats = flow + by_means[sentence_of(layout)]
    return out


def _rows(flow: Floats, seen: Seen, parameters: Parameters) -> dict[str, tuple[NDArray[np.int64], Floats]]:
    wide, narrow = parameters["character"].shape[1], parameters["pair"].shape[1]
    flow = flow * (seen.layout.codes != 0)[:, None]
    by_pair = shift(flow[:, wide : wide + narrow], 1) + flow[:, wide + narrow : wide + 2 * narrow]
    return {"character": _sum_rows(seen.characters, flow[:, :wide]), "pair": _sum_rows(seen.pairs, by_pair)}


def _sum_rows(numbers: NDArray[np.int32], values: Floats) -> tuple[NDArray[np.int64], Floats]:
    rows, where = np.unique(numbers, return_inverse=True)
    size = (len(rows), len(numbers))
    sums = csr_matrix((np.ones(len(numbers), np.float32), (where, np.arange(len(numbers)))), shape=size) @ values
    return rows.astype(np.int64), np.asarray(sums)


class Adam:
    """Adam (Kingma & Ba 2015), lazy on the tables: a row changes only when a batch touches it; and a running mean."""

    def __init__(self, parameters: dict[str, Floats], plan: Plan) -> None:
        self.parameters = parameters
        self.mean = {name: values.copy() for name, values in parameters.items()}
        self._plan, self._steps = plan, 0
        self._first = {name: np.zeros_like(values) for name, values in parameters.items()}
        self._second = {name: np.zeros_like(values) for name, values in parameters.items()}

    def take(self, step: Step, rate: float) -> None:
        """One step down the gradients, their norm held to the plan's clip."""
        self._steps += 1
        squares = sum(float((g * g).sum()) for g in step.dense.values())
        squares += sum(float((g * g).sum()) for _, g in step.rows.values())
        held = np.float32(min(1.0, self._plan.clip / (np.sqrt(squares) + 1e-9)))
        for name, gradient in step.dense.items():
            self._move(name, slice(None), gradient * held, rate)
        for name, (rows, gradient) in step.rows.items():
            self._move(name, rows, gradient * held, rate * self._plan.table_rate)
        self._average()

    def _move(self, name: str, rows: slice | NDArray[np.int64], gradient: Floats, rate: float) -> None:
        first = 0.9 * self._first[name][rows] + 0.1 * gradient
        second = 0.99 * self._second[name][rows] + 0.01 * gradient * gradient
        self._first[name][rows], self._second[name][rows] = first, second
        scale = rate / (1 - 0.9**self._steps)
        self.parameters[name][rows] -= scale * first / (np.sqrt(second / (1 - 0.99**self._steps)) + 1e-8)

    def _average(self, every: int = 10) -> None:
        if self._steps % every == 0:
            keep = np.float32(min(self._plan.mean_decay**every, 1 - every / (self._steps + every)))
            for name, values in self.parameters.items():
                self.mean[name] += (1 - keep) * (values - self.mean[name])


def batches(lengths: Sequence[int], size: int, random: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    """All sentences once, in random batches of about equal length (less padding)."""
    jitter = random.random(len(lengths)) * 12
    order = np.argsort(np.asarray(lengths) + jitter, kind="stable")
    groups = [order[k : k + size] for k in range(0, len(order), size)]
    for number in random.permutation(len(groups)):
        yield groups[number]


Fetch = Callable[[NDArray[np.int64]], tuple[Seen, NDArray[np.int64]]]


def fit(adam: Adam, fetch: Fetch, lengths: Sequence[int], plan: Plan, labels: Labels) -> Iterator[tuple[int, float]]:
    """Train for all epochs of the plan, yielding (epoch, mean loss) after each; ``adam`` holds the outcome."""
    random = np.random.default_rng(plan.seed)
    dropout = Dropout(plan.dropout, random)
    total = plan.epochs * -(-len(lengths) // plan.batch)
    done = 0
    for epoch in range(plan.epochs):
        losses = []
        for some in batches(lengths, plan.batch, random):
            rate = plan.rate + (plan.last_rate - plan.rate) * done / total
            step = gradients(*fetch(some), adam.parameters, labels, dropout)
            adam.take(step, rate)
            losses.append(step.loss)
            done += 1
        yield epoch, float(np.mean(losses))
