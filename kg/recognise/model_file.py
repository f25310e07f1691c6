"""The file of a trained tagger: one .npz of small integers, a few megabytes, the same bytes for the same model."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import ModelError
from kg.recognise.model_decode import Labels
from kg.recognise.model_gate import Gate
from kg.recognise.model_lexicon import Lexicon
from kg.recognise.model_linear import Linear
from kg.recognise.model_net import Vocabulary
from kg.recognise.model_text import Floats

#: Says that a file is a tagger's, and of which layout.
FORMAT = "zhuzhou-kg tagger 3"
#: The model that the package has.
SHIPPED = Path(__file__).with_name("tagger.npz")
ADVICE = "reinstall the package, train one with `make model`, or build without it: --no-model"
#: Parameters that are kept as bytes with a scale a row; the others are kept in half precision.
_BYTES = ("character", "pair")


@dataclass(frozen=True)
class Model:
    """A trained tagger.

    Attributes:
        codes: the characters that have an embedding, in the order of their numbers.
        parameters: of the network, by name, and the transitions.
        linear: the linear part, whose scores are added to the network's.
        gate: tells which pieces of text need not be read.
        precision: type -> how sure a name of this type is, by twentieth of its mean marginal (0-1).
        facts: what the training wrote down: seed, plan, data, figures.
    """

    labels: Labels
    codes: NDArray[np.uint32]
    vocabulary: Vocabulary
    lexicon: Lexicon
    parameters: Mapping[str, Floats]
    linear: Linear
    gate: Gate
    precision: Mapping[str, tuple[float, ...]]
    facts: Mapping[str, object]


def save(model: Model, path: Path) -> None:
    """Write the model; parameters are rounded to what the file keeps."""
    arrays: dict[str, NDArray[np.generic]] = {
        "codes": model.codes.astype(np.uint16),
        "pairs": np.diff(model.vocabulary.pairs, prepend=0).astype(np.uint32),
        "hashes": np.diff(model.lexicon.hashes, prepend=np.uint64(0)).astype("<u8").view(np.uint8).reshape(-1, 8).T,
    }
    masks, kinds = np.unique(model.lexicon.masks, return_inverse=True)
    arrays |= {"masks": masks, "mask_of": kinds.astype(np.uint16)}
    arrays["patterns"] = np.diff(model.linear.numbers, prepend=0).astype(np.uint16)
    arrays["weights"] = np.ascontiguousarray(model.linear.weights.T)
    arrays["gate"] = model.gate.weights
    for name, values in model.parameters.items():
        if name in _BYTES:
            scale = np.maximum(np.abs(values).max(1, keepdims=True), 1e-8) / 127
            arrays[f"bytes:{name}"] = np.rint(values / scale).astype(np.int8)
            arrays[f"scale:{name}"] = scale.astype(np.float16)
        else:
            arrays[f"half:{name}"] = values.astype(np.float16)
    head: dict[str, object] = {"format": FORMAT, "types": model.labels.types, "classes": model.lexicon.names}
    head |= {"scale": model.linear.scale, "gate": [model.gate.scale, model.gate.bias]}
    head |= {"precision": model.precision, "facts": model.facts}
    text = json.dumps(head, ensure_ascii=False, sort_keys=True)
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, head=np.frombuffer(text.encode(), np.uint8), **arrays)


def load(path: Path = SHIPPED) -> Model:
    """Read a model.

    Raises:
        ModelError: the file is missing, damaged, or not a tagger's.
    """
    if not path.is_file():
        raise ModelError("the trained tagger is missing", where=str(path), advice=ADVICE)
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        head = json.loads(arrays["head"].tobytes())
        if head["format"] != FORMAT:
            raise ModelError(f"is of another kind ({head['format']!r}, not {FORMAT!r})", where=str(path), advice=ADVICE)
        return _model(head, arrays)
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        EOFError,
        AttributeError,
        zipfile.BadZipFile,
        zlib.error,
    ) as error:
        raise ModelError(f"is no trained tagger or is damaged ({error})", where=str(path), advice=ADVICE) from error


def _model(head: Mapping[str, object], arrays: Mapping[str, NDArray[np.generic]]) -> Model:
    codes = arrays["codes"].astype(np.uint32)
    hashes = np.ascontiguousarray(arrays["hashes"].T).view("<u8").reshape(-1)
    masks = arrays["masks"][arrays["mask_of"].astype(np.int64)].astype(np.uint32)
    parameters: dict[str, Floats] = {}
    for key, values in arrays.items():
        kind, _, name = key.partition(":")
        if kind == "bytes":
            parameters[name] = values.astype(np.float32) * arrays[f"scale:{name}"].astype(np.float32)
        elif kind == "half":
            parameters[name] = values.astype(np.float32)
    numbers = np.cumsum(arrays["patterns"].astype(np.int64)).astype(np.int32)
    types, classes, scale = head["types"], head["classes"], head["scale"]
    precision, facts, gate = head["precision"], head["facts"], head["gate"]
    assert (
        isinstance(types, list)
        and isinstance(classes, list)
        and isinstance(scale, float)
        and isinstance(precision, dict)
        and isinstance(gate, list)
    )
    assert isinstance(facts, dict)
    return Model(
        labels=Labels(types),
        codes=codes,
        vocabulary=Vocabulary.of(codes, np.cumsum(arrays["pairs"].astype(np.int64))),
        lexicon=Lexicon(np.cumsum(hashes.astype(np.uint64)), masks, classes),
        parameters=parameters,
        linear=Linear(numbers, np.ascontiguousarray(arrays["weights"].T).astype(np.int8), scale),
        gate=Gate(arrays["gate"].astype(np.int8), *map(float, gate)),
        precision={type_: tuple(values) for type_, values in precision.items()},
        facts=facts,
    )
