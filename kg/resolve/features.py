"""What speaks for and against two nodes being one thing: a table of features, their weights, and what each says.

A pair's score is the sum of weight times score; ``linker`` says what a sum decides. The docstring of each feature is
the explanation that ``kg explain`` publishes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field

from kg.resolve.derived import BUSINESS, SHORTENED, TWO, WEAK, beginnings, derivation
from kg.resolve.linker import Pair
from kg.resolve.naming import BRIEF, COUNTRY, Naming
from kg.resolve.node import BODY, Node

#: What a feature found: how strongly, 0 to 1, and a clause that says why.
Finding = tuple[float, str]
#: A relation, and whether its subject is meant.
End = tuple[str, bool]
#: Ends the short name of a company that is listed.
LISTED = ("股份", "股份公司")
#: Keeps a pair apart whatever else speaks for it.
NEVER = -9.0


@dataclass
class Evidence:
    """What features may look at beside the two nodes.

    Attributes:
        related: node ids (smaller, larger) that a sentence relates to each other, with the predicate.
        rivals: node id of a short name, or of a person without a post -> how many different ones it could be.
        begun: node id of a name -> how many different things near it have a name that begins so.
        posts: node id of a person -> keys of the bodies and ladders at which posts are held, with a label of each.
        ladders: node id of a person -> by city, the places led there.
        ends: node id -> the relations that it stands in, and whether as subject.
        allowed: relation, and whether the subject -> class names of what may stand there.
    """

    naming: Naming
    related: Mapping[tuple[str, str], str] = field(default_factory=dict)
    rivals: dict[str, int] = field(default_factory=dict)
    begun: dict[str, int] = field(default_factory=dict)
    posts: dict[str, dict[str, str]] = field(default_factory=dict)
    ladders: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    ends: Mapping[str, Set[End]] = field(default_factory=dict)
    allowed: Mapping[End, Set[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Feature:
    """A function of two nodes, and what its finding weighs."""

    function: Callable[[Node, Node, Evidence], Finding | None]
    weight: float

    @property
    def name(self) -> str:
        """The function's name."""
        return self.function.__name__

    @property
    def explanation(self) -> str:
        """The first paragraph of the function's docstring."""
        return " ".join((self.function.__doc__ or "").split("\n\n")[0].split())


def same_core(a: Node, b: Node, evidence: Evidence) -> Finding | None:
    """Both names come down to the same core: legal form, ending, place and quote marks left out.

    A company's core of two characters (华联) is sure on pages of one city alone, and not between a group and the
    company that it lists (友谊, 友谊股份); what many have (国际大奖, a province's 产业园) nowhere.
    """
    if a.family == b.family and a.core == b.core:
        why = f"{a.name} and {b.name} are both {a.core.text}{f' of {a.core.scope}' if a.core.scope else ''}"
        if _many_have(a, evidence.naming):
            return 0.6, why
        if a.name == b.name:
            return 1.0, f"the same name, {a.name}"
        if a.type != "Company" or len(a.core.text) > BRIEF:
            return 1.0, why
        if a.folded.endswith(LISTED) != b.folded.endswith(LISTED):
            return 0.48, why
        return (1.0 if near(a, b, evidence) else 0.6), why
    return None


def _many_have(node: Node, naming: Naming) -> bool:
    """The core is a word for a kind of thing, and no city says which."""
    city = node.core.scope not in {"", COUNTRY} | naming.regions
    return not city and naming.style(node.type).generic.fullmatch(node.core.text) is not None


def declared(a: Node, b: Node, evidence: Evidence) -> Finding | None:
    """One is named by a form that a text gives the other as its short name.

    A name without 集团, 投资 or the like is that of the company which the house lists, too: it counts near alone.
    """
    for short, full in ((a, b), (b, a)):
        naming, style = evidence.naming, evidence.naming.style(full.type)
        rest = short.core.text[len(naming.leading_place(short.core.text)) :]
        bare = _needs_place(short, naming) or naming.short.bare.fullmatch(rest) is not None
        local = style.local or bare or _adds(naming.short.sibling, short, full)
        if short.family != full.family or style.implied or (local and not near(a, b, evidence)):
            continue
        if short.folded != full.folded and short.folded in full.forms:
            return 1.0, f"a text calls {full.name} also {short.name}"
    return None


def derived(a: Node, b: Node, evidence: Evidence) -> Finding | None:
    """One name is a short form of the other: parts of it, in order; surer where it says what it is (飞鹿股份)."""
    if a.family != b.family or a.family not in SHORTENED:
        return None
    short, full = sorted((a, b), key=lambda n: (len(n.core.text), n.id))
    if two_houses(short, full, evidence.naming) or _needs_place(short, evidence.naming):
        return None
    generic = evidence.naming.style(short.type).generic.fullmatch(short.core.text)
    if a.family != BODY and (generic or a.core.scope != b.core.scope):
        return None
    place = evidence.naming.leading_place(full.core.text)
    if place and full.core.text == place + short.core.text and evidence.naming.is_division(place):
        return None
    found, why = derivation(short.core.text, full.core.text, evidence.naming)
    if found == TWO and len(short.folded) > len(short.core.text):
        found = 1.0
    elif found in (BUSINESS, WEAK) and not _is_full(full, evidence.naming):
        found = TWO  # neither is a name in full: 中广核 need not be 中广核新能源
    elif _adds(evidence.naming.short.investor, short, full):
        found = min(found, TWO)
    return (found, why) if found else None


