"""Graphs of cities that do not exist, for tests and measurements of what shows graphs."""

from __future__ import annotations

import random
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from kg.model import (
    CO_OCCURS,
    IS_A,
    Article,
    Contradiction,
    Entity,
    Graph,
    Membership,
    Merge,
    Page,
    Sentence,
    Source,
    Statement,
    digest,
)

#: name -> (type, aliases)
Things = dict[str, tuple[str, tuple[str, ...]]]
#: (subject, predicate, object, title)
Fact = tuple[str, str, str, str]


@dataclass(frozen=True)
class Story:
    """An article to be: page number, headline, authors, and sentences with the facts that each says."""

    page: int
    headline: str
    authors: tuple[str, ...]
    sentences: Sequence[tuple[str, Sequence[Fact]]]


SOURCES = (
    Source("100_yunzhou", "云州日报", "2031-03-12", "云州", "01", "invented"),
    Source("101_yunzhou", "云州日报", "2032-06-01", "云州", "02", "invented"),
    Source("102_yunzhou", "东陵晚报", "2033-10", "云州", "", "invented"),
)

THINGS: Things = {
    "单仲行": ("Official", ("单书记",)),
    "乐正雅": ("Official", ()),
    "曾长乐": ("Official", ()),
    "柳如松": ("Person", ()),
    "云州市委": ("GovernmentBody", ("市委", "中共云州市委")),
    "云州市人民政府": ("GovernmentBody", ("市政府",)),
    "云州市工信局": ("GovernmentBody", ("市工信局",)),
    "云州星河动力股份有限公司": ("Company", ("星河动力",)),
    "云州钢铁厂": ("Company", ("云钢",)),
    "远山新材料公司": ("Company", ("远山新材",)),
    "东江电机分公司": ("Company", ()),
    "云州高新区": ("IndustrialPark", ("高新区",)),
    "北岭产业园": ("IndustrialPark", ()),
    "轨道装备产业集群": ("IndustryCluster", ("轨道装备产业",)),
    "新材料产业链": ("IndustryCluster", ()),
    "云州大学": ("Organization", ()),
    "东陵证券交易所": ("Organization", ("东交所",)),
    "云州市": ("Place", ("云州",)),
    "重阳路": ("Place", ()),
    "云州会展中心": ("Place", ()),
    "永磁牵引电机": ("Product", ()),
    "碳纤维预浸料": ("Product", ()),
    "第三届云州装备博览会": ("Event", ("装备博览会",)),
    "国家科技进步奖二等奖": ("Honor", ()),
}

