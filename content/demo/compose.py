"""News, notices, policies, interpretations and answers, from the subjects of ``texts/*.toml``."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.utils.html import escape

from content.demo.files import pdf
from content.demo.piece import Calendar, File, Piece
from content.demo.places import SiteSpec, read_toml
from content.demo.voice import Voice
from content.draft import Facts
from content.models import ItemKind

FORMS = 3  # news stories of each subject
NUMBERS = "一二三四五六七八九十"
NEWS_PATHS = {True: ("ywdt/zwyw", "ywdt/bmdt", "ywdt/dfdt"), False: ("gzdt/bmyw", "gzdt/xtdt")}
NOTICE_PATHS = {True: "ywdt/tzgg", False: "gzdt/tzgg"}
POLICY_PATHS = {True: ("zwgk/zcwj/gfxwj", "zwgk/zcwj/qtwj"), False: ("zwgk/zcwj/gfxwj", "zwgk/zcwj/bmwj")}
ADDRESSEES = {
    (True, 2): "各市（州）、县（市、区）人民政府，省政府各部门",
    (True, 3): "各县（市、区）人民政府，市直各单位",
    (True, 4): "各乡镇人民政府，县直各单位",
    (False, 2): "各市（州）主管部门，厅属各单位",
    (False, 3): "各县（市、区）主管部门，局属各单位",
}
CLOSINGS = (
    "下一步，{short}将继续跟踪进展，听取群众意见，及时公布有关情况。",
    "有关负责人表示，将把群众满意作为检验工作的标准，做到件件有着落、事事有回音。",
    "据介绍，相关做法将在总结完善后向更多地方推广。",
    "市民如有意见和建议，可以在本网站“互动交流”栏目留言，工作人员将在五个工作日内答复。",
)
OUTLOOKS = ("在{name}方面，{text}", "围绕{name}，{text}", "谈到{name}，有关负责人说，{text}")


@dataclass(frozen=True, slots=True)
class Subject:
    """A field of work with everything the texts about it are made from."""

    key: str
    name: str
    theme: str
    keywords: list[str]
    facts: list[str]
    measures: list[list[str]]
    faq: list[list[str]]
    policy: dict[str, str]
    news: list[dict[str, Any]]
    notice: dict[str, Any]


@cache
def subjects() -> dict[str, Subject]:
    """All subjects by key."""
    files = ("education", "environment", "transport", "water", "government")
    return {row["key"]: Subject(**row) for name in files for row in read_toml(name)["subject"]}


def paragraphs(*lines: str) -> str:
    return "\n".join(f"<p>{escape(line)}</p>" for line in lines)


def subject_pieces(spec: SiteSpec, calendar: Calendar) -> Iterator[Piece]:
    """Everything the site publishes about its subjects."""
    yield from _all_news(spec, calendar)
    for number, key in enumerate(spec.subjects):
        subject = subjects()[key]
        yield notice(spec, calendar, subject, recent=number == 0)
        issued = policy(spec, calendar, subject, number)
        yield issued
        yield interpretation(spec, calendar, subject, issued, recent=number == 0)
        for place, _pair in enumerate(subject.faq):
            yield answer(spec, calendar, subject, place)


def _all_news(spec: SiteSpec, calendar: Calendar) -> Iterator[Piece]:
    """Every story of the site; those bound to no season come newest first, so that no column goes stale."""
    stories = [(subjects()[key], form) for form in range(FORMS) for key in spec.subjects]
    stories.sort(key=lambda story: bool(story[0].news[story[1]].get("months")))
    for order, (subject, form) in enumerate(stories):
        yield news(spec, calendar, subject, form, order=order)


def news(spec: SiteSpec, calendar: Calendar, subject: Subject, form: int, *, order: int, key: str = "") -> Piece:
    """The ``form``-th news story; ``order`` spreads the site's stories over the months, 0 the newest.

    Another ``key`` tells the same kind of story of another place.
    """
    told = subject.news[form]
    key = key or f"news/{subject.key}/{form}"
    voice = Voice(spec, calendar.today, key)
    day = calendar.back(1 + order * order // 3 + order * 3)
    if told.get("months") and day.month not in told["months"]:
        day = calendar.some_day(voice.dice, told["months"])
    voice = Voice(spec, day, key)
    title, lead = voice.say(told["title"]), voice.say(told["lead"])
    facts = [voice.say(one) for one in voice.pick(subject.facts, 2)]
    chosen = voice.pick(subject.measures, 2)
    ways = voice.pick(list(OUTLOOKS), 2)
    steps = [voice.say(way, name=name, text=text) for way, (name, text) in zip(ways, chosen, strict=True)]
    closing = voice.say(voice.dice.choice(CLOSINGS))
    paths = NEWS_PATHS[spec.is_portal]
    return Piece(
        key=key,
        path=paths[order % len(paths)],
        kind=ItemKind.NEWS,
        title=title,
        body=paragraphs(lead, *facts, *(voice.say(step) for step in steps), closing),
        at=calendar.at(day, voice.dice),
        source=voice.dice.choice([f"{spec.short}融媒体中心", "云岭日报", spec.body, f"{spec.short}政务新媒体"]),
        summary=lead[:120],
        keywords=",".join(subject.keywords),
        theme=subject.theme,
        author=voice.dice.choice(["李晓禾", "杨帆", "和丽娟", "王一川", "段云飞", ""]),
        picture=order if order < 12 else None,
    )


def notice(spec: SiteSpec, calendar: Calendar, subject: Subject, *, recent: bool = False) -> Piece:
    """The public notice about the subject."""
    key = f"notice/{subject.key}"
    dice = Voice(spec, calendar.today, key).dice
    months = subject.notice.get("months", [])
    day = calendar.back(3) if recent and not months else calendar.some_day(dice, months)
    voice = Voice(spec, day, key)
    lines = [voice.say(line) for line in subject.notice["paragraphs"]]
    return Piece(
        key=key,
        path=NOTICE_PATHS[spec.is_portal],
        kind=ItemKind.NOTICE,
        title=voice.say(subject.notice["title"]),
        body=paragraphs(*lines, spec.body, voice.say("{date}")),
        at=calendar.at(day, voice.dice),
        source=spec.body,
        summary=next(line for line in lines if not line.endswith("：")),
        keywords=",".join([*subject.keywords, "通知公告"]),
        theme=subject.theme,
    )


def policy(spec: SiteSpec, calendar: Calendar, subject: Subject, number: int) -> Piece:
    """A document with its number, facts and the signed text as PDF."""
    key = f"policy/{subject.key}"
    voice = Voice(spec, calendar.today, key)
    day = calendar.back(12 + number * 33)
    title = policy_title(spec, subject)
    document = f"{spec.number_word}〔{day.year}〕{voice.dice.randint(2, 38)}号"
    lines = _policy_lines(spec, voice, subject)
    body = "\n".join(f"<h2>{escape(text)}</h2>" if head else f"<p>{escape(text)}</p>" for head, text in lines)
    signed = day - timedelta(days=voice.dice.randint(3, 9))
    body += "\n" + paragraphs(spec.body, f"{signed.year}年{signed.month}月{signed.day}日")
    paths = POLICY_PATHS[spec.is_portal]
    file = File(name=f"{document}.pdf", title=title, data=pdf(title, [document, *(text for _head, text in lines)]))
    return Piece(
        key=key,
        path=paths[number % 2],
        kind=ItemKind.POLICY,
        title=title,
        short_title=subject.policy["title"][:60],
        body=body,
        at=calendar.at(day, voice.dice),
        source=spec.body,
        summary=voice.say(subject.policy["goal"])[:300],
        keywords=",".join([*subject.keywords, "政策文件"]),
        theme=subject.theme,
        facts=_facts(spec, document, signed, number),
        files=(file,) if number % 2 == 0 else (),
    )


def policy_title(spec: SiteSpec, subject: Subject) -> str:
    """The document's full title, with the issuer in front."""
    title = subject.policy["title"]
    return f"{spec.body}{title}" if title.startswith("关于") else f"{spec.body}关于印发《{title}》的通知"