def introduced(a: Node, b: Node, evidence: Evidence) -> Finding | None:
    """One article names a company in full and calls it by what its name begins with; no other thing there begins so.

    A brand known all over the country is not its house in some place (长沙比亚迪), nor any name one of a house which
    invests, sells or makes something else under it.
    """
    short, full = sorted((a, b), key=lambda n: (len(n.core.text), n.id))
    rest = left_out(short, full, evidence.naming) if a.article == b.article else ""
    if not rest or two_houses(short, full, evidence.naming) or related(a, b, evidence):
        return None
    if rest != "集团" and (rivals(a, b, evidence) or evidence.begun.get(short.id, 0) > 1):
        return None
    patterns, group = evidence.naming.short, rest.endswith("集团")
    if not group and (patterns.sibling.search(rest) or patterns.line.search(rest)):
        return None
    if short.name in evidence.naming.brands and not _bears(short, full, evidence.naming):
        return None
    named_in_full = group or patterns.legal.search(full.folded) or patterns.generic.fullmatch(rest)
    return (1.0, f"an article calls {full.name} also {short.name}") if named_in_full else None


def _bears(short: Node, full: Node, naming: Naming) -> bool:
    """A full name begins with a brand, or with a province before it, or with the place that the brand has a sign of."""
    text, place = full.core.text, naming.leading_place(full.core.text)
    return text.startswith(short.core.text) or naming.city(place) in naming.regions or short.core.text not in text


def left_out(short: Node, full: Node, naming: Naming) -> str:
    """What a company's name has behind a short one that it begins with, place left out or not; "" if it does not."""
    text = short.core.text
    place = text in naming.places and naming.is_division(text)
    says_nothing = len(text) < 2 or place or naming.short.generic.fullmatch(text)
    if {short.type, full.type} != {"Company"} or says_nothing or _needs_place(short, naming):
        return ""
    begun = (start for start in beginnings(full.core.text, naming) if start.startswith(text))
    return next((start[len(text) :] for start in begun), "")


def two_houses(short: Node, full: Node, naming: Naming) -> bool:
    """Both are named in full, or the shorter says a kind (股份, 集团) that the longer does not."""
    patterns = naming.short
    kinds = set(patterns.kind.findall(short.folded)) - set(patterns.kind.findall(full.folded))
    in_full = bool(patterns.legal.search(short.folded) and patterns.legal.search(full.folded))
    return bool(kinds) or in_full or full.core.text.endswith(f"{short.core.text}控股")


def _is_full(node: Node, naming: Naming) -> bool:
    """A company's name says what kind of house it is."""
    return node.type != "Company" or any(p.search(node.folded) for p in naming.style(node.type).full)


def _adds(pattern: re.Pattern[str], short: Node, full: Node) -> bool:
    """What the full name has beyond the short one matches."""
    at = full.core.text.find(short.core.text)
    return at >= 0 and pattern.search(full.core.text, at + len(short.core.text)) is not None


def _needs_place(short: Node, naming: Naming) -> bool:
    """The name alone says too little for another city's page: an organ of state, or a line of business."""
    return naming.style(short.type).implied or naming.short.bare.fullmatch(short.core.text) is not None


def place_left_out(a: Node, b: Node, evidence: Evidence) -> Finding | None:
    """The names differ in a place at the front; surer where it is the page's city or the country."""
    short, full = sorted((a, b), key=lambda n: (len(n.core.text), n.id))
    place = evidence.naming.leading_place(full.core.text)
    if (
        not place
        or full.core.text != place + short.core.text
        or evidence.naming.short.generic.fullmatch(short.core.text)
        or (short.type == "IndustrialPark" and evidence.naming.style(short.type).generic.fullmatch(short.core.text))
    ):
        return None
    countrys = evidence.naming.city(place) == COUNTRY and full.type == "Company"
    if _needs_place(short, evidence.naming) and (full.type != short.type or not near(a, b, evidence)):
        return None
    if two_houses(short, full, evidence.naming):
        return None
    if evidence.naming.style(full.type).implied and not evidence.naming.is_division(place):
        return None
    region = evidence.naming.city(place)
    sure = countrys or region in short.homes or _of_province(region, short, full, evidence.naming)
    return (1.0 if sure else 0.6), f"{full.name} is {short.name} with its place"


