"""Precision of four relations on FinRE (Li et al. 2019; ``head<TAB>tail<TAB>label<TAB>sentence``).

Head and tail stand as companies, the rules read the sentence, and what they say of the two is compared with the label.
The corpus labels one relation a pair, so recall means little; precision is what counts.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.row import Row
from kg.model import Article, Mention, Page, Sentence, Source
from kg.ontology import find_ontology, load_ontology
from kg.recognise.words import Segmenter
from kg.relate.relater import Relater

#: relation -> labels that say it of (head, tail), and of (tail, head).
LABELS = {
    "cooperatesWith": ({"合作", "签约", "合资", "商讨"}, {"合作", "签约", "合资", "商讨"}),
    "suppliesTo": ({"订单", "交易"}, {"订单", "交易"}),
    "subsidiaryOf": (
        {"被拥有", "被收购", "被成立", "被持股", "被买资", "被入股"},
        {"拥有", "收购", "成立", "持股", "买资", "入股"},
    ),
    "foundedBy": ({"被成立", "被拥有", "合资"}, {"成立", "拥有", "合资"}),
}
FOLD = str.maketrans("，；：（）！？", ",;:()!?")


def examples(path: Path) -> Iterator[tuple[str, str, str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) == 4:
            yield fields[0], fields[1], fields[2], fields[3]


def said(relater: Relater, head: str, tail: str, text: str) -> set[tuple[str, str, str]]:
    mentions = []
    for name in sorted({head, tail}, key=len, reverse=True):
        at = text.find(name)
        while at >= 0:
            if not any(m.start < at + len(name) and at < m.end for m in mentions):
                mentions.append(Mention(at, at + len(name), name, "Company", name, "finre"))
            at = text.find(name, at + 1)
    mentions.sort(key=lambda m: m.start)
    article = Article("p.a1", "p", "", (), 0, len(text), (Sentence(0, len(text)),), "")
    page = Page(Source("p"), text, text, text, array("I", range(len(text))), (article,))
    facts = (found.fact for found in relater.facts(page, article, mentions))
    return {(f.rule.relation, f.rule.id, f.subject.name) for f in facts if f.rule.relation in LABELS}


def rows(data: Path) -> list[Row]:
    """Precision of each relation, and of each rule that reads it."""
    relater = Relater(load_ontology(find_ontology(None)), tag=Segmenter().tagged)
    labels: dict[tuple[str, str, str], set[str]] = {}
    for head, tail, label, text in examples(data / "finre" / "train.txt"):
        labels.setdefault((head, tail, text.translate(FOLD)), set()).add(label)
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for (head, tail, text), known in labels.items():
        if known == {"自己"}:  # one company under two names: no judgement on the two
            continue
        for relation, rule, subject in sorted(said(relater, head, tail, text)):
            hit = bool(LABELS[relation][subject != head] & known)
            (right if hit else wrong).update([relation, f"{relation} by {rule}"])
    totals = {name: right[name] + wrong[name] for name in sorted({*right, *wrong})}
    return [Row(f"precision of {n}", round(right[n] / total, 3), f"of {total}") for n, total in totals.items()]