def _policy_lines(spec: SiteSpec, voice: Voice, subject: Subject) -> list[tuple[bool, str]]:
    """(is a heading, text) of every line of the document."""
    lines = [
        (False, f"{ADDRESSEES[spec.is_portal, spec.level]}："),
        (False, f"为进一步做好{subject.name}工作，切实回应群众期盼，结合{spec.area}实际，现提出以下意见。"),
        (True, "一、总体要求"),
        (False, "坚持以人民为中心，坚持问题导向、因地制宜、尽力而为、量力而行。" + voice.say(subject.policy["goal"])),
        (True, "二、主要任务"),
    ]
    for place, (name, text) in enumerate(subject.measures):
        lines.append((False, f"（{NUMBERS[place]}）{name}。{voice.say(text)}"))
    lines += [
        (True, "三、保障措施"),
        (False, "（一）加强组织领导。各地各有关单位要明确责任分工，制定年度计划，重要情况及时报告。"),
        (False, "（二）落实资金保障。统筹现有资金渠道，加强绩效管理，严禁截留挪用。"),
        (False, "（三）接受社会监督。年度进展在政府网站公布，欢迎群众提出意见和建议。"),
    ]
    return lines


def _facts(spec: SiteSpec, document: str, signed: date, number: int) -> Facts:
    effective = signed if number % 3 else signed + timedelta(days=30)
    return Facts(
        issuer=spec.body,
        document_number=document,
        index_number=f"{spec.region}{spec.serial:03d}/{signed.year}-{signed.month:02d}{signed.day:02d}{number}",
        issued_on=signed,
        effective_on=effective,
        expires_on=effective.replace(year=effective.year + 5, day=min(effective.day, 28)) if number % 2 == 0 else None,
    )