def _of_province(region: str, short: Node, full: Node, naming: Naming) -> bool:
    """A page leaves out its province before the name of a company there, which is no brand of the whole country."""
    here = full.type == short.type == "Company" and bool(short.pages & full.pages)
    return here and region in {naming.provinces.get(h) for h in short.homes} and short.name not in naming.brands


def edition_left_out(a: Node, b: Node, _: Evidence) -> Finding | None:
    """The names are of one series, and one of them leaves the edition out."""
    if a.family == b.family and a.core.text == b.core.text and bool(a.core.edition) != bool(b.core.edition):
        return 1.0, f"{min(a.name, b.name, key=len)} leaves out the edition {a.core.edition or b.core.edition}"
    return None


def read_as_two_types(a: Node, b: Node, evidence: Evidence) -> Finding | None:
    """One name was read as two types that readers confuse; or on one page once as a form of the other's name."""
    called = b.folded in a.forms or a.folded in b.forms
    if (a.folded == b.folded or (called and a.pages & b.pages)) and (a.family, b.family) in evidence.naming.confusable:
        return 1.0, f"{min(a.name, b.name, key=len)} was read as {a.type} and as {b.type}"
    return None


def near(a: Node, b: Node, _: Evidence) -> Finding | None:
    """Both are named on one page, or on pages of one city."""
    if a.pages & b.pages:
        return 1.0, "on one page"
    shared = sorted((a.homes & b.homes) - {""})
    return (0.9, f"on pages of {shared[0]}") if shared else None


def rivals(a: Node, b: Node, evidence: Evidence) -> Finding | None:
    """The short name could be of several things."""
    count = max(evidence.rivals.get(a.id, 0), evidence.rivals.get(b.id, 0))
    return (1.0, f"{count} things could be called so") if count > 1 else None


def branch(a: Node, b: Node, evidence: Evidence) -> Finding | None:
    """One is a branch, department or plant, the other is not."""
    pattern = evidence.naming.short.branch
    found = [pattern.search(n.folded) for n in (a, b)]
    if bool(found[0]) != bool(found[1]):
        return 1.0, f"only one of {a.name} and {b.name} is a branch"
    return None


def kinds_differ(a: Node, b: Node, evidence: Evidence) -> Finding | None:
    """Two enterprises of one brand say different kinds: 集团 and 股份 are two."""
    kind = evidence.naming.short.kind
    mine, theirs = (set(kind.findall(n.folded)) for n in (a, b))
    if a.type == b.type == "Company" and mine and theirs and not mine & theirs:
        return 1.0, f"{min(mine)} is not {min(theirs)}"
    return None


def related(a: Node, b: Node, evidence: Evidence) -> Finding | None:
    """A sentence relates the two to each other, so they should be two."""
    predicate = evidence.related.get((min(a.id, b.id), max(a.id, b.id)))
    return (1.0, f"a sentence says {a.name} {predicate} {b.name}") if predicate else None


def editions_differ(a: Node, b: Node, _: Evidence) -> Finding | None:
    """Both name their edition or year, and not the same."""
    if a.core.edition and b.core.edition and a.core.edition != b.core.edition:
        return 1.0, f"{a.core.edition} is not {b.core.edition}"
    return None


def stands_as_no_other(a: Node, b: Node, evidence: Evidence) -> Finding | None:
    """A relation that one of them stands in has no room for the other's kind: what is produced is no firm."""
    if a.family == b.family:
        return None
    for one, other in ((a, b), (b, a)):
        for relation, subject in sorted(evidence.ends.get(one.id, ())):
            if other.type not in evidence.allowed.get((relation, subject), (other.type,)):
                said = f"{one.name} {relation}" if subject else f"{relation} {one.name}"
                return 1.0, f"{said} is said, which lets no {other.type} stand there"
    return None


#: Features of bodies, places, industries, products, events and honours.
THINGS = (
    Feature(same_core, 1.0),
    Feature(declared, 0.7),
    Feature(derived, 0.56),
    Feature(introduced, 0.56),
    Feature(place_left_out, 0.56),
    Feature(edition_left_out, 0.5),
    Feature(read_as_two_types, 0.5),
    Feature(near, 0.4),
    Feature(rivals, -0.35),
    Feature(branch, NEVER),
    Feature(kinds_differ, NEVER),
    Feature(related, -0.5),
    Feature(editions_differ, NEVER),
    Feature(stands_as_no_other, NEVER),
)


def score(a: Node, b: Node, evidence: Evidence, features: Iterable[Feature]) -> Pair:
    """The pair of two nodes with the sum of what the features give, 0 to 1, or -1 if one never lets them be one."""
    total, never = 0.0, False
    reasons = []
    for feature in features:
        if (finding := feature.function(a, b, evidence)) is not None:
            total += feature.weight * finding[0]
            never |= feature.weight == NEVER
            reasons.append(finding[1])
    left, right = sorted((a.id, b.id))
    return Pair(left, right, -1.0 if never else max(0.0, min(1.0, total)), "; ".join(reasons))
