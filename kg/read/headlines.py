"""Which headings belong to which article, and which of an article's headings are its headline."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.read.draft import Draft
from kg.read.mend import Paragraph
from kg.read.pieces import DASH, LONGEST_HEADING
from kg.read.topic import Topics

#: Added to how alike a headline and an article are where they stand beside each other, and where the byline follows.
BESIDE, ABOVE_BYLINE = 0.12, 0.5
#: A headline that shares no more than this with an article says nothing of it.
LITTLE = 0.1
#: A headline has no more lines than this.
MOST_LINES = 4
#: A main line of few characters.
SHORT = 12


def above_bylines(paragraphs: Sequence[Paragraph], headings: Sequence[int]) -> list[list[int]]:
    """Runs of headings with nothing between them that stand right above a byline or dateline: lines of one headline."""
    runs = _runs(headings, lambda i: True)
    below = [paragraphs[run[-1] + 1].first if run[-1] + 1 < len(paragraphs) else None for run in runs]
    return [
        run
        for run, first in zip(runs, below, strict=True)
        if first and len(run) <= MOST_LINES and (first.dateline or (first.byline and not first.byline.credit))
    ]


def headline(
    paragraphs: Sequence[Paragraph], own: Sequence[int], draft: Draft, whole: Sequence[Sequence[int]] = ()
) -> list[int]:
    """Of the headings of an article (places in ``paragraphs``) those that make its headline; ``whole`` ones stay so."""
    for run in whole:
        if set(run) <= set(own) and any(paragraphs[run[-1] + 1] is p for p in draft.body[:1]):
            return list(run)
    return _with_main_line(paragraphs, _main_group(paragraphs, own, draft=draft), own)


def owners(
    paragraphs: Sequence[Paragraph],
    headings: Sequence[int],
    drafts: Sequence[Draft],
    whole: Sequence[Sequence[int]] = (),
) -> dict[int, int]:
    """For each heading the number of its article; an article without any takes one that says nothing of its own.

    The headings of each of ``whole`` go together, to the article below, unless another is left without any.
    """
    topics = Topics([draft.text for draft in drafts])
    groups = _with_sublines(paragraphs, headings, whole)
    places = {id(p): n for n, draft in enumerate(drafts) for p in draft.body}
    below = {run[-1]: places[id(paragraphs[run[-1] + 1])] for run in whole if len(run) > 1}
    owned = [
        below[group[-1]] if group[-1] in below else _owner(paragraphs, group, drafts=drafts, topics=topics)
        for group in groups
    ]
    for bare in (n for n, draft in enumerate(drafts) if n not in owned and not draft.is_part):
        if whole:
            return owners(paragraphs, headings, drafts)
        said = [topics.alike("".join(paragraphs[i].text for i in group)) for group in groups]
        free = [g for g, owner in enumerate(owned) if owned.count(owner) > 1 and said[g][owner] <= LITTLE]
        if free:
            owned[min(free, key=lambda g: (said[g][owned[g]] - said[g][bare], g))] = bare
    return {i: owner for group, owner in zip(groups, owned, strict=True) for i in group}


def _with_sublines(
    paragraphs: Sequence[Paragraph], headings: Sequence[int], whole: Sequence[Sequence[int]]
) -> list[list[int]]:
    """Headings, those that begin with a dash together with the line right above."""
    tied = {i for run in whole for i in run[1:]}
    return _runs(headings, lambda i: i in tied or DASH.match(paragraphs[i].text) is not None)


def _runs(headings: Sequence[int], goes_on: Callable[[int], bool]) -> list[list[int]]:
    """Headings, each that goes on with the one right above in one list with it."""
    runs: list[list[int]] = []
    for i in headings:
        if runs and runs[-1][-1] == i - 1 and goes_on(i):
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _owner(paragraphs: Sequence[Paragraph], group: Sequence[int], *, drafts: Sequence[Draft], topics: Topics) -> int:
    """Number of the article that a heading belongs to: by its words, and by what it stands beside."""
    scores = topics.alike("".join(paragraphs[i].text for i in group))
    places = {id(p): n for n, draft in enumerate(drafts) for p in draft.body}
    above = next((places[id(p)] for p in reversed(paragraphs[: group[0]]) if id(p) in places), None)
    below = next((p for p in paragraphs[group[-1] + 1 :] if id(p) in places), None)
    if above is not None:
        scores[above] += BESIDE
    if below is not None:
        straight = below is paragraphs[group[-1] + 1] and below.first.kind == "byline"
        fresh = above is None or not paragraphs[group[0] - 1].closed
        scores[places[id(below)]] += BESIDE + ABOVE_BYLINE * (straight and fresh)
    return max(range(len(scores)), key=lambda n: (scores[n], -n))


def _main_group(paragraphs: Sequence[Paragraph], own: Sequence[int], *, draft: Draft) -> list[int]:
    """Of an article's headings those that make its headline; the others are sub-headings."""
    if not own:
        return []
    groups = _runs(own, lambda i: _same_headline(paragraphs[i - 1].text, paragraphs[i].text))
    lead = Topics([draft.text[:400], draft.text[400:]])
    first = next((i for i, p in enumerate(paragraphs) if any(p is q for q in draft.body)), 0)
    return max(groups, key=lambda group: (_headline_score(paragraphs, group, lead=lead, first=first), -group[0]))


def _same_headline(upper: str, lower: str) -> bool:
    return bool(DASH.match(lower)) or len(upper) + len(lower) <= LONGEST_HEADING


def _headline_score(paragraphs: Sequence[Paragraph], group: Sequence[int], *, lead: Topics, first: int) -> float:
    """How much a group of headings looks like the headline: it says what the lead says, it stands by an end."""
    text = "".join(paragraphs[i].text for i in group)
    below = paragraphs[group[-1] + 1].first.kind if group[-1] + 1 < len(paragraphs) else "body"
    score = lead.alike(text)[0] + (0.3 if group[-1] < first <= group[-1] + 2 else 0)
    score += 0.6 * (below == "byline" and group[0] < 4) + 0.4 * any(DASH.match(paragraphs[i].text) for i in group)
    commas = sum("，" in paragraphs[i].text or "," in paragraphs[i].text for i in group)
    return score - 0.25 * (commas == len(group))


def _with_main_line(paragraphs: Sequence[Paragraph], main: Sequence[int], own: Sequence[int]) -> list[int]:
    """A sub-line that has lost the line above it, and the short heading that stands apart and may be that line."""
    if not main or not DASH.match(paragraphs[main[0]].text):
        return list(main)
    lone = [i for i in own if i not in main and _undivided(paragraphs[i])]
    return [min(lone, key=lambda i: (len(paragraphs[i].text), i)), *main] if lone else list(main)


def _undivided(paragraph: Paragraph) -> bool:
    """Whether a heading is one short line without a space in it, as sub-headings of a feature are not."""
    spans = paragraph.first.spans
    return len(spans) == 1 and spans[0][1] - spans[0][0] == len(paragraph.text) <= SHORT
