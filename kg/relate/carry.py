"""What a clause speaks of when it does not say: subjects carried on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kg.relate.discourse import Discourse
from kg.relate.line import ANY_UNIT, EDGES, Alphabet, Line, Unit
from kg.relate.rules import POST, Vocabulary
from kg.relate.stranger import Strangers
from kg.relate.tour import TOUR

#: Ends of what stands before a subject and is no verb of another: 近年来, 9月4日, 会上; not 迎来, 登上, 拿下.
_LEADING = (
    "(?:(?<![迎引带换传送运])来|(?<![登跃站走用装冲送卖搬挂贴爬迈赶追])上|(?<![拿签立打旗留啃接敲定租买投写创摘攻])下"
    "|(?<![集选相看命])中|[前后日月年时间里际今天悉此外的])"
)
_LEAD = (
    f"(?:[^{EDGES}\ue000-\ue1ff]{{0,12}}?{_LEADING}|其中|同时|目前|如今|现在|据悉|随后|近年|今年|去年|本[届次]|此次|这次"
    "|比如|例如|尤其是?|特别是|值得一提的是|此外|另外|而|但|并|也|且)?"
)
#: What a firm is, said before its name: 本土企业某某.
_KIND = (
    "(?:(?:本土|本地|当地|国内|全国|世界|全球|国际|知名|著名|龙头|骨干|老牌|重点|民营|国有|外资|港资|台资|日资|德资|美资|上市|行业|头部|领军|高新技术)+"
    "(?:企业|公司|品牌|厂商|巨头|单位|车企|药企)|央企|国企|民企)"
)
#: What officials do too, among the words of making and founding.
_TOGETHER = frozenset({"与", "携手", "联合", "获批", "成立"})
#: A clause that begins so names one more partner of who had one; how many that makes two.
_FURTHER, _PAIR = re.compile(f"(?:还|又|并|另|也)?(?:与|和|同){ANY_UNIT}"), 2
#: What two do as one subject.
_JOINTLY = f"(?:合作|联合|共同|联手|携手)(?:攻关|研发|研制|开发|创新|攻坚)?(?=[{EDGES}])"
#: How many, before what: 一台台某某, 首批某某.
_UNITS = "批台辆列架艘款只套条盒箱"
_ONE_BY_ONE = "|".join(2 * unit for unit in _UNITS)
_SOME = f"(?:一(?:{_ONE_BY_ONE})|[首这一][{_UNITS}]|第[0-9一二三四五六七八九十百千万亿]+[{_UNITS}])"
#: What a visit comes to, before its name: 首站某某, 末站是某某.
_STOP = "(?:(?:首|末|下一|头一?|最后一|第[一二三四五六])站(?:是|来到|到)?)"
_PLAIN = f"[^{EDGES}\ue000-\ue1ff]"
#: What follows these is what somebody wants, not what belongs to him: 甲公司看中这里的某某.
_NO_LIKING = f"(?![^{EDGES}]{{0,4}}(?:看[中好上]|瞄[准上]|盯[上住]|[选相]中))"
#: What stands between a firm and its child, which is the one that the clause is about: 甲集团的全资子公司某某.
_CHILD = "(?:旗下的?|下属的?|(?:旗下|下属)?(?:全资|控股|绝对控股)(?:的?(?:子|分)公司)?|(?:旗下|下属)?(?:子|分)公司)"
#: What is said of a thing that was set up just now.
_OPENED = "(?:正式)?(?:揭牌|成立|投产|投用|启用|投运|挂牌)"
#: What of a firm's lies in a place, and is no subject of its own: 甲公司的某市基地.
_WORKS = "(?:基地|工厂|分公司|厂区|项目|总部|车间|产线|生产线)"
#: Not a subject: what stands after these is an oblique.
_OBLIQUE = "(?<![在从由对向为以将把给被据按经受通过依托围绕根据按照与和])"
#: What makes and founds things; sentences for which it may be carried past subjects of other kinds.
ACTORS, ACTOR_AGE = frozenset({"Company", "Organization"}), 8
_PLACE = frozenset({"Place"})
PERSONS = frozenset({"Official", "Person"})
#: A clause that begins so goes on with a visit.
_GOING = re.compile("(?:随后|接着|之后|还|又|先后)?(?:走进|来到|进了|前往|赶往|赶到|走访|察看|转到|转往)")
#: Before what was made, a quoted description left out: 打造了“……”的某平台. No subject is described so.
_DID = re.compile(f"[^{EDGES}\ue000-\ue1ff]{{1,12}}?了的")
#: What makes nothing.
THINGS, OFFICIALS = frozenset({"Product", "Honor", "Event", "IndustryCluster"}), frozenset({"Official"})


#: What a clause without a subject begins with that says what somebody saw: 俯瞰正在建设的某园.
_SEEING = (
    "(?:先后|随后|又|还|并|仔细|详细|认真|实地)*"
    "(?:俯瞰|察看|查看|参观|观看|了解|听取|考察|询问|瞻仰|观摩|走进|来到|登上|感受|体验)"
)


class Carrier:
    """Puts carried subjects into encoded lines."""

    def __init__(self, vocabulary: Vocabulary, alphabet: Alphabet, strangers: Strangers | None = None) -> None:
        self._alphabet, self._strangers = alphabet, strangers
        self._division, self._planning = vocabulary.division, vocabulary.planning
        works = f"(?!{alphabet.pattern(['Place'])}{_PLAIN}{{0,4}}?{_WORKS})"
        head = f"(?:(?:{_NO_LIKING}{_PLAIN}{{0,8}}的{_PLAIN}?|(?:{_PLAIN}{{0,8}}的)?{_CHILD}){works}({ANY_UNIT}))?"
        self._subject = re.compile(
            f"(?!{_SEEING})(?!{_PLAIN}{{0,8}}的是)[“]?(?:{_KIND}|{_STOP}|{_LEAD}{_SOME}|{_LEAD}){_OBLIQUE}({ANY_UNIT}){head}"
        )
        actors = alphabet.pattern([*ACTORS, "Product", "Place"])
        place = alphabet.pattern(["Place"])
        self._modified = re.compile(
            f"(?![^{EDGES}]{{0,20}}了{place}的)(?![^{EDGES}]{{0,12}}的是)(?![在对为向把将以从由通与])(?!{_SEEING})[^{EDGES}]{{1,24}}的{_PLAIN}{{0,2}}({actors})"
        )
        post, person = alphabet.pattern([POST]), alphabet.pattern(["Official", "Person"])
        self._speaker = re.compile(
            f"{post}{person}{_PLAIN}{{0,6}}?(?:说|表示|介绍|告诉|透露|坦言|告知)"
            f"|(?<![^{EDGES}]){post}{person}(?![{EDGES}、和与等及])"
        )
        doing = "|".join(map(re.escape, vocabulary.doing))
        self._doing = re.compile(f"{_PLAIN}{{0,6}}?(?:{doing})")
        product = alphabet.pattern(["Product"])
        making = "|".join(re.escape(word) for word in vocabulary.doing if word not in _TOGETHER)
        self._makes = re.compile(f"{_PLAIN}{{0,6}}?(?:{making})[^{EDGES}]{{0,20}}?{product}")
        self._made = re.compile(f"{_PLAIN}{{0,6}}?(?:{doing})[了出]?的{_PLAIN}{{0,16}}{alphabet.pattern(['Product'])}")
        sold = "|".join(map(re.escape, vocabulary.sold)) or "(?!)"
        self._sold = re.compile(f"{_PLAIN}{{0,8}}?{product}{_PLAIN}{{0,8}}?(?:{sold})")
        firm = alphabet.pattern(["Company"])
        self._scene = re.compile(
            f"(?:在|走进|来到|步入|走入|进了|{_PLAIN}{{0,6}}?{person}?{_PLAIN}{{0,8}}?(?:走进|来到|走访|还到|又到|前往))"
            f"(?:位于)?(?:{alphabet.pattern(['Place', 'IndustrialPark'])}的)?[了]?({firm})"
        )
        self._attribute = re.compile(
            f"{_PLAIN}{{0,6}}?{ANY_UNIT}{_PLAIN}{{0,4}}?(?:是|成为|成了)(?:它|其|公司|企业)的?"
        )
        self._whose = re.compile(f"[^{EDGES}]{{1,30}}的{_PLAIN}{{0,4}}?{person}")
        self._joint = re.compile(
            f"{ANY_UNIT}?(?:与|和|同)[^{EDGES}]{{1,24}}(?:合资|合办|共建|合建|合作)[^{EDGES}]{{0,4}}?的({alphabet.pattern(ACTORS)})(?=,|{_OPENED})"
        )
        self._came = re.compile(f"(?:在|从|来自|曾|毕业于)[^{EDGES}]{{1,30}}的[^{EDGES}]{{0,6}}?({person})(?=,)")
        self._spawned = re.compile(
            f"[^{EDGES}]*(?:(?:成立|设立|组建|注册){_PLAIN}{{0,6}}[子分]公司|(?:注册|投资|出资)(?:成立|设立)了?)"
            f"({alphabet.pattern(['Company'])})(?=,)"
        )
        event = alphabet.pattern(["Event"])
        self._came_for = re.compile(f"(?:会见|接见|会晤|拜会)[^{EDGES}]{{0,40}}?(?:参加|出席|参与|参展)({event})的")
        self._says = re.compile(f"[”]?{person}{_PLAIN}{{0,6}}?(?:说|告诉|坦言|介绍|透露|感慨|直言)")
        claim = f"{_PLAIN}{{0,6}}?(?:表示|指出|强调|要求|希望|认为)(?=[,:])"
        self._claims = re.compile(f"{_PLAIN}{{0,12}}?{person}{claim}")
        self._together = re.compile(
            f"{_PLAIN}{{0,4}}?(?:与|和|同|联合|携手|会同)({ANY_UNIT}){_PLAIN}{{0,6}}?{_JOINTLY}"
        )

    def hear(self, line: Line, discourse: Discourse) -> None:
        """Who speaks for a firm (甲公司总经理某某说) makes it the one spoken of."""
        for found in self._speaker.finditer(line.text):
            unit = line.units[found.start()]
            bodies = [body for post in unit.posts for body in post.bodies] if unit else []
            if bodies and bodies[0].type in ACTORS and not bodies[0].implied:
                discourse.latest[bodies[0].type] = [(found.start(), Unit((bodies[0],)))]
                discourse.unnamed = False

    def purpose(self, line: Line) -> Unit | None:
        """What the guests of a meeting came for (会见来参加甲论坛的某某): who joins the meeting is not there."""
        found = self._came_for.search(line.text)
        return line.units[found.start(1)] if found else None

    def remember(self, units: Iterable[Unit], discourse: Discourse, *, besides: Unit | None = None) -> None:
        """Note every name of a sentence that is done, in order, with the bodies that posts are held at.

        Args:
            besides: a name that the text does not go on with.
        """
        discourse.sentence = []
        for unit in units:
            bodies = [Unit((body,)) for post in unit.posts for body in post.bodies if not body.implied]
            for body in bodies if unit.posts else [unit]:
                discourse.history.append(body)
                discourse.sentence.append(body)
                if body.members[0].recogniser == "anaphor":
                    discourse.homes[body.members[0].name] = body
                for type_ in () if body.members[0].recogniser == "anaphor" else body.types:
                    if body is not besides and (type_ != "Place" or self._is_division(body)):
                        discourse.named[type_] = body

    def carry(self, line: Line, discourse: Discourse) -> None:
        """Insert the subject before each clause that has none of its own, and move the discourse on."""
        discourse.begin_sentence(planning=line.text.startswith(self._planning))
        its = _of_topic(line.text)
        if its:
            line.cut(_ITS)
        length, names = len(line.text), self._alphabet.census(line.text)[0]
        main, discourse.main = discourse.main, None
        discourse.topic = main.carry(2) if main else None
        at = 0
        while at < len(line.text):
            self._clause(line, at, discourse, its=at - len(line.text) + length in its, names=names > 0)
            edge = _EDGE.search(line.text, at)
            at = edge.end() if edge else len(line.text)
            if discourse.topic:
                discourse.topic = discourse.topic.carry(1)
        discourse.main = discourse.main or (None if discourse.unnamed else main)

    def _clause(self, line: Line, at: int, discourse: Discourse, *, its: bool, names: bool) -> None:
        """Put the topic before a clause without a subject or with its (其) name, the maker before what was made."""
        if self._strangers and self._strangers.begin(line.text, at):
            discourse.lose()
            return
        child = self._child(line, at) if names else None
        own = child or (self._own_subject(line, at, discourse) if names else None)
        maker = self._maker(line, at, discourse) if names else None
        needs = its or bool(child and line.text[at] in "与和同")
        topic = maker or (None if own and not needs else self._topic(line, at, discourse))
        if topic and _FURTHER.match(line.text, at):
            topic = _first_of(topic, discourse)
        if names:
            self._move_on(line, at, own, discourse)
        if topic:
            line.put(at, self._alphabet.carried(topic.types), topic)

    def _move_on(self, line: Line, at: int, own: Unit | None, discourse: Discourse) -> None:
        """Note what a clause is about, and the firm that it goes to."""
        if scene := self._setting(line, at):
            discourse.latest.setdefault("Company", []).append((at, scene))
            discourse.actor, discourse.age, discourse.unnamed = scene, 0, False
        if own and own.types == {"Person"} and self._says.match(line.text, at):
            self._note_latest(own, discourse, at)  # who is quoted is not what the text goes on with
        elif own and not self._attribute.match(line.text, at):
            self._note(own, discourse, at)
            discourse.topic = self._joined(line, own, at)  # in the next sentence the first is spoken of alone
            if own.types & PERSONS and self._claims.match(line.text, at):
                discourse.topic = None  # what somebody says to be so is not said of himself
        if child := self._spawned.match(line.text, at):
            discourse.topic = unit = line.units[child.start(1)]
            if unit and line.text[child.start(1) - 1] != "司":  # a firm set up elsewhere is the one that is told of
                self._note_latest(unit, discourse, at)

    def _child(self, line: Line, at: int) -> Unit | None:
        """What the subject of a clause has with another: 与乙公司合资的丙公司, which is what follows is about."""
        found = self._joint.match(line.text, at)
        return line.units[found.start(1)] if found else None

    def _setting(self, line: Line, at: int) -> Unit | None:
        """The firm that a clause goes to (在甲公司, 李强走进甲公司): what follows is about it."""
        found = self._scene.match(line.text, at)
        unit = line.units[found.start(1)] if found else None
        return unit if unit and not unit.posts and len(unit.members) == 1 else None

    def _own_subject(self, line: Line, at: int, discourse: Discourse) -> Unit | None:
        """The subject of the clause at ``at``: the name it starts with, or that its first words describe."""
        if _DID.match(line.text, at):
            return None
        subject = self._subject.match(line.text, at)
        if subject and subject[2] and (agent := line.units[subject.start(1)]) and not agent.posts:
            self._note_latest(agent, discourse, at)
            if agent.types <= ACTORS:
                discourse.actor, discourse.age = agent, 0
        group = 2 if subject and subject[2] else 1
        subject = subject or _subject_alone(self._modified.match(line.text, at)) or self._came.match(line.text, at)
        unit = line.units[subject.start(group)] if subject else None
        return unit if unit and not unit.posts else None

    def _joined(self, line: Line, unit: Unit, at: int) -> Unit:
        """The subject of the clause at ``at`` with who does it together with it: 甲公司与乙大学合作攻关."""
        found = self._together.match(line.text, line.units.index(unit, at) + 1)
        other = line.units[found.start(1)] if found else None
        both = replace(unit, members=unit.members + other.members) if other and not other.posts else unit
        return both if self._alphabet.char(both.types) else unit

    def _maker(self, line: Line, at: int, discourse: Discourse) -> Unit | None:
        """Who made what the clause begins with (自主研制的某产品首次亮相, 某产品远销海外)."""
        is_made = self._made.match(line.text, at)
        if not is_made and not self._sold.match(line.text, at):
            return None
        if discourse.topic and discourse.topic.types & ACTORS and not _is_elsewhere(discourse):
            return discourse.topic
        age = ACTOR_AGE if is_made else 1
        return discourse.actor.carry(2) if discourse.actor and discourse.age <= age else None

    def _topic(self, line: Line, at: int, discourse: Discourse) -> Unit | None:
        """What the clause speaks of: for making and founding a maker, though others were spoken of since."""
        topic, actor = discourse.topic, discourse.actor
        idle = THINGS | (OFFICIALS if self._makes.match(line.text, at) else frozenset())
        near = (
            topic is not None
            and not _is_elsewhere(discourse)
            and (bool(topic.types & ACTORS) or (topic.carried < 2 and not topic.types & idle))
        )
        if actor and not near and discourse.age <= ACTOR_AGE and self._doing.match(line.text, at):
            return topic if self._whose.match(line.text, at) else actor.carry(2)
        if not (topic and topic.types & PERSONS) and TOUR in discourse.latest and _GOING.match(line.text, at):
            visitor = discourse.recall(("Official",))
            return visitor.carry(2) if visitor else topic
        return topic

    def _is_division(self, unit: Unit) -> bool:
        return bool(self._division.search(unit.members[-1].name))

    def _note(self, unit: Unit, discourse: Discourse, at: int) -> None:
        discourse.topic = unit
        discourse.main = discourse.main or unit
        if unit.types <= ACTORS:
            discourse.actor, discourse.age, discourse.unnamed = unit, 0, False
        self._note_latest(unit, discourse, at)

    def _note_latest(self, unit: Unit, discourse: Discourse, at: int) -> None:
        for type_ in unit.types:
            if type_ != "Place" or self._is_division(unit) or _TOWN.search(unit.members[-1].name):
                discourse.latest.setdefault(type_, []).append((at, unit))


def _is_elsewhere(discourse: Discourse) -> bool:
    """Whether a sentence has gone to a firm (在甲公司) since another was carried into it."""
    topic, actor = discourse.topic, discourse.actor
    return bool(topic and actor and topic.carried > 1 and not discourse.age and topic.members != actor.members)


def named(line: Line) -> list[Unit]:
    """The units of a line but for places that are only part of what follows them (天津市 of 天津市某集群)."""
    pairs = zip(line.units, [*line.units[1:], None], strict=True)
    return [unit for unit, after in pairs if unit and not (after and _PLACE == unit.types != after.types)]


def _first_of(topic: Unit, discourse: Discourse) -> Unit:
    """Who has a further partner: of two of which 双方 spoke the one that the sentence is about."""
    main = discourse.main
    both = len(topic.members) == _PAIR and main and main.members == topic.members[:1]
    return main.carry(topic.carried) if both and main else topic


def _subject_alone(found: re.Match[str] | None) -> re.Match[str] | None:
    """A described name as subject; at the end of its sentence it is an object (供应下游的某某)."""
    return None if found and _ENDS.match(found.string, found.end()) else found


#: Places that a sentence may be about though industries are seldom theirs.
_TOWN = re.compile("[镇乡]$|街道$")
#: An end that a subject cannot stand at.
_ENDS = re.compile(f"(?:等[^{EDGES}\ue000-\ue1ff]{{0,4}})?(?:$|[;:!?。])")
_EDGE = re.compile(f"[{EDGES}]")


def _of_topic(text: str) -> set[int]:
    """Where clauses begin, once 其 is cut, that are said of a part of the subject: 其控股股东为某某, 旗下某某投产."""
    starts, cut = set(), 0
    for found in _ITS.finditer(text):
        starts.add(found.start() - cut)
        cut += len(found[0])
    return starts


#: 其控股股东为某某 is said of the subject that is carried there.
_ITS = re.compile(f"(?<![^{EDGES}])(?:其(?![中他余次实间它])|(?=旗下|下属))")
