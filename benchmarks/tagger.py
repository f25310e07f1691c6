"""How good and how fast the trained tagger is: ``python benchmarks/tagger.py FOLDER`` (docs/model-card.md says which).

Prints F1 by type on CLUENER's development sentences, and characters a second on government reports beside jieba's
part-of-speech tagger on the same text in the same run, on one core.
"""

import json
import lzma
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"  # before numpy is loaded: one core for both

import jieba
import jieba.posseg

from kg.recognise.model import Tagger
from kg.recognise.model_file import load
from kg.recognise.train_corpora import cluener
from kg.recognise.train_score import Counts, compare

#: Characters of reports that are read; rounds, of which the fastest counts.
CHARACTERS, ROUNDS = 300_000, 3


def report_sentences(path: Path) -> list[str]:
    sentences: list[str] = []
    size = 0
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            for sentence in re.findall(r"[^。！？\n]+[。！？]?", json.loads(line)["text"]):
                sentences.append(sentence)
                size += len(sentence)
            if size >= CHARACTERS:
                break
    return sentences


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(data: Path) -> None:
    tagger = Tagger(load())
    dev = cluener(data / "cluener/dev.json")
    print(Counts.table(compare(tagger.tag([example.text for example in dev]), dev)))
    sentences = report_sentences(data / "gov_reports.jsonl.xz")
    articles = [sentences[at : at + 30] for at in range(0, len(sentences), 30)]
    size = sum(map(len, sentences))
    posseg = jieba.posseg.POSTokenizer(jieba.Tokenizer())
    posseg.lcut("预热")
    works: dict[str, Callable[[], object]] = {
        "tagger, all at once": lambda: tagger.tag(sentences),
        "tagger, by article": lambda: [tagger.tag(article) for article in articles],
        "jieba.posseg": lambda: [posseg.lcut(sentence) for sentence in sentences],
    }
    speed = {name: size / min(seconds(work) for _ in range(ROUNDS)) for name, work in works.items()}
    for name, value in speed.items():
        print(f"{name:22} {value:10,.0f} characters/s   {value / speed['jieba.posseg']:5.2f} x jieba.posseg")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
