"""The resolve stage: all statements in, entities and the map from local ids to them out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.collector import uncollected
from kg.model import CO_OCCURS, IS_A, Entity, Issued, Merge, Statement
from kg.ontology import Ontology
from kg.resolve.blocking import named_alike, same_core_pairs, series_pairs, short_pairs
from kg.resolve.derived import derivation
from kg.resolve.entities import Namer
from kg.resolve.features import THINGS, End, Evidence, Feature, branch, left_out, near, score, two_houses
from kg.resolve.homes import infer_homes
from kg.resolve.judgements import Judgement, References, load_judgements
from kg.resolve.linker import Linker, Pair
from kg.resolve.naming import Naming, load_naming
from kg.resolve.node import PERSON, Node, make_nodes
from kg.resolve.people import PEOPLE, Neighbours, ladders_of, namesakes, posted_pairs, posts_of, region_pairs
from kg.resolve.ruling import Ruling
from kg.resolve.styles import PostStyle


@dataclass(frozen=True)
class Resolution:
    """What a run of resolve decided.

    Attributes:
        entities: sorted by id.
        canonical: local id -> entity id; a local id that is no entity is not in it.
        merges: decisions with their reasons, about local ids, sorted.
        posts: how titles are read, for ``kg.resolve.posts``.
        unused: lines of judgements.tsv that do not apply any more.
    """

    entities: tuple[Entity, ...]
    canonical: dict[str, str]
    merges: tuple[Merge, ...]
    posts: PostStyle
    unused: tuple[str, ...] = ()


def resolve(
    statements: Sequence[Statement],
    ontology: Ontology,
    homes: Mapping[str, str] | None = None,
    issued: Issued | None = None,
    naming: Naming | None = None,
) -> Resolution:
    """Decide which local ids are one thing.

    Args:
        statements: of all pages.
        ontology: its folder has naming.toml and judgements.tsv.
        homes: page id -> name of its city, where known; elsewhere it is told from the bodies that the page names.
        issued: the ids that an earlier build gave.
        naming: the naming rules, where they are loaded.

    Raises:
        OntologyError: naming.toml or judgements.tsv is malformed.
    """
    naming = naming or load_naming(ontology)
    judgements = load_judgements(ontology.folder / "judgements.tsv", ontology.types)
    with uncollected():
        cities = infer_homes(statements, naming, homes or {})
        run = _Run(statements, naming, make_nodes(statements, naming, cities), _allowed(ontology))
        return run.resolve(judgements, issued or Issued())


def _allowed(ontology: Ontology) -> dict[End, frozenset[str]]:
    """What may stand at each end of each relation, classes below included."""
    return {
        (relation.name, subject): frozenset(t for t in ontology.types if any(ontology.is_a(t, end) for end in ends))
        for relation in ontology.relations.values()
        for subject, ends in ((True, relation.domain), (False, relation.range))
    }


class _Run:
    """One run: the nodes, what is known of them, and the decisions so far."""

    def __init__(
        self,
        statements: Sequence[Statement],
        naming: Naming,
        nodes: Sequence[Node],
        allowed: Mapping[End, frozenset[str]],
    ) -> None:
        self._statements = statements
        self._naming = naming
        self._nodes = nodes
        self._people = [n for n in nodes if n.family == PERSON]
        self._things = [n for n in nodes if n.family != PERSON]
        self._node_of = {local: node for node in nodes for local in node.locals}
        self._linker = Linker()
        related, ends = self._relations()
        self._evidence = Evidence(naming, related, ends=ends, allowed=allowed)

    def resolve(self, judgements: Sequence[Judgement], issued: Issued) -> Resolution:
        ruling = Ruling(self._linker)
        ruling.apply(judgements, References(self._things, self._naming, {}))
        self._link_things()
        self._evidence.posts = posts_of(self._people, self._statements, self._body, self._naming)
        ruling.apply(judgements, References(self._people, self._naming, self._evidence.posts))
        self._link_people()
        sets: dict[str, list[Node]] = defaultdict(list)
        for node in self._nodes:
            if node.id not in ruling.dropped:
                sets[self._linker.find(node.id)].append(node)
        namer = Namer(self._naming, self._evidence.posts, names=ruling.names, types=ruling.types)
        entities = namer.entities(sets.values(), issued)
        canonical = {local: entity.id for entity in entities for local in entity.locals}
        merges = tuple(sorted(self._linker.merges, key=lambda m: (m.left, m.right, m.verdict, m.reason)))
        unused = tuple(f"judgements.tsv, {j}" for j in judgements if j not in ruling.used)
        return Resolution(tuple(entities), canonical, merges, self._naming.posts, unused)

    def _link_things(self) -> None:
        self._link(same_core_pairs(n for n in self._things if not n.series), THINGS)
        self._link(series_pairs(n for n in self._things if self._naming.is_series(n.type)), THINGS)
        sizes = Counter(self._linker.find(n.id) for n in self._things)
        self._link(same_core_pairs(n for n in self._things if n.series and sizes[self._linker.find(n.id)] == 1), THINGS)
        short = self._short_pairs()
        self._link([*named_alike(self._things), *short], THINGS)

    def _short_pairs(self) -> list[tuple[Node, Node]]:
        """Pairs of short and full names that fit, after counting what else near each short name could be."""
        fits, follow, begun = [], [], []
        for short, full in short_pairs(self._things, self._naming):
            if self._linker.find(short.id) != self._linker.find(full.id):
                begins = left_out(short, full, self._naming) != ""
                begun += [(short, full)] * begins
                follows = self._follows(short, full)
                follow += [(short, full)] * follows
                if follows or (begins and short.article == full.article):
                    fits.append((short, full))
        self._evidence.rivals |= self._could_be(follow)
        self._evidence.begun |= self._could_be(begun)
        return fits

    def _follows(self, short: Node, full: Node) -> bool:
        """Whether a name follows from a longer one, and nothing says that they are two houses."""
        follows = derivation(short.core.text, full.core.text, self._naming)[0] > 0
        return follows and not two_houses(short, full, self._naming) and not branch(short, full, self._evidence)

    def _could_be(self, pairs: Iterable[tuple[Node, Node]]) -> dict[str, int]:
        """Of each short name, how many different things near it the pairs give."""
        could_be: dict[str, set[str]] = defaultdict(set)
        for short, full in pairs:
            if near(short, full, self._evidence):
                could_be[short.id].add(self._linker.find(full.id))
        return {short: len(roots) for short, roots in could_be.items()}

    def _link_people(self) -> None:
        posts = self._evidence.posts
        self._evidence.ladders = ladders_of(posts, self._naming)
        self._link(posted_pairs(self._people, posts), PEOPLE)
        self._link(region_pairs(self._people, self._evidence.ladders), PEOPLE)
        for kind in ("page", "city"):
            neighbours = Neighbours(self._people, self._linker.find, posts)
            self._link(list(neighbours.pairs(self._people, kind, self._evidence.rivals)), PEOPLE)
        self._link(namesakes(self._people, self._linker.find), PEOPLE)

    def _link(self, pairs: Iterable[tuple[Node, Node]], features: Sequence[Feature]) -> None:
        scored: dict[tuple[str, str], Pair] = {}
        for a, b in pairs:
            pair = score(a, b, self._evidence, features)
            scored[pair.left, pair.right] = pair
        self._linker.link(scored.values())

    def _body(self, local: str) -> tuple[str, str]:
        node = self._node_of.get(local)
        return (self._linker.find(node.id), node.name) if node else (local, local)

    def _relations(self) -> tuple[dict[tuple[str, str], str], dict[str, set[End]]]:
        """Pairs of nodes that a sentence relates to each other -> the predicate; and node id -> where it stands."""
        found: dict[tuple[str, str], str] = {}
        ends: dict[str, set[End]] = defaultdict(set)
        for s in self._statements:
            if s.predicate not in (IS_A, CO_OCCURS):
                a, b = self._node_of.get(s.subject), self._node_of.get(s.object)
                for node, subject in ((a, True), (b, False)):
                    if node:
                        ends[node.id].add((s.predicate, subject))
                if a and b and a is not b:
                    found[min(a.id, b.id), max(a.id, b.id)] = s.predicate
        return found, ends
