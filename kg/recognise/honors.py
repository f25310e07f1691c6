"""Awards, titles and official lists: “小巨人” and single champions by grade, prizes, titles proved by a verb."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.ontology import Ontology
from kg.recognise.candidate import Candidate
from kg.recognise.draft import Draft
from kg.recognise.edges import Edges
from kg.recognise.wordlists import any_of, load_wordlists

_KEYS = ("verbs", "prizes", "titles", "official")
_QUOTE = '[“"”]?'
#: A province or a city with a province's rank.
_HOME = (
    "(?:(?:河[北南]|山[西东]|辽宁|吉林|黑龙江|江[苏西]|浙江|安徽|福建|湖[北南]|广东|海南|四川|贵州|云南|陕西|甘肃|青海)省"
    "|(?:北京|上海|天津|重庆)市)"
)
_LITTLE_GIANT = re.compile(
    "(?<!科技)(?<!科技创新)(?<!科创)"  # those are a province's or a city's own
    f"(?P<grade>国家级|国家重点|国家|全国|省级|市级|重点|{_HOME})?(?:重点)?(?:专精特新|专新特精)?(?:中小企业)?"
    f"{_QUOTE}小巨人{_QUOTE}(?:企业)?"
)
_CHAMPION = re.compile(
    f"(?P<grade>国省|国家级|国家|全国|省级|省(?=制造业)|{_HOME})?(?P<kind>制造业)?{_QUOTE}单项冠军{_QUOTE}(?:示范企业|企业|产品)?(?:\\(产品\\))?"
)
_REGION = re.compile(_HOME)
#: Titles that stand without a verb of giving: 农业产业化国家重点龙头企业, 某省“专精特新”中小企业.
_OWN = re.compile(
    f"(?:国家级?|省级|市级|{_HOME})?农业产业化(?:国家级?|省级|市级|{_HOME})?重点龙头企业"
    f"|(?:国家级|省级|市级|{_HOME}){_QUOTE}专精特新{_QUOTE}(?:中小)?企业"
)
#: A title in quotes that says what a place or company is known as.
_TITLE_END = "(?:之都|之乡|名城|骄子|之城|之县|第一县|第一镇|第一村|摇篮|明珠|之源|故里)"
_STYLED = re.compile(f'[“"](?P<name>[^“”",。;]{{2,12}}{_TITLE_END})[”"]')
#: What a place is said to be: 被誉为“世界X博物馆”“中国Y之城”.
_KNOWN_AS = re.compile('(?:被?誉为|素有|享有|冠以)(?P<names>(?:[“"][^“”",。;]{4,14}[”"][、和]?)+)')
_QUOTED = re.compile(
    f'[“"](?P<name>(?:中国|世界|国家|全国|亚洲|东方|全球)[^“”",。;]{{2,12}}|[^“”",。;]{{2,10}}{_TITLE_END})[”"]'
)
#: Before what somebody only wants to be.
_HOPED = re.compile("(?:打造|建设|争创|创建|助力|叫响|擦亮|建成)[^,。;]{0,6}$")
#: 佛山是国家历史文化名城: what a place is, with no verb of giving.
_IS = re.compile(
    "(?:是|系|作为|成为|又名|获评|获称)(?:我国|全省|唯一的|首个|首批|著名的?)*"
    "(?P<name>(?:国家|中国|世界)?(?:历史文化名[城镇村]|优秀旅游城市)"
    "|(?:全国首批[^,。;:!?、()“”是的]{0,10})?(?:国家|国家级|中国)[^,。;:!?、()“”是的和]{2,14}(?:产业基地|出口基地|之都|之乡|示范城市|示范区))"
    "(?=之一|[,。;、的])"
)
#: The year's list of the biggest or best: 2025年民营企业30强.
_BEST = re.compile('(?P<name>(?:19|20)[0-9]{2}年?度?[^,。;:!?、()“”的名]{2,14}[0-9]{2,3}强)(?=[”",。;、]|企业|名单|榜)')
#: What is published as a list of those who have a title.
_LISTED = re.compile(
    "(?:公布|发布|公示)(?:了|的)?(?P<name>(?:(?:19|20)[0-9]{2}年?度?)?(?:第[0-9一二三四五六七八九十]+批|首批)?[^,。;:!?、()“”的了]{4,22}?)(?:名单|名录)"
)
#: What a list of things that have no title is of.
_PLAIN = re.compile(
    "人选|人员|候选|获奖|中标|项目|任免|委员|干部|失信|违法|合格|企业$|嘉宾|代表|死者|遇难|参赛|拟|风险|支出|收费|清单|小区|景点|活动"
)
#: The batch in which a title was given is no part of its name.
_BATCH = re.compile("^(?:第[0-9一二三四五六七八九十百]{1,4}批|首批)")
#: What is inside no honour's name: an event, or the next thing said.
_MEETING = re.compile("交易会|博览会|论坛|大会|首届|仪式|工作|建设|推进|创建")
#: What begins no title: a number of things that got one.
_COUNTED = re.compile("[0-9]|得|一批|一系列|多个")
_WIDE = re.compile("中国|世界|国家|全国|亚洲|东方")
#: What is said of a title at its end and is no part of it.
_CALLED = re.compile("(?:荣誉)?称号$")
_SHORTEST, _LEAST = 5, 3
#: Between a prize and the next one.
_MORE = re.compile("[和与及、](?:[两二三四五六七八九十0-9]+[个项])?")
#: A title in quotes that is a sign or a style: “中国甲之都”的牌匾.
_SIGN = re.compile('[“"](?P<name>[^“”",。;:]{4,18})[”"]的?(?:牌子|牌匾|奖牌|称号|荣誉|殊荣|金字招牌)')
#: The list of those who bear a title, and who they are.
_BEARERS = ("机构", "企业", "单位", "平台", "园区", "基地", "中心", "城市")
_LIST = re.compile("(?<=[一-龥]{4})(?<!培育)(?<!公示)(?<![白黑])名单$")
#: A list of those who got a title that was published: 第六批甲省名人名单公布.
_OUT = re.compile(
    '(?<![^,。;:!?\\s])(?P<name>(?:[^,。;:!?、()“”"的了]|“[^“”]{1,6}”){4,26}?)(?:公示)?名单(?:正式|近日|日前|昨日|今日)?(?:公布|出炉|发布|揭晓|公示)'
)
#: What follows a list of titles, and one of its items.
_TITLES = re.compile(
    "(?:获评|获得|荣获|获|被评为|斩获|拥有|摘得|捧回)了?(?P<list>[^。;!?]{6,120}?)等(?:多项|多个|一系列|系列)?(?:国家级|省级)?(?:荣誉称号|称号|荣誉|奖项|殊荣|资质)"
)
_ITEM = re.compile('(?:[^、,“”"和]|[“"][^“”"]{1,10}[”"])+')
_GAVE = re.compile("授予|荣获|获评|获得|评为|命名为|入选")
#: What people are called who keep a craft that the state counts.
_KEEPER = re.compile("(?:国家级|省级|市级)(?:非遗|非物质文化遗产)(?:项目[^,。;:!?、的]{2,12}?)?代表性传承人")
#: Titles that stand before a person's name.
_STYLE = re.compile(
    "(?:全国|国家级|中华|[一-龥]{2,3}省|[一-龥]{2,3}市|省级?|市级?)(?:劳动模范|先进工作者|道德模范|技术能手|五一劳动奖章获得者|优秀共产党员|优秀党务工作者|三八红旗手|优秀企业家|人民教师|脱贫攻坚先进个人)"
)
#: Characters of the longest honour's name.
_LONGEST = 32


class HonorFinder:
    """Finds honours; a title counts where the sentence says that it is given or held."""

    def __init__(self, ontology: Ontology, edges: Edges) -> None:
        lists = load_wordlists(ontology.folder, "honors", _KEYS)
        self._edges = edges
        verbs, titles = any_of(lists["verbs"]), any_of(lists["titles"])
        official = any_of(lists["official"])
        self._verb = re.compile(verbs)
        self._styles = re.compile(f"{verbs}|[是有]|又名|称")
        self._title = re.compile(f"{titles}$")
        self._prize = re.compile(f"{any_of(lists['prizes'])}(?![金励项杯得])")
        body = '(?:\\([^()]{1,4}\\)|[^,。;:!?、()“”"《》\\s的]|[“"][^“”",。;]{1,14}[”"])'
        self._given = re.compile(
            f'(?:{verbs})(?:了|为)?[“"]?(?P<name>{body}{{2,26}}?{titles}(?:(?<=奖)[^,。;、和与及的]{{2,3}}奖)?(?:\\([^()]{{1,4}}\\))?)'
            f"(?!建设|工作|创建(?!名单)|活动|目标|培育(?!名单)|认定|评选|办法|激励|[励金项杯学补惩牌章品状池券]|[城园]?区|企业|群)"
        )
        self._official = re.compile(f'(?:(?:19|20)[0-9]{{2}}年度)?{official}[^,。;:!?、()“”"\\s的等]{{2,18}}?{titles}')
        self._ordinal = re.compile(
            r"第[0-9一二三四五六七八九十百]{1,4}[届批]|首[届批]|(?:19|20)[0-9]{2}年度?|全国|国家|(?:黑龙江|[一-龥]{2})省|中国"
        )

    def find(self, draft: Draft) -> Sequence[Candidate]:
        """Honours of the article's sentences."""
        prizes = _traced(draft, list(self._prizes(draft)))
        return [*_graded(draft), *prizes, *self._titles(draft), *self._styled(draft)]

    def _prizes(self, draft: Draft) -> Iterator[Candidate]:
        last = 0
        for match, start, _ in draft.matches(self._prize):
            words = self._edges.left(draft.context, start, match.start(), also=("获", "荣获"))
            low = max(start, match.end() - _LONGEST)
            ordinal = next(self._ordinal.finditer(draft.text, self._clause(draft.text, low, match.start())), None)
            begin = words[0].start if words else match.start()
            if ordinal and ordinal.start() < match.start():
                begin = ordinal.start()
            if begin < last and (more := _MORE.match(draft.text, last, match.start())):
                begin = more.end()  # a prize before this one: 甲省进步奖和乙大奖
            last = match.end()
            if match.start() - begin >= 2:
                yield Candidate(begin, match.end(), "Honor", "built:honor-prize", 0.85)

    def _unlisted(self, said: str) -> str:
        """The title without the list of those who bear it, where it is one by itself: 某某示范机构名单."""
        title = _LIST.sub("", said)
        return title if self._title.search(title) or title.endswith(_BEARERS) else said

    def _clause(self, text: str, low: int, end: int) -> int:
        edges = [text.rfind(c, low, end) for c in ',。;:、“"(的获']
        return max([low, *(e + 1 for e in edges)])

    def _titles(self, draft: Draft) -> Iterator[Candidate]:
        for match, _, _ in draft.matches(self._given):
            if len(match["name"]) >= _SHORTEST and not _COUNTED.match(match["name"]):
                yield _titled(match.start("name"), self._unlisted(match["name"]), "built:honor-given", 0.75)
        for match, start, end in draft.matches(self._official, self._verb):
            given = self._verb.search(draft.text, max(start, match.start() - 40), min(end, match.end() + 20))
            if given and not _MEETING.search(match[0]):
                yield _titled(match.start(), match[0], "built:honor-official", 0.7)

    def _styled(self, draft: Draft) -> Iterator[Candidate]:
        for match, start, _ in draft.matches(_STYLED):
            said = self._styles.search(draft.text, max(start, match.start() - 8), match.start())
            hoped = _HOPED.search(draft.text, max(start, match.start() - 12), match.start())
            if (said or _WIDE.match(match["name"])) and not hoped:
                yield Candidate(*match.span("name"), "Honor", "built:honor-styled", 0.75)
        for match, _, _ in draft.matches(_KNOWN_AS, "誉为", "素有", "享有", "冠以"):
            for name in _QUOTED.finditer(draft.text, *match.span("names")):
                yield Candidate(*name.span("name"), "Honor", "built:honor-styled", 0.75)
        for match, _, _ in draft.matches(_OWN, "龙头企业", "专精特新"):
            yield Candidate(*match.span(), "Honor", "built:honor-own", 0.85)
        yield from self._shown(draft)
        for pattern in (_IS, _BEST):
            for match, _, _ in draft.matches(pattern):
                yield Candidate(*match.span("name"), "Honor", "built:honor-is", 0.75)
        for match, _, _ in draft.matches(_LISTED, "名单", "名录"):
            if not _PLAIN.search(match["name"]) and self._title.search(match["name"]):
                yield Candidate(*match.span("name"), "Honor", "built:honor-listed", 0.75)

    def _shown(self, draft: Draft) -> Iterator[Candidate]:
        """Titles that a sign shows, a published list is of, a list ends with 等称号, or a name follows."""
        for match, _, _ in draft.matches(_SIGN, "牌", "称号", "荣誉", "殊荣"):
            yield Candidate(*match.span("name"), "Honor", "built:honor-sign", 0.97)
        for match, _, _ in draft.matches(_OUT, "名单"):
            if not _PLAIN.search(match["name"]) and self._title.search(match["name"]):
                yield _titled(match.start("name"), match["name"], "built:honor-listed", 0.75)
        for match, _, _ in draft.matches(_TITLES, "称号", "荣誉", "奖项", "殊荣"):
            for item in _ITEM.finditer(draft.text, *match.span("list")):
                titled = len(item[0]) >= _SHORTEST and self._title.search(item[0]) and not _COUNTED.match(item[0])
                if titled and not _GAVE.search(item[0]):
                    yield Candidate(*item.span(), "Honor", "built:honor-item", 0.75)
        people = {start for start, _ in draft.guesses.spans.get("Person", ())}
        for match, _, _ in draft.matches(_KEEPER, "代表性传承人"):
            if match.end() in people:  # beside the post that it is as well
                yield Candidate(*match.span(), "Honor", "built:honor-keeper", 0.9, match[0], implied=True)
        for match, _, _ in draft.matches(_STYLE):
            if match.end() in people:
                yield Candidate(*match.span(), "Honor", "built:honor-style", 0.75)