STORIES = (
    Story(0, "单仲行乐正雅会见柳如松一行 共商轨道装备发展", ("胡文", "李实"), (
        ("3月11日，云州市委书记单仲行，市长乐正雅与星河动力董事长柳如松座谈。", (
            ("单仲行", "holdsPost", "云州市委", "书记"), ("乐正雅", "holdsPost", "云州市人民政府", "市长"),
            ("柳如松", "holdsPost", "云州星河动力股份有限公司", "董事长"), ("单仲行", "metWith", "柳如松", ""),
            ("乐正雅", "metWith", "柳如松", ""),
        )),
        ("单仲行说，星河动力是轨道装备产业集群的龙头，总部设在云州高新区。", (
            ("云州星河动力股份有限公司", "memberOfCluster", "轨道装备产业集群", ""),
            ("云州星河动力股份有限公司", "locatedIn", "云州高新区", ""),
        )),
        ("轨道装备产业集群是云州市的名片。", (("轨道装备产业集群", "locatedIn", "云州市", ""),)),
        ("会前，单仲行到星河动力调研，察看永磁牵引电机生产线。", (
            ("单仲行", "inspected", "云州星河动力股份有限公司", ""),
            ("云州星河动力股份有限公司", "produces", "永磁牵引电机", ""),
        )),
    )),
    Story(0, "星河动力登陆东交所", ("李实",), (
        ("星河动力昨日在东交所挂牌上市。", (("云州星河动力股份有限公司", "listedOn", "东陵证券交易所", ""),)),
        ("东江电机分公司为星河动力子公司。", (("东江电机分公司", "subsidiaryOf", "云州星河动力股份有限公司", ""),)),
        ("云州钢铁厂长期为星河动力供应硅钢。", (("云州钢铁厂", "suppliesTo", "云州星河动力股份有限公司", ""),)),
    )),
    Story(1, "第三届云州装备博览会开幕", ("周平",), (
        ("第三届云州装备博览会昨日在云州会展中心举行，由市政府主办。", (
            ("第三届云州装备博览会", "heldIn", "云州会展中心", ""),
            ("云州市人民政府", "organizes", "第三届云州装备博览会", ""),
        )),
        ("乐正雅、曾长乐出席装备博览会。", (
            ("乐正雅", "attended", "第三届云州装备博览会", ""), ("曾长乐", "attended", "第三届云州装备博览会", ""),
        )),
        ("市工信局局长曾长乐介绍，远山新材料公司落户北岭产业园，园区位于重阳路。", (
            ("曾长乐", "holdsPost", "云州市工信局", "局长"), ("远山新材料公司", "locatedIn", "北岭产业园", ""),
            ("北岭产业园", "locatedIn", "重阳路", ""),
        )),
        ("云州会展中心位于云州市重阳路。", (("云州会展中心", "locatedIn", "重阳路", ""),)),
    )),
    Story(2, "新材料产业链添新军", (), (
        ("远山新材料公司由云州大学设立，是新材料产业链的一员，研发碳纤维预浸料。", (
            ("远山新材料公司", "foundedBy", "云州大学", ""), ("远山新材料公司", "memberOfCluster", "新材料产业链", ""),
            ("远山新材料公司", "produces", "碳纤维预浸料", ""),
        )),
        ("远山新材与星河动力签署合作协议。", (("远山新材料公司", "cooperatesWith", "云州星河动力股份有限公司", ""),)),
        ("云州大学获国家科技进步奖二等奖。", (("云州大学", "awarded", "国家科技进步奖二等奖", ""),)),
        ("市委书记乐正雅到北岭产业园考察。", (
            ("乐正雅", "holdsPost", "云州市委", "书记"), ("乐正雅", "inspected", "北岭产业园", ""),
        )),
    )),
)  # fmt: skip


def yunzhou(things: Things = THINGS, stories: Sequence[Story] = STORIES, sources: Sequence[Source] = SOURCES) -> Graph:
    """A small city with every type of thing and every relation in it."""
    pages = _pages(stories, sources)
    return _graph(pages, things, list(_statements(pages, stories, things)))


def entity_id(name: str, type_: str) -> str:
    """The id that things get here."""
    return f"{type_.lower()}/{digest(type_, name)}"


def _pages(stories: Sequence[Story], sources: Sequence[Source]) -> tuple[Page, ...]:
    pages = []
    for number, source in enumerate(sources):
        text, articles = "", []
        for story in (s for s in stories if s.page == number):
            start, sentences = len(text), [Sentence(len(text), len(text) + len(story.headline), "headline")]
            text += story.headline + "\n"
            for sentence, _ in story.sentences:
                sentences.append(Sentence(len(text), len(text) + len(sentence)))
                text += sentence
            key = f"{source.page}.a{len(articles) + 1}"
            articles.append(
                Article(
                    key, source.page, story.headline, story.authors, start, len(text), tuple(sentences), source.date
                )
            )
            text += "\n"
        pages.append(Page(source, text, text, text, array("i", range(len(text))), tuple(articles)))
    return tuple(pages)


