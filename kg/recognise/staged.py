"""Events by what the text says of them: put on, held somewhere, numbered, under a slogan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.recognise.candidate import Candidate
from kg.recognise.draft import Draft
from kg.recognise.longest import Longest
from kg.recognise.wordlists import any_of

#: The number of one of a series.
NUMBER = "(?:首届|第[0-9一二三四五六七八九十百]{1,4}[届批])"
#: Characters in the name of an event that a clause says was held: no verb, no clause edge.
_FREE = '[^,。;:!?的了是由将被把在让“”"《》▲●○]'
#: Characters between a slogan in quotes and the meeting under it.
_QUIET = _FREE.replace("[^", "[^、举即项也为从对向")
_WHEN = "(?:今日|今天|昨日|昨天|日前|近日)?"
_BEGAN = "举行|召开|开幕|启幕|举办|开赛|闭幕|落幕"
#: 在长沙举行: what a clause says of an event that it begins with.
_HELD = (
    f"(?={_WHEN}(?:分别|同时|如期|同步)?(?:,?在[^,。;:!?]{{2,24}}?)?{_WHEN}(?:隆重|正式|成功|盛大|圆满|顺利)?(?:{_BEGAN})"
    f"|,?{_WHEN}在[^,。;:!?]{{2,24}}?(?:启动|开启|揭幕|拉开帷幕|拉开序幕|上演|开锣|鸣锣|开跑|开播|收官|展出)"
    "|由[^。;:!?]{2,90}?(?:主办|承办|协办|指导|举办))"
)
#: What a clause begins with that does something to an event, or points back to one: no name.
_NOT_FIRST = (
    "(?!成功|圆满|顺利|承办|主办|举办|组织|参加|出席|开展|广泛|获|获得|好|筹|服务|积极|深入|全力|认真|继续|相继|先后|连续"
    "|再次|首次|历时|为期|此后|同期|期间|今年|去年|明年|[^,。]{1,6}?(?:开展|承办|主办|举办|参加|出席|举行|迎来))"
)
#: What stands before the name of an event and is no part of it.
_NO_NAME = (
    "(?!省|市|全[省市县州]|[本此这该]|和|或|过|好|方|者|单位"
    "|[上历下一二两三四五六七八九多几]届|[0-9]+[多余]?[场次家个名])"
)
#: Before the name of what is put on.
_PUT_ON = "(?:举办|举行|召开|主办|承办|协办|办好|开好|筹备|筹办|备战|组织开展|出席|亮相|参加)(?:了|的)?"
#: Before the name of a show that somebody goes to.
_GO_TO = "(?:参加|亮相|登上|走进|现身|出席|参展|征战|奔赴|举[行办]|主办|承办)(?:了|的)?(?:今年|去年|本届)?(?:的)?"
#: Characters of its shortest name, general words left out; of one that ends in a common noun (活动).
_LEAST, _LEAST_COMMON = 6, 8
_LEAST_SHOW = 5
#: What ends the name of a show, fair or match, and is no word of another meaning (发展, 环节).
SHOW = "(?:(?<![推参开画发扩拓伸施舒进])展|(?<![春季环情细调关礼枝音章时佳使])节|(?<![决竞比联参开大])赛)"
#: What a number in front makes the name of a gathering: no board, society or session.
_GATHERING = "(?<![员委事协学商合社机工全两都等约聚分代团人生])会"
#: Gatherings that what follows in a name is only about: 第九届运动会筹备会.
_WHOLE = "运动会|博览会|论坛|大会|洽谈会|交易会|峰会|年会|研讨会"
#: What may not follow a show's last character: 展厅, 节目, 赛事.
NO_SHOW = "[厅馆览示品商演现望区会销台位团柜板开出目日省约能庆点奏气选水事道场车段制]"
#: Where in the world it is: begins the name of a show that is not numbered.
_WIDE = re.compile("中国|全国|国际|世界|亚洲|全球")
#: No part of a name: who takes part.
_JOINING = re.compile("参与|参加|出席")
#: Points back to an event.
_AGAIN = re.compile("[本此这该上](?:届|次)")
#: A date in front of a name is none of its own.
_DATE = re.compile(
    r"(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日(?:上午|下午|晚上|晚|至[0-9]{1,2}日)?|(?:今|昨)[天日](?:上午|下午|晚)?"
)
#: A body with the short name it is given: no part of what it holds.
_SHORTENED = re.compile(r"[^,。()]{4,30}\((?:以下)?(?:简称)[^()]{2,10}\)")
_QUOTE = '(?:[“"][^“”",。;]{2,30}[”"]|《[^《》,。;]{2,20}》)'
_REGION = "\\([一-龥]{1,6}\\)"


class Staged:
    """Finds them; one for the word lists of events.toml."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._ordinal = re.compile(f"{NUMBER}|(?:19|20)[0-9]{{2}}\\s*年?")
        self._general = re.compile(any_of(lists["generic"]))
        self._ends = Longest([*lists["suffixes"], "活动"])
        suffixes, after = any_of(lists["suffixes"]), any_of(lists["not_after"])
        edge = f"(?!{suffixes}|{after})"
        self._titled = re.compile(f'[“"][^“”",。;]{{2,30}}[”"]{_QUIET}{{2,26}}?{suffixes}{edge}')
        self._numbered = re.compile(
            f'(?:{self._ordinal.pattern})(?:[^,。;:!?、()“”"的]|{_REGION}){{2,20}}?(?:[^推参开画发]展)'
            f"(?=[上,。;将]|举|在|期|开幕|吸引|闭)"
            f'|{NUMBER}(?:(?!{_WHOLE}|{NUMBER}|暨)[^,。;:!?、()“”"的]|{_REGION}){{2,20}}?(?:{SHOW}(?!{NO_SHOW})|{_GATHERING})'
            f"(?=[上,。;将”、暨和]|举|在|期|开幕|吸引|闭|于|由)"
        )
        self._put_on = re.compile(
            f'{_PUT_ON}(?:好|或承办|今[天日]|昨[天日]|[两三]届|大型|首次|系列)*(?P<name>{_NO_NAME}[^,。;:!?、()“”"的了一和在]{{4,30}}?{suffixes}){edge}'
        )
        self._gone_to = re.compile(
            f'{_GO_TO}(?P<name>{_NO_NAME}[^,。;:!?、()“”"的了一和在]{{3,18}}?{SHOW})(?!{NO_SHOW})'
        )
        self._held = re.compile(
            f"(?<![^,。;:!?的▲●○■\\s]){_NOT_FIRST}(?P<name>(?:{_FREE}|{_QUOTE}){{4,44}}?(?:{suffixes}|(?P<common>活动)|{SHOW})){_HELD}"
        )
        self._shows = re.compile("[展节赛会]")

    def find(self, draft: Draft) -> Iterator[Candidate]:
        """Candidates in any order."""
        for match, _, _ in draft.matches(self._titled, self._ends):
            yield Candidate(*match.span(), "Event", "built:event-titled", 0.85)
        for match, _, _ in draft.matches(self._numbered, self._ordinal):
            yield Candidate(*match.span(), "Event", "built:event-show", 0.85)
        for match, _, _ in draft.matches(self._put_on, self._ends):
            named = len(self._general.sub("", match["name"])) >= _LEAST
            if named and not _JOINING.search(match["name"]):
                yield Candidate(*match.span("name"), "Event", "built:event-put-on", 0.72)
        for match, _, _ in draft.matches(self._gone_to, self._shows):
            if _WIDE.search(match["name"]) and len(match["name"]) >= _LEAST_SHOW:
                yield Candidate(*match.span("name"), "Event", "built:event-gone-to", 0.8)
        yield from self._clauses(draft)

    def _clauses(self, draft: Draft) -> Iterator[Candidate]:
        """Events that a clause begins with and says were held: 甲省乙产业对接会暨第八届论坛在丙市举行."""
        for match, _, _ in draft.matches(self._held, self._ends, self._shows):
            begin = self._begin(draft, match)
            name = draft.text[begin : match.end("name")]
            listed = _AGAIN.search(name) or ("、" in name and not self._ordinal.search(name))
            least = _LEAST_COMMON if match["common"] else _LEAST
            if not listed and len(self._general.sub("", name)) >= least:
                yield Candidate(begin, match.end("name"), "Event", "built:event-held", 0.97)

    def _begin(self, draft: Draft, match: re.Match[str]) -> int:
        """Where the name begins, after the day and who holds it."""
        date = _DATE.match(draft.text, match.start("name"), match.end("name"))
        begin = date.end() if date else match.start("name")
        called = _SHORTENED.match(draft.text, begin, match.end("name"))
        return called.end() if called else begin
