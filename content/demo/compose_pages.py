"""Single pages, guides, reports and figures that every site needs, from ``texts/pages.toml``."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from content.demo.files import table_csv, text_form
from content.demo.markup import to_html
from content.demo.piece import Calendar, File, Piece
from content.demo.places import SiteSpec, read_toml
from content.demo.voice import Voice
from content.models import ItemKind

INDICATORS = (
    ("规模以上工业增加值", "%", (3, 9)), ("固定资产投资", "%", (2, 8)), ("社会消费品零售总额", "亿元", (36, 980)),
    ("一般公共预算收入", "亿元", (6, 148)), ("居民消费价格指数", "%", (99, 102)), ("城镇调查失业率", "%", (4, 5)),
)  # fmt: skip
WORK_FIGURES = (
    ("办结行政许可", "件", (320, 9600)), ("办结咨询投诉", "件", (180, 4200)), ("监督检查", "次", (60, 2100)),
    ("主动公开信息", "条", (120, 860)), ("政策解读", "件", (4, 36)), ("培训基层人员", "人次", (260, 5200)),
)  # fmt: skip
# What is announced or told; everything else is there to be looked up.
KINDS = {
    "zwgk/xxgkml/rsxx": ItemKind.NOTICE, "zwgk/xxgkml/zfcg": ItemKind.NOTICE, "hdjl/zjdc": ItemKind.NOTICE,
    "zwgk/jdhy/hygq": ItemKind.NEWS, "hdjl/zxft": ItemKind.NEWS,
}  # fmt: skip
FORM_FIELDS = ("申请人姓名（名称）", "证件号码", "联系电话", "联系地址", "申请事项", "理由和依据", "附件清单")


def fixed_pieces(spec: SiteSpec, calendar: Calendar) -> Iterator[Piece]:
    """Everything that does not hang on a subject."""
    texts = read_toml("pages")
    pages = texts["common"] | (texts["portal"] if spec.is_portal else {})
    for path, told in pages.items():
        yield _piece(spec, calendar, path, told, ItemKind.PAGE, order=0)
    lists = texts["list"] | texts["portal_list" if spec.is_portal else "department_list"]
    for path, told in lists.items():
        for order, one in enumerate(told["items"]):
            yield _piece(spec, calendar, path, one, KINDS.get(path, ItemKind.PAGE), order=order)
    for years_ago in (1, 2):
        yield _annual_report(spec, calendar, years_ago)
    yield from _figures(spec, calendar)


def _piece(spec: SiteSpec, calendar: Calendar, path: str, told: dict[str, Any], kind: ItemKind, *, order: int) -> Piece:
    key = f"page/{path}/{order}"
    dice = Voice(spec, calendar.today, key).dice
    newest = {"hdjl/zjdc": 4, "zwgk/jdhy/hygq": 6}.get(path, 15)
    day = calendar.back(newest + order * 41 + dice.randint(0, 5))
    voice = Voice(spec, day, key, table=True)
    text = voice.say(told["text"], **_tables(spec, voice))
    title = voice.say(told["title"])
    files = ()
    if told.get("attach") == "form":
        files = (File(name="通用申请表.txt", title="通用申请表", data=text_form("通用申请表", FORM_FIELDS)),)
    return Piece(
        key=key,
        path=path,
        kind=kind,
        title=title,
        body=to_html(text),
        at=calendar.at(day, voice.dice),
        source=spec.body,
        summary=_summary(text),
        keywords=f"{spec.short},{title.removeprefix(spec.body).removeprefix(spec.area)[:20]}",
        files=files,
    )


def _summary(text: str) -> str:
    plain = [line for line in text.splitlines() if line.strip() and line[0] not in "#|^-"]
    return plain[0][:120] if plain else ""


def _tables(spec: SiteSpec, voice: Voice) -> dict[str, str]:
    """Rows and lists that are made from the facts of the site."""
    dice = voice.dice
    offices = [f"| {name} | {duty} | {spec.phone[:-2]}{31 + at} |" for at, (name, duty) in enumerate(spec.offices)]
    divisions = [
        f"| {place} | {name} | {name[:2]}{dice.choice(['大道', '东路', '中路'])}{dice.randint(1, 99)}号 "
        f"| {dice.randint(180, 4200)} | {dice.randint(2, 96)}.{dice.randint(1, 9)} |"
        for place, name in enumerate(spec.parts, 1)
    ]
    plan = [
        f"| {place} | {measure} | {dice.choice(['6月底', '9月底', '11月底', '全年推进'])} "
        f"| {spec.offices[place % len(spec.offices)][0]} |"
        for place, measure in enumerate(_measures(spec), 1)
    ]
    return {
        "duties": "\n".join(f"- {duty}" for duty in spec.duties),
        "offices": "\n".join(offices),
        "divisions": "\n".join(divisions),
        "leaders": _leaders(spec, voice),
        "plan": "\n".join(plan),
        "budget_table": _budget(voice),
    }


def _measures(spec: SiteSpec) -> list[str]:
    from content.demo.compose import subjects

    return [name for key in spec.subjects for name, _text in subjects()[key].measures[:2]]


def _leaders(spec: SiteSpec, voice: Voice) -> str:
    blocks = []
    for name, post, portfolio in spec.leaders:
        born, joined = voice.dice.randint(1966, 1979), voice.dice.randint(1989, 2001)
        study = voice.dice.choice(["公共管理", "水利工程", "法学", "经济学", "土木工程", "教育学", "环境科学"])
        life = (
            f"{name}，{born}年{voice.dice.randint(1, 12)}月生，研究生学历，{study}专业，"
            f"{max(joined, born + 21)}年参加工作，曾在基层乡镇、市县和省直单位任职。"
        )
        place = spec.area if spec.is_portal else spec.body
        blocks += [f"## {name}", f"职务：{place}{post}", f"简历：{life}", f"分工：{portfolio}"]
    return "\n".join(blocks)


def _budget(voice: Voice) -> str:
    wages, running, projects = (voice.dice.randint(low, high) for low, high in ((900, 4200), (120, 680), (600, 5200)))
    total = wages + running + projects
    other = voice.dice.randint(20, 180)
    rows = [
        ("一般公共预算拨款", total - other, "人员经费", wages), ("事业收入", 0, "日常公用经费", running),
        ("其他收入", other, "项目支出", projects), ("收入合计", total, "支出合计", total),
    ]  # fmt: skip
    return "\n".join(f"| {income} | {left}.00 | {spent} | {right}.00 |" for income, left, spent, right in rows)


def _annual_report(spec: SiteSpec, calendar: Calendar, years_ago: int) -> Piece:
    year = calendar.today.year - years_ago
    key = f"annual/{year}"
    day = min(date(year + 1, 1, 28), calendar.back(1))
    voice = Voice(spec, day, key)
    people, companies, carried = voice.dice.randint(12, 160), voice.dice.randint(2, 40), voice.dice.randint(0, 4)
    total = people + companies + carried
    full, part, none, missing = _shares(total, voice)
    say = Voice(spec, day, key, table=True).say
    text = say(
        read_toml("annual")["text"],
        period=str(year), people=str(people), companies=str(companies), new=str(people + companies),
        carried=str(carried), full=str(full), part=str(part), none=str(none), missing=str(missing), total=str(total),
    )  # fmt: skip
    return Piece(
        key=key,
        path="zwgk/xxgknb",
        kind=ItemKind.PAGE,
        title=f"{spec.body}{year}年政府信息公开工作年度报告",
        body=to_html(text),
        at=calendar.at(day, voice.dice),
        source=spec.body,
        summary=f"{spec.body}{year}年主动公开、依申请公开和监督保障情况。",
        keywords=f"{spec.short},信息公开年报,{year}年",
    )


def _shares(total: int, voice: Voice) -> tuple[int, int, int, int]:
    """Four numbers of cases that add up to ``total``."""
    part, none, missing = (voice.dice.randint(0, total // 8) for _case in range(3))
    return total - part - none - missing, part, none, missing


def _figures(spec: SiteSpec, calendar: Calendar) -> Iterator[Piece]:
    """Monthly figures with their table and a CSV."""
    path = "sjfb/tjsj" if spec.is_portal else "sjfb"
    for back in range(3):
        day = calendar.back(8 + back * 31)
        month = (day.month - 2) % 12 + 1
        year = day.year if month < day.month else day.year - 1
        rows = _rows(spec, f"{year}-{month}")
        what = (
            f"{spec.area}{year}年{month}月主要指标" if spec.is_portal else f"{spec.short}{year}年{month}月业务工作数据"
        )
        yield _table_piece(spec, calendar, path, what, day, rows)
    if spec.is_portal:
        year = calendar.today.year - 1
        rows = _rows(spec, f"{year}")
        title = f"{spec.area}{year}年国民经济和社会发展统计公报（摘要）"
        yield _table_piece(spec, calendar, "sjfb/tjgb", title, calendar.back(230), rows)
        rows = [("名称", "开放时间", "咨询电话")]
        rows += [(f"{part}图书馆", "9:00—21:00", f"{spec.phone[:-2]}{71 + at}") for at, part in enumerate(spec.parts)]
        yield _table_piece(spec, calendar, "sjfb/sjkf", f"{spec.area}公共图书馆名录数据集", calendar.back(64), rows)


def _rows(spec: SiteSpec, period: str) -> list[tuple[str, ...]]:
    """Each figure swings a little around what is usual on the site."""
    usual, dice = Voice(spec, date.min, "figures").dice, Voice(spec, date.min, f"figures/{period}").dice
    rows = [("指标", "单位", "数值", "比上年同期")]
    for name, unit, (low, high) in INDICATORS if spec.is_portal else WORK_FIGURES:
        value = usual.uniform(low, high) * dice.uniform(0.97, 1.03)
        change = f"{dice.uniform(-1.5, 8.5):.1f}%"
        rows.append((name, unit, f"{value:.1f}" if spec.is_portal else str(round(value)), change))
    return rows


def _table_piece(
    spec: SiteSpec, calendar: Calendar, path: str, title: str, day: date, rows: list[tuple[str, ...]]
) -> Piece:
    table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    note = "数据来源为各有关单位按照统计制度报送的资料，最终数据以年度公布的为准。完整数据可以下载附件。"
    return Piece(
        key=f"figures/{path}/{title}",
        path=path,
        kind=ItemKind.PAGE,
        title=title,
        body=to_html(f"^ {title}\n{table}\n{note}"),
        at=calendar.at(day, Voice(spec, day, title).dice),
        source=spec.body,
        summary=f"公布{title}，附可下载的数据表。",
        keywords=f"{spec.short},数据发布,统计数据",
        files=(File(name=f"{title}.csv", title=f"{title}（数据表）", data=table_csv(rows)),),
    )