def _statements(pages: Sequence[Page], stories: Sequence[Story], things: Things) -> Iterable[Statement]:
    seen: dict[int, int] = defaultdict(int)
    for story in stories:
        page = pages[story.page]
        article = page.articles[seen[story.page]]
        seen[story.page] += 1
        for sentence, (text, facts) in zip(article.sentences[1:], story.sentences, strict=True):
            named = {name: found for name in things if (found := _form(name, things, text))}
            for name, (at, form) in named.items():
                yield _statement(page, article, sentence, (name, at, form), things, "dictionary")
            for i, (subject, predicate, object_, title) in enumerate(facts):
                ends = [(name, *named.get(name, (0, text[:2]))) for name in (subject, object_)]
                yield _statement(
                    page, article, sentence, ends[0], things, f"pattern:{predicate}",
                    to=ends[1], predicate=predicate, title=title, confidence=0.55 + 0.1 * (i % 5),
                )  # fmt: skip
            if len(named) > 1:
                a, b = sorted(named)[:2]
                yield _statement(
                    page, article, sentence, (a, *named[a]), things, "together",
                    to=(b, *named[b]), predicate=CO_OCCURS, value="0.5", confidence=0.3,
                )  # fmt: skip


def _form(name: str, things: Things, text: str) -> tuple[int, str] | None:
    return next(((text.index(form), form) for form in (name, *things[name][1]) if form in text), None)


