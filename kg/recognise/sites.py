"""Places as candidates: those of the dictionaries, and villages, roads and venues by the word that ends them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import ahocorasick

from kg.errors import OntologyError
from kg.recognise.candidate import Candidate, Context
from kg.recognise.edges import Edges
from kg.recognise.industries import read_names
from kg.recognise.nouns import Word, joined
from kg.recognise.places import LEVELS, Spot
from kg.recognise.tables import read_yaml

TYPE = "Place"
#: Longest name before its last word, in characters, and longest of a division's.
LONGEST, SHORT = 12, 4
#: Divisions that a venue's name does not begin with.
INNER = frozenset({"county", "town"})
#: A park is no part of the name of what stands in it.
_ZONE = re.compile("[^,。、]*(?:开发区|高新区|经开区|园区|产业园|工业园|示范区|自贸区|风光带)")
_JOINED = re.compile("[\u4e00-\u9fff]{1,4}[-·][\u4e00-\u9fff]{1,4}")
_HAN = re.compile("[\u4e00-\u9fff]+")
#: What is quoted as a name: “中国X之都”, “Y看中国·广东行”.
_QUOTED = re.compile("“[^“”,。;:!?、]{3,14}”")
#: Parts of speech of what a country is said of.
_NOUNS = ("n", "vn", "b", "j", "l")
#: Words for parts of a country, and what stands before where something is or goes.
_PARTS = frozenset({"内地", "大陆", "境内", "国内", "地区", "沿海", "各地", "本土"})
_TOWARDS = frozenset("在到对向往赴驻来")
#: Before a place where something is or goes.
_AT = frozenset("在到于赴至往抵")
#: Ranks of towns; and what stands behind a water's name, though words begin with that name's end: 湖畔.
TOWNS = ("镇", "乡", "街道")
_SHORE = frozenset("畔岸滨")


class PlaceFinder:
    """Gives the places that dictionaries have."""

    def find(self, context: Context) -> Iterator[Candidate]:
        """The proved places of an article, but for parts of short quotes, which are names of something else."""
        quoted = [match.span() for match in _QUOTED.finditer(context.text)]
        for spot in context.places:
            at = bisect_right(quoted, (spot.start, len(context.text))) - 1
            if (at >= 0 and _is_part(spot, *quoted[at])) or _is_attribute(spot, context):
                continue
            yield Candidate(spot.start, spot.end, TYPE, "place:dictionary", 0.9, spot.entry.name)


def _is_attribute(spot: Spot, context: Context) -> bool:
    """Whether the country only says whose something is: 中国钟表业; where a place follows it is an address."""
    if spot.entry.name != "中国" or spot.end in context.place_ends:
        return False
    after, before = context.words.starting(spot.end), context.text[max(0, spot.start - 1) : spot.start]
    return before not in _TOWARDS and after not in _PARTS and context.segmenter.tag(after).startswith(_NOUNS)


def _is_part(spot: Spot, start: int, end: int) -> bool:
    """Whether the place stands within the quote, and is not all of it."""
    return start < spot.start and spot.end < end and spot.end - spot.start < end - start - 2


class SiteFinder:
    """Finds places by their build.

    Args:
        path: sites.yml. edges: finds where a name begins.

    Raises:
        OntologyError: the file is missing or malformed.
    """

    def __init__(self, path: Path, edges: Edges) -> None:
        table = read_yaml(path)
        self._edges = edges
        try:
            self._generic = frozenset(table["generic"])
            self._not_core = tuple(table["not_core"])
            self._not_inside = frozenset(table["not_inside"])
            self._towns = read_names(path.parent, "towns")
            words = [(word, kind) for kind in ("divisions", "ways", "venues") for word in table[kind]]
        except (KeyError, TypeError) as error:
            raise OntologyError(f"lacks {error}", where=str(path)) from error
        self._automaton = ahocorasick.Automaton()
        for word, kind in words:
            self._automaton.add_word(word, (len(word), kind))
        self._automaton.make_automaton()

    def find(self, context: Context) -> Iterator[Candidate]:
        """Named sites of all sentences."""
        wider = {spot.end: spot for spot in context.places if spot.level in LEVELS}
        inside = {at for spot in context.places for at in range(spot.start + 1, spot.end)}
        for start, end in context.spans:
            floor = start
            for last, (size, kind) in self._automaton.iter_long(context.text, start, end):
                core, stop = last + 1 - size, last + 1
                at = None if stop in inside else self._start(context, wider, kind, (floor, core))
                known = at in wider or (at == floor and floor > start)
                if at is None or not self._is_name(context, (at, core, stop), known and kind == "divisions"):
                    continue
                yield Candidate(at, stop, TYPE, f"site:{kind}", 0.85 if known else 0.75)
                if kind == "divisions":
                    floor = stop

    def _start(self, context: Context, wider: Mapping[int, Spot], kind: str, reach: tuple[int, int]) -> int | None:
        """Where the name starts whose last word stands at the end of the reach, or None."""
        floor, core = reach
        if kind == "divisions" and (town := self._town(context, floor, core)) is not None:
            return town
        cut = self._cut(wider, kind, floor, core)
        if zone := _ZONE.match(context.text, cut, core):
            cut = zone.end()
        if context.text.startswith("的", cut):
            cut += 1
        stretch = context.text[cut:core]
        short = kind != "venues" and 2 <= len(stretch) <= SHORT and _HAN.fullmatch(stretch)
        if cut in wider and (short or _JOINED.fullmatch(stretch)):
            return cut
        if kind == "ways" and core in wider:
            return wider[core].start
        words: Sequence[Word] = self._edges.left(context, cut, core)
        if not words or words[-1].end != core or {w.text for w in words} & self._not_inside:
            return None
        if kind != "venues" and len(joined(words)) > SHORT:
            return None
        at = words[0].start
        located = at > floor and context.text[at - 1] in _AT and kind != "divisions"
        located = located or (context.text.startswith("的", at - 1) and at - 1 in wider)
        return at if located or at in wider or self._edges.is_specific(words) else None

    def _town(self, context: Context, floor: int, core: int) -> int | None:
        """Where a town's name starts that the list of them has, or None; another word may not run into it."""
        for at in range(max(floor, core - SHORT), core - 1):
            fits = any(
                context.text[at:core] + rank in self._towns for rank in TOWNS if context.text.startswith(rank, core)
            )
            if fits and context.words.is_edge(at):
                return at
        return None

    def _cut(self, wider: Mapping[int, Spot], kind: str, floor: int, core: int) -> int:
        """The end of the last wider place before the name, or the floor; a venue keeps a city in front."""
        low = max(floor, core - LONGEST)
        for at in range(core, low - 1, -1):
            if (spot := wider.get(at)) and (kind != "venues" or spot.level in INNER or spot.start in wider):
                return at if at < core else low
        return low

    def _is_name(self, context: Context, where: tuple[int, int, int], known: bool) -> bool:
        """Whether the stretch is a name: no common noun, and its last word no part of another."""
        at, core, end = where
        name, front = context.text[at:end], context.text[at:core]
        if not 2 <= len(front) <= LONGEST or {name, front} & self._generic or not _HAN.search(front):
            return False
        tag, edges = context.segmenter.tag(name), {at}
        for word in context.segmenter.cut(context.text[at : end + 3]):
            edges.add(max(edges) + len(word))
        named = tag in {"ns", "nz"} or (tag == "" and (core in edges or end - core > 1 or known))
        whole = end in edges or context.text[end : end + 1] in _SHORE
        return named and whole and not front.endswith(self._not_core)
