"""How good and how fast the trained tagger is; by itself: ``python -m benchmarks.tagger FOLDER``.

F1 by type on CLUENER's development sentences, and characters a second on government reports beside jieba's
part-of-speech tagger on the same text in the same run.
"""

import os
import re
import sys
from itertools import islice
from pathlib import Path

for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")  # one core for both; holds where numpy is not yet loaded

import jieba
import jieba.posseg

from benchmarks.corpus import reports
from benchmarks.row import Row, markdown, timed
from kg.recognise.model import Tagger
from kg.recognise.model_file import load
from kg.recognise.train_corpora import cluener
from kg.recognise.train_score import compare

#: Reports that are read; sentences of an article; rounds, of which the fastest counts.
REPORTS, ARTICLE, ROUNDS = 20, 30, 3


def rows(data: Path) -> list[Row]:
    tagger = Tagger(load())
    dev = cluener(data / "cluener/dev.json")
    counts = compare(Tagger(tagger.model, "cluener").tag([example.text for example in dev]), dev)
    return [*(Row(f"F1 of {type_}", count.f1, "") for type_, count in counts.items()), *_speed(tagger, data)]


def _speed(tagger: Tagger, data: Path) -> list[Row]:
    texts = [report["text"] for report in islice(reports(data), REPORTS)]
    sentences = [sentence for text in texts for sentence in re.findall(r"[^。！？\n]+[。！？]?", text)]
    articles = [sentences[at : at + ARTICLE] for at in range(0, len(sentences), ARTICLE)]
    posseg = jieba.posseg.POSTokenizer(jieba.Tokenizer())
    posseg.lcut("热身")
    size = sum(map(len, sentences))
    beside = size / timed(lambda: [posseg.lcut(sentence) for sentence in sentences], ROUNDS)[0]
    whole = size / timed(lambda: tagger.tag(sentences), ROUNDS)[0]
    pieces = size / timed(lambda: [tagger.tag(article) for article in articles], ROUNDS)[0]
    unit, against = "characters/s", "jieba.posseg"
    return [
        Row("jieba.posseg", beside, unit),
        Row("tagger, all reports at once", whole, unit, against, whole / beside),
        Row(f"tagger, {ARTICLE} sentences at once", pieces, unit, against, pieces / beside),
    ]


if __name__ == "__main__":
    print(markdown(rows(Path(sys.argv[1]))))