def _statement(
    page: Page, article: Article, sentence: Sentence, end: tuple[str, int, str], things: Things, rule: str, *,
    to: tuple[str, int, str] | None = None, predicate: str = IS_A, **more: object,
) -> Statement:  # fmt: skip
    name, at, form = end
    type_ = things[name][0]
    start = sentence.start + at
    object_: dict[str, object] = {"object": type_}
    if to:
        to_type, to_start = things[to[0]][0], sentence.start + to[1]
        object_ = {
            "object": f"{article.id}.{digest(to_type, to[0])}", "object_type": to_type, "object_name": to[0],
            "object_surface": to[2], "object_start": to_start, "object_end": to_start + len(to[2]),
        }  # fmt: skip
    return Statement(
        page=page.id, article=article.id, sentence=page.text[sentence.start : sentence.end],
        sentence_start=sentence.start, sentence_end=sentence.end, raw_start=sentence.start, raw_end=sentence.end,
        subject=f"{article.id}.{digest(type_, name)}", subject_type=type_, subject_name=name, subject_surface=form,
        subject_start=start, subject_end=start + len(form), predicate=predicate, rule=rule, date=article.date,
        **object_, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _graph(pages: tuple[Page, ...], things: Things, statements: list[Statement]) -> Graph:
    canonical: dict[str, str] = {}
    on: dict[str, set[str]] = defaultdict(set)
    for s in statements:
        for local, name in ((s.subject, s.subject_name), (s.object, s.object_name)):
            if name:
                canonical[local] = entity_id(name, things[name][0])
                on[name].add(s.page)
    locals_: dict[str, list[str]] = defaultdict(list)
    for local, key in sorted(canonical.items()):
        locals_[key].append(local)
    entities = [
        Entity(entity_id(n, t), (t,), n, tuple(sorted(a)), tuple(sorted(on[n])), tuple(locals_[entity_id(n, t)]))
        for n, (t, a) in things.items()
    ]
    held = _memberships(statements, canonical)
    return Graph(
        pages, tuple(sorted(entities, key=lambda e: e.id)), tuple(statements), canonical,
        merges=tuple(_merges(locals_)), memberships=held, contradictions=tuple(_contradictions(held)),
    )  # fmt: skip


def _memberships(statements: Iterable[Statement], canonical: dict[str, str]) -> tuple[Membership, ...]:
    """One for each person, body and title, from the first to the last date."""
    held: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for s in statements:
        if s.predicate == "holdsPost":
            held[canonical[s.subject], canonical[s.object], s.title].append(s)
    return tuple(
        Membership(
            digest(*key), *key, acting=False, former=False, first=min(s.date for s in said),
            last=max(s.date for s in said), statements=tuple(sorted(s.id for s in said)),
        )
        for key, said in sorted(held.items())
    )  # fmt: skip


def _merges(locals_: dict[str, list[str]]) -> Iterable[Merge]:
    """Each entity's local ids taken for one, and the first two entities perhaps the same."""
    for _, found in sorted(locals_.items()):
        yield from (Merge(a, b, "same", 0.9, "the same name") for a, b in pairwise(found))
    first = [found[0] for _, found in sorted(locals_.items())[:2]]
    if len(first) == 2:
        yield Merge(first[0], first[1], "unsure", 0.6, "much alike")


def _contradictions(held: Sequence[Membership]) -> Iterable[Contradiction]:
    """Any two people in one post, whatever the dates."""
    for i, right in enumerate(held):
        for left in held[:i]:
            if (left.body, left.title) == (right.body, right.title):
                yield Contradiction(left.body, left.title, left, right)


def large(nodes: int, facts: int, seed: int = 1) -> Graph:
    """A made-up graph of a given size: a few hubs, many ends; four sentences an article, ten articles a page."""
    draw = random.Random(seed)
    types = ("Official", "Company", "Place", "IndustrialPark", "IndustryCluster", "Product", "Event", "Organization")
    names = (
        "".join(parts)
        for parts in product("云江河湖岭原泉松", "安宁和平昌盛隆兴", "远达通泰华龙星光", "天地玄黄宇宙洪荒日月盈昃")
    )
    tails = ("", "公司", "路", "园", "产业", "机", "会议", "大学")
    things: Things = {}
    for i in range(nodes):
        if i % 6144 == 0:
            names = (
                "".join(parts)
                for parts in product(
                    "云江河湖岭原泉松", "安宁和平昌盛隆兴", "远达通泰华龙星光", "天地玄黄宇宙洪荒日月盈昃"
                )
            )
        kind = i % len(types)
        things[
            next(names)
            + ("" if i < 6144 else f"新{'一二三四五六七八九十'[i // 6144 % 10]}{'甲乙丙丁'[i // 61440]}")
            + tails[kind]
        ] = (types[kind], ())
    order = list(things)
    stories, sentences = [], []
    for i in range(facts):
        a = order[min(nodes - 1, int(draw.paretovariate(0.7)) - 1)] if i >= nodes else order[i]
        b = draw.choice(order)
        if a == b:
            b = order[(order.index(a) + 1) % nodes]
        sentences.append((f"据报道，{a}与{b}在当天举行了一次关于产业发展的会谈。", ((a, "metWith", b, ""),)))
    for i in range(0, facts, 4):
        stories.append(Story(i // 40, f"第{i // 4}篇报道", ("记者",), sentences[i : i + 4]))
    sources = [
        Source(f"{p:05}_large", "云州日报", f"20{31 + p % 9}-0{1 + p % 9}-1{p % 9}", "云州")
        for p in range(-(-facts // 40))
    ]
    pages = _pages_of_large(stories, sources)
    return _graph(pages, things, list(_statements_of_large(pages, stories, things)))


def _pages_of_large(stories: Sequence[Story], sources: Sequence[Source]) -> tuple[Page, ...]:
    by_page: dict[int, list[Story]] = defaultdict(list)
    for story in stories:
        by_page[story.page].append(Story(0, story.headline, story.authors, story.sentences))
    return tuple(page for p, source in enumerate(sources) for page in _pages(by_page[p], [source]))


def _statements_of_large(pages: Sequence[Page], stories: Sequence[Story], things: Things) -> Iterable[Statement]:
    seen: dict[int, int] = defaultdict(int)
    for story in stories:
        page = pages[story.page]
        article = page.articles[seen[story.page]]
        seen[story.page] += 1
        for sentence, (text, facts) in zip(article.sentences[1:], story.sentences, strict=True):
            for subject, predicate, object_, _ in facts:
                ends = [(name, text.index(name), name) for name in (subject, object_)]
                for end in ends:
                    yield _statement(page, article, sentence, end, things, "dictionary")
                yield _statement(
                    page, article, sentence, ends[0], things, "pattern", to=ends[1], predicate=predicate, confidence=0.8
                )