def _titled(start: int, said: str, source: str, score: float) -> Candidate:
    """A title as it was said: without the word for title, and its name without the batch in which it was given."""
    whole = _CALLED.sub("", said)
    whole = whole if len(whole) >= _LEAST else said
    name = _BATCH.sub("", whole)
    return Candidate(start, start + len(whole), "Honor", source, score, name if name != whole else "")


def _traced(draft: Draft, prizes: Sequence[Candidate]) -> Iterator[Candidate]:
    """A prize whose characters stand in that order in a longer one of the article is that one, shortened."""
    longest = sorted({draft.surface(prize) for prize in prizes}, key=lambda name: (-len(name), name))
    for prize in prizes:
        surface = draft.surface(prize)
        full = next((name for name in longest if _is_within(surface, name)), surface)
        yield prize if full == surface else replace(prize, name=full)


def _is_within(short: str, full: str) -> bool:
    rest = iter(full)
    return short[-3:] == full[-3:] and all(c in rest for c in short)


def _graded(draft: Draft) -> Iterator[Candidate]:
    """“小巨人” and single champions; the bare word belongs to the national one."""
    for match, _, _ in draft.matches(_LITTLE_GIANT, "小巨人"):
        grade = match["grade"] or ""
        name = {"省级": "省级专精特新“小巨人”企业", "市级": "市级专精特新“小巨人”企业"}.get(
            grade, "国家级专精特新“小巨人”企业"
        )
        if "重点" in match[0][:6]:
            name = "国家重点“小巨人”企业"
        if _REGION.match(grade):
            name = f"{grade}专精特新“小巨人”企业"
        yield Candidate(*_unquoted(match), "Honor", "built:honor-graded", 0.85, name)
    for match, _, _ in draft.matches(_CHAMPION, "单项冠军"):
        grade, kind = match["grade"] or "", "产品" if match[0].endswith("产品") else "企业"
        if grade == "省":
            grade = draft.context.city.province_full if draft.context.city else "省级"
        name = f"{grade if grade == '省级' or _REGION.match(grade) else ''}制造业单项冠军{kind}"
        yield Candidate(*_unquoted(match), "Honor", "built:honor-graded", 0.85, name)


def _unquoted(match: re.Match[str]) -> tuple[int, int]:
    """The span without a quote that stands at one end only."""
    start, end = match.span()
    text = match[0]
    if sum(c in '“”"' for c in text) == 1:
        start += text[0] in '“"'
        end -= text[-1] in '”"'
    return start, end