def interpretation(
    spec: SiteSpec, calendar: Calendar, subject: Subject, issued: Piece, *, recent: bool = False
) -> Piece:
    """Questions and answers on a document, published with it."""
    key = f"interpretation/{subject.key}"
    day = min(issued.at.date() + timedelta(days=1), calendar.back(1))
    voice = Voice(spec, day, key)
    number = issued.facts.document_number if issued.facts else ""
    name = subject.policy["title"]
    measures = [f"<li>{escape(one)}：{escape(voice.say(text))}</li>" for one, text in subject.measures]
    blocks = [
        paragraphs(f"近日，{spec.body}印发了《{name}》（{number}）。为便于公众了解，现对主要内容作如下解读。"),
        "<h2>为什么出台这份文件？</h2>",
        paragraphs(
            voice.say(subject.facts[0]),
            f"但与群众期盼相比，{subject.name}还存在薄弱环节，需要完善制度、加大投入。",
        ),
        "<h2>要达到什么目标？</h2>",
        paragraphs(voice.say(subject.policy["goal"])),
        "<h2>有哪些具体措施？</h2>",
        "<ul>" + "".join(measures) + "</ul>",
    ]
    for question, reply in subject.faq:
        blocks += [f"<h2>{escape(voice.say(question))}</h2>", paragraphs(voice.say(reply))]
    blocks.append(paragraphs(f"政策咨询电话：{spec.phone}（工作日 8:30—12:00，14:00—17:30）。"))
    return Piece(
        key=key,
        path="zwgk/jdhy/zcjd",
        kind=ItemKind.INTERPRETATION,
        title=f"一问一答读懂《{name}》" if recent else f"《{name}》政策解读",
        short_title=f"解读：{name}"[:60],
        body="\n".join(blocks),
        at=calendar.at(day, voice.dice),
        source=spec.body,
        summary=f"对{number}文件的背景、目标、措施和常见问题作出解读。",
        keywords=",".join([*subject.keywords, "政策解读"]),
        theme=subject.theme,
    )


def answer(spec: SiteSpec, calendar: Calendar, subject: Subject, place: int) -> Piece:
    """A citizen's question with the reply, made public."""
    key = f"answer/{subject.key}/{place}"
    dice = Voice(spec, calendar.today, key).dice
    day = calendar.some_day(dice, [])
    voice = Voice(spec, day, key)
    question, reply = (voice.say(text) for text in subject.faq[place])
    asked = day - timedelta(days=voice.dice.randint(2, 5))
    who = voice.dice.choice(["赵先生", "钱女士", "李先生", "周女士", "吴女士", "和先生", "杨女士", "段先生"])
    dates = f"收到时间：{asked:%Y-%m-%d}；答复时间：{day:%Y-%m-%d}；答复单位：{spec.body}。"
    body = "\n".join(
        [
            "<h2>群众提问</h2>",
            paragraphs(f"{who}：{question}"),
            "<h2>答复内容</h2>",
            paragraphs("您好，您的留言收悉。现答复如下。", reply, "感谢您的关心和支持。"),
            "<h2>办理情况</h2>",
            paragraphs(dates),
        ]
    )
    return Piece(
        key=key,
        path="hdjl/zxts",
        kind=ItemKind.NEWS,
        title=question,
        body=body,
        at=calendar.at(day, voice.dice),
        source=spec.body,
        summary=reply[:150],
        keywords=",".join([*subject.keywords, "咨询投诉"]),
        theme=subject.theme,
    )
