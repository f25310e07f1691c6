"""Which paragraphs, headlines and bylines make an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.read.draft import Draft
from kg.read.headlines import above_bylines, headline, owners
from kg.read.links import link
from kg.read.mend import Paragraph
from kg.read.pieces import CONTINUATION
from kg.read.topic import Topics, untangle

#: A label over a column (大家风范) has no more characters than this; what stands under it alone no more than that.
LABEL, LABEL_BODY = 6, 600
#: A caption goes to another article that shares so much more with it.
CLEARLY = 0.15
#: A piece that was torn off an article has no more characters than this.
LONGEST_TORN = 60
#: A page has fewer articles than this.
MOST_COMPARED = 60
POINTER = re.compile(r"(?:详?见|[（(]?详?见?第?[A-Z]?\d{1,2}版[)）]?|封[一二三底]版?|[一二三四五六七八九十]+版)[)）]?$")


def assemble(paragraphs: Sequence[Paragraph], scattered: bool) -> tuple[list[Draft], list[tuple[str, Paragraph]]]:
    """The articles of a page in file order, and the paragraphs left out with their reasons.

    Args:
        paragraphs: all of the page, in file order.
        scattered: the file's order is not to be trusted; articles may be interleaved.
    """
    dropped = [(p.first.reason, p) for p in paragraphs if p.first.kind == "furniture"]
    rest = [p for p in paragraphs if p.first.kind != "furniture"]
    levels = [p.first.level for p in rest if p.first.level]
    if len(levels) > 1:
        drafts = _by_marks(rest, _top_level(levels))
    else:
        drafts = [draft for part in _parts(rest) for draft in _by_place(part, scattered)]
    dropped += [("pointer to another page", p) for draft in drafts for p in _take_pointers(draft)]
    kept = [draft for draft in drafts if draft.has_text]
    _link(paragraphs, kept)
    dropped += [("headline without article", p) for d in drafts if not d.has_text for p in (*d.title, *d.body)]
    return kept, dropped


def _parts(paragraphs: Sequence[Paragraph]) -> Iterator[Sequence[Paragraph]]:
    """A file of very many articles in parts, since each headline is compared with each article; a page is one part."""
    begins = [i for i, p in enumerate(paragraphs) if p.first.dateline][MOST_COMPARED::MOST_COMPARED]
    start = 0
    for cut in begins:
        while cut > start and paragraphs[cut - 1].first.kind == "heading":
            cut -= 1
        yield paragraphs[start:cut]
        start = cut
    yield paragraphs[start:]


def _link(paragraphs: Sequence[Paragraph], drafts: Sequence[Draft]) -> None:
    """Note links with the articles they stand in: text before one goes on elsewhere, text behind comes from there."""
    places = {id(p): draft for draft in drafts for p in (*draft.title, *draft.body)}
    for i, paragraph in enumerate(paragraphs):
        said = link(paragraph.text) if paragraph.first.reason == CONTINUATION else None
        if said is None:
            continue
        near = reversed(paragraphs[:i]) if said.onward else paragraphs[i + 1 :]
        if owner := next((places[id(p)] for p in near if id(p) in places), None):
            setattr(owner, "onward" if said.onward else "back", paragraph.text)


def _top_level(levels: Sequence[int]) -> int:
    """The level at which articles begin: the topmost that is used more than once."""
    return min((level for level in set(levels) if levels.count(level) > 1), default=min(levels))


def _by_marks(paragraphs: Sequence[Paragraph], top: int) -> list[Draft]:
    """Articles of a page whose headings are marked."""
    drafts = [Draft()]
    for i, paragraph in enumerate(paragraphs):
        draft, first = drafts[-1], paragraph.first
        begins = first.kind == "heading" and (0 < first.level <= top or _shoulder(paragraphs, i, top))
        if (begins and (draft.has_text or draft.opened)) or (first.begins and draft.has_text):
            drafts.append(draft := Draft())
        if first.kind == "heading" and not draft.has_text and not draft.opened:
            draft.title.append(paragraph)
        else:
            draft.body.append(paragraph)
        draft.opened |= first.kind == "byline" or first.dateline > 0
    return _under_labels([d for d in drafts if d.title or d.body])


def _shoulder(paragraphs: Sequence[Paragraph], i: int, top: int) -> bool:
    """Whether this is a heading right above a headline: a shoulder line, or the name of a column."""
    below = paragraphs[i + 1].first if i + 1 < len(paragraphs) else None
    return below is not None and below.kind == "heading" and 0 < below.level <= top


def _take_pointers(draft: Draft) -> list[Paragraph]:
    """Take lines that point to another page (…封二版) out of a headline that has others."""
    pointers = [p for p in draft.title if POINTER.search(p.text)]
    if len(pointers) == len(draft.title):
        return []
    draft.title = [p for p in draft.title if p not in pointers]
    return pointers


def _under_labels(drafts: Sequence[Draft]) -> list[Draft]:
    """An article under a mere label is the beginning of the next, when that has no byline."""
    joined: list[Draft] = []
    for draft in drafts:
        last = joined[-1] if joined else None
        if last and not draft.opened and last.opened and _is_label(last):
            last.body = [*last.body, *draft.body]
            last.title = [*draft.title]
        else:
            joined.append(draft)
    return joined


def _is_label(draft: Draft) -> bool:
    return bool(draft.title) and len(draft.title[0].text) <= LABEL and len(draft.text) <= LABEL_BODY


def _by_place(paragraphs: Sequence[Paragraph], scattered: bool) -> list[Draft]:
    """Articles of a page whose headings are told by place and words alone."""
    drafts, headings = _bodies(paragraphs)
    if not drafts:
        return [Draft(title=list(paragraphs))]
    if scattered and len(drafts) > 1 and not any(p.first.begins for p in paragraphs):
        _untangle(paragraphs, drafts)
    _share_out_torn(paragraphs, drafts)
    _place_captions(paragraphs, drafts)
    whole = [] if scattered else above_bylines(paragraphs, headings)
    owned = owners(paragraphs, headings, drafts, whole)
    for number, draft in enumerate(drafts):
        own = [i for i in headings if owned[i] == number]
        main = headline(paragraphs, own, draft, whole)
        main = [] if draft.title else main
        draft.title = draft.title or [paragraphs[i] for i in main]
        draft.body = _in_order(paragraphs, [*draft.body, *(paragraphs[i] for i in own if i not in main)])
    return drafts


def _untangle(paragraphs: Sequence[Paragraph], drafts: Sequence[Draft]) -> None:
    """Give each text of interleaved articles to the one whose words it uses; bylines stay where they are."""
    numbers = {id(p): n for n, draft in enumerate(drafts) for p in draft.body if p.first.kind != "byline"}
    text = [p for p in paragraphs if id(p) in numbers]
    behind = {
        id(q)
        for p, q in pairwise(paragraphs)
        if p.first.kind == "byline" and p.first.byline and not p.first.byline.credit
    }
    sure = [i for i, p in enumerate(text) if id(p) in behind]
    found = untangle([p.text for p in text], [numbers[id(p)] for p in text], number=len(drafts), sure=sure)
    for number, draft in enumerate(drafts):
        own = [p for p, owner in zip(text, found, strict=True) if owner == number]
        draft.body = _in_order(paragraphs, [*(p for p in draft.body if p.first.kind == "byline"), *own])


def _share_out_torn(paragraphs: Sequence[Paragraph], drafts: list[Draft]) -> None:
    """Torn pieces that stand before the first article go each to the article whose words they use."""
    first = drafts[0]
    whole = any(p.closed and len(p.text) > LONGEST_TORN for p in first.body)
    if first.opened or whole or len(drafts) < 2 or drafts[1].is_part:
        return
    del drafts[0]
    topics = Topics([draft.text for draft in drafts])
    for paragraph in first.body:
        scores = topics.alike(paragraph.text)
        owner = drafts[max(range(len(drafts)), key=lambda n: (scores[n], -n))]
        owner.body = [paragraph, *owner.body]
    for draft in drafts:
        draft.body = _in_order(paragraphs, draft.body)


def _place_captions(paragraphs: Sequence[Paragraph], drafts: Sequence[Draft]) -> None:
    """Give a caption to the article whose words and names it uses, where that is clear."""
    topics = Topics(["".join(p.text for p in draft.body if p.first.kind != "caption") for draft in drafts])
    for here, draft in enumerate(drafts):
        for caption in [p for p in draft.body if p.first.kind == "caption"]:
            scores = topics.alike(caption.text)
            there = max(range(len(scores)), key=lambda n: (scores[n], n == here))
            if scores[there] > scores[here] + CLEARLY:
                draft.body = [p for p in draft.body if p is not caption]
                drafts[there].body = _in_order(paragraphs, [*drafts[there].body, caption])


def _in_order(paragraphs: Sequence[Paragraph], some: Sequence[Paragraph]) -> list[Paragraph]:
    place = {id(p): i for i, p in enumerate(paragraphs)}
    return sorted(some, key=lambda p: place[id(p)])


def _bodies(paragraphs: Sequence[Paragraph]) -> tuple[list[Draft], list[int]]:
    """Articles without their headlines, and the places of the lines that may be headlines."""
    drafts: list[Draft] = []
    headings: list[int] = []
    pending: list[Paragraph] = []  # text that stands behind a headline and may be another article's
    for i, paragraph in enumerate(paragraphs):
        first = paragraph.first
        if first.kind == "heading" and _is_notice(paragraphs, i):
            _settle(drafts, pending)
            drafts.append(Draft(title=[paragraph], opened=True))
        elif first.kind == "heading":
            headings.append(i)
            _settle(drafts, pending)
        elif first.begins or (first.kind == "byline" and _opens(paragraphs, i, drafts=drafts, pending=pending)):
            if not (drafts and _only_bylines(drafts[-1])):
                _settle(drafts, pending)
                drafts.append(Draft(opened=True))
            drafts[-1].body.append(paragraph)
        elif first.kind == "byline" and pending and len(paragraph.text) > 4:
            drafts.append(Draft(body=[*pending, paragraph], opened=True))
            pending.clear()
        elif (drafts and headings and headings[-1] == i - 1) or pending:
            pending.append(paragraph)
        else:
            if not drafts:
                drafts.append(Draft())
            drafts[-1].body.append(paragraph)
    _settle(drafts, pending)
    return drafts, headings


def _is_notice(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """Whether this is a heading that begins an article by itself: text stands below it, and none is open above."""
    if not paragraphs[i].first.notice or i + 1 == len(paragraphs) or (i and paragraphs[i - 1].first.kind == "heading"):
        return False
    below = paragraphs[i + 1]
    return not below.first.begins and (below.first.kind == "body" or below.text[:1] in "（(")


def _settle(drafts: list[Draft], pending: list[Paragraph]) -> None:
    if pending and not drafts:
        drafts.append(Draft())
    if pending:
        drafts[-1].body += pending
        pending.clear()


def _only_bylines(draft: Draft) -> bool:
    return all(p.first.kind == "byline" for p in draft.body)


def _opens(paragraphs: Sequence[Paragraph], i: int, *, drafts: Sequence[Draft], pending: Sequence[Paragraph]) -> bool:
    """Whether an article begins with the byline at ``i``: no credit of a picture, and text comes after it."""
    byline = paragraphs[i].first.byline
    if byline is None or not byline.people or (byline.credit and (drafts or pending)):
        return False
    if pending and len(pending) < 6 and _next_begins(paragraphs, i):
        return False
    return any(p.first.kind == "body" for p in paragraphs[i + 1 :])


def _next_begins(paragraphs: Sequence[Paragraph], i: int) -> bool:
    after = next((p.first for p in paragraphs[i + 1 :] if p.first.kind not in {"byline", "caption"}), None)
    return after is None or after.dateline > 0 or after.kind == "heading"
