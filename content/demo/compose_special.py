"""Topics with their stories, the provincial regulation in two versions, and an old document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from content.demo.compose import paragraphs, policy, subjects
from content.demo.piece import Calendar, Piece
from content.demo.places import SiteSpec, read_toml
from content.demo.voice import Voice
from content.draft import Facts
from content.importing.articles import articles_html
from content.models import ItemKind

TOPIC_AREA = "ztzl"
NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSpec:
    """A topic to be; days are counted back from today, ``ends`` 0 while it runs."""

    site: str
    slug: str
    name: str
    description: str
    keywords: str
    starts: int
    scene: str
    stories: list[list[str]]
    ends: int = 0


def topics(spec: SiteSpec) -> list[TopicSpec]:
    return [TopicSpec(**row) for row in read_toml("topics")["topic"] if row["site"] == spec.key]


def topic_pieces(spec: SiteSpec, calendar: Calendar) -> Iterator[Piece]:
    """The stories of the site's topics, within their periods."""
    for topic in topics(spec):
        for place, (title, text) in enumerate(topic.stories):
            key = f"topic/{topic.slug}/{place}"
            day = calendar.back(max(topic.ends, 1) + 4 + place * 16)
            voice = Voice(spec, day, key)
            yield Piece(
                key=key,
                path=f"{TOPIC_AREA}/{topic.slug}",
                kind=ItemKind.NEWS,
                title=title,
                body=paragraphs(*text.split("\n")),
                at=calendar.at(day, voice.dice),
                source=f"{spec.short}融媒体中心",
                summary=text.split("\n")[0][:120],
                keywords=topic.keywords,
                author=voice.dice.choice(["和丽娟", "王一川"]),
                picture=place,
            )


def special_pieces(spec: SiteSpec, calendar: Calendar) -> Iterator[Piece]:
    """What shows how the validity of documents is told."""
    yield _expired(spec, calendar)
    if spec.key in {"province", "environment"}:
        yield from _regulation(spec, calendar)


def _expired(spec: SiteSpec, calendar: Calendar) -> Piece:
    """A document whose five years are over."""
    made = policy(spec, calendar, subjects()[spec.subjects[-1]], 1)
    year = calendar.today.year - 6
    issued = date(year, 5, 12)
    assert made.facts is not None
    facts = replace(
        made.facts,
        document_number=f"{spec.number_word}〔{year}〕9号",
        index_number=f"{spec.region}{spec.serial:03d}/{year}-05120",
        issued_on=issued,
        released_on=issued,
        effective_on=issued,
        expires_on=date(year + 5, 5, 12),
    )
    title = re.sub("若干措施|若干政策|实施意见|指导意见|实施方案", "暂行办法", made.title)
    title = title if "暂行" in title else re.sub("(?=》|$)", "（暂行）", title, count=1)
    ending = made.body.rfind("<p>", 0, made.body.rfind("<p>"))
    body = made.body[:ending] + paragraphs("本办法有效期五年。", spec.body, f"{year}年5月12日")
    return replace(
        made,
        key="policy/expired",
        title=title,
        short_title="",
        body=body.replace("2027年", f"{year + 4}年").replace("2030年", f"{year + 5}年"),
        summary=f"{spec.body}{year}年印发的文件，有效期五年。",
        facts=facts,
        files=(),
        at=calendar.at(calendar.back(280), Voice(spec, issued, "expired").dice),
    )


def _regulation(spec: SiteSpec, calendar: Calendar) -> Iterator[Piece]:
    told = read_toml("law")
    this_year = calendar.today.year
    versions = [
        (date(this_year - 7, 9, 28), date(this_year - 7, 12, 1), calendar.back(290), told["article"][:-3]),
        (calendar.back(210), calendar.back(140), calendar.back(205), told["article"]),
    ]
    for number, (released, effective, day, articles) in enumerate(versions, 1):
        says = f"{effective.year}年{effective.month}月{effective.day}日"
        chosen = articles if articles[-1] is told["article"][-1] else [*articles, told["article"][-1]]
        numbered = [
            {"chapter": one["chapter"], "no": f"第{_numeral(place)}条", "text": one["text"].format(effective=says)}
            for place, one in enumerate(chosen, 1)
        ]
        facts = Facts(issuer=told["issuer"], released_on=released, effective_on=effective)
        yield Piece(
            key=f"law/{number}",
            path="zwgk/zcwj/dffg" if spec.is_portal else "zwgk/zcwj/flfg",
            kind=ItemKind.LAW,
            title=told["title"],
            body=articles_html(numbered),
            at=calendar.at(day, Voice(spec, day, f"law{number}").dice),
            source=told["issuer"],
            summary=f"{told['issuer']}{released.year}年{released.month}月{released.day}日公布，自{says}起施行。",
            keywords=told["keywords"],
            theme=told["theme"],
            facts=facts,
        )


def _numeral(number: int) -> str:
    if number < 10:
        return NUMERALS[number - 1]
    tens, ones = divmod(number, 10)
    return f"{NUMERALS[tens - 1] if tens > 1 else ''}十{NUMERALS[ones - 1] if ones else ''}"
