"""The home page: what is new, and the ways in. A block without content is not drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from columns.querysets import ColumnNode, SiteTree
from content.models import ItemKind, Placement, RevisionAsset
from content.pages import home_meta
from content.views.frame import tree_of
from content.views.reads import common_column, newest_of_each
from content.views.rows import Row, covers_of, rows_of
from sites.models import Site, SiteKind, SiteStatus

HEADLINES = 6
LIST_LENGTH = 6
TOPICS = 4
MOST_ENTRIES = 8
RELATED = 80
NEWS_TYPE = "工作动态"
INTERPRETING_TYPES = ("政策解读", "回应关切")
DISCLOSURE_TYPES = ("机构职能", "负责人信息", "信息公开指南", "信息公开目录", "信息公开年报", "依申请公开")
TALKING_TYPES = ("咨询投诉", "征集调查", "在线访谈")
SERVICE_TYPES = ("办事服务",)
DATA_TYPES = ("数据发布", "数据开放")


@dataclass(slots=True)
class Block:
    """A list on the home page; ``column`` is where 更多 leads."""

    name: str
    rows: list[Row] = field(default_factory=list)
    column: ColumnNode | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A way in: a column shown as a tile."""

    column: ColumnNode
    icon: str


ICONS = {
    "机构职能": "building",
    "负责人信息": "person",
    "信息公开指南": "compass",
    "信息公开目录": "list",
    "信息公开年报": "report",
    "依申请公开": "form",
    "咨询投诉": "talk",
    "征集调查": "poll",
    "在线访谈": "talk",
    "办事服务": "form",
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """``/``: carries the site's and all four column tags, from the hidden root column."""
    site: Site = request.site  # type: ignore[attr-defined]
    tree = tree_of(request)
    lists = _lists(tree)
    lists["news"].name = _news_name(lists["news"])
    lead, headlines = _lead(lists["news"])
    topics = tree.topics()
    context = {
        "meta": home_meta(site, tree.root),
        "lead": lead,
        "headlines": headlines,
        "lists": [block for name in ("news", "notices", "documents") if (block := lists[name]).rows],
        "interpretations": lists["interpretations"],
        "data": lists["data"],
        "disclosure": entries(tree, DISCLOSURE_TYPES),
        "services": entries(tree, SERVICE_TYPES, opened=True),
        "talking": entries(tree, TALKING_TYPES),
        "topics": topics.running[:TOPICS],
        "has_more_topics": bool(topics.archived) or len(topics.running) > TOPICS,
        "related": related_sites(site),
    }
    return render(request, "home.html", context)


def entries(tree: SiteTree, types: Sequence[str], *, opened: bool = False) -> list[Entry]:
    """One tile per way in: the topmost columns of these types, in the order of ``types``.

    A column that only gathers several of the types gives way to what is below
    it; ``opened`` does the same for every column that has sub-columns.
    """
    found: list[ColumnNode] = []
    for one in tree.visible():
        below = {child.type for child in one.shown_children} & set(types)
        gathers = len(below) > 1 or (opened and bool(below))
        if one.type in types and not gathers and not any(above in found for above in one.trail()[:-1]):
            found.append(one)
    found.sort(key=lambda one: types.index(one.type))
    return [Entry(one, ICONS.get(one.type, "list")) for one in found[:MOST_ENTRIES]]


def _lists(tree: SiteTree) -> dict[str, Block]:
    live = Placement.objects.live().filter(is_canonical=True)
    interpreting = Q(item__kind=ItemKind.INTERPRETATION) | Q(column__type__in=INTERPRETING_TYPES)
    # Topics show what they gather in their own place.
    topical = [one.id for topic in tree.visible() if topic.is_topic for one in topic.subtree()]
    news = live.filter(item__kind=ItemKind.NEWS, column__type=NEWS_TYPE).exclude(column_id__in=topical)
    wanted: dict[str, tuple[str, QuerySet[Placement], int]] = {
        "news": (_("要闻动态"), news, 1 + HEADLINES + LIST_LENGTH),
        "notices": (_("通知公告"), live.filter(item__kind=ItemKind.NOTICE), LIST_LENGTH),
        "documents": (_("政策文件"), live.filter(item__kind=ItemKind.POLICY), LIST_LENGTH),
        "interpretations": (_("解读回应"), live.filter(interpreting), LIST_LENGTH),
        "data": (_("数据发布"), live.filter(column__type__in=DATA_TYPES), LIST_LENGTH),
    }
    found = newest_of_each([(rows, count) for _name, rows, count in wanted.values()])
    rows = iter(rows_of([one for placements in found for one in placements]))
    blocks = {}
    for (key, (name, _query, _count)), placements in zip(wanted.items(), found, strict=True):
        columns = [node for one in placements if (node := tree.node(one.column_id)) and node.shows]
        blocks[key] = Block(name, [next(rows) for _one in placements], common_column(columns))
    return blocks


def _news_name(block: Block) -> str:
    """News go by the name of their column: 要闻动态 on a portal, 工作动态 at a department."""
    return block.column.name if block.column and block.column.type == NEWS_TYPE else block.name


def _lead(news: Block) -> tuple[tuple[Row, RevisionAsset] | None, list[Row]]:
    """Take the lead story (the newest with a picture) and the headlines out of ``news``."""
    covers = covers_of(news.rows)
    first = next((row for row in news.rows[: 1 + HEADLINES] if row.revision_id in covers), None)
    if first is None:
        return None, []
    others = [row for row in news.rows if row is not first]
    news.rows = others[HEADLINES:]
    return (first, covers[first.revision_id]), others[:HEADLINES]


def related_sites(site: Site) -> list[tuple[str, list[Site]]]:
    """Sites of the bodies directly above and below, named by kind. Two queries."""
    body = site.organisation
    around = (
        Q(organisation__parent=body)
        | Q(organisation__trade_superior=body)
        | Q(organisation__in=[one for one in (body.parent_id, body.trade_superior_id) if one])
    )
    rows = (
        Site.objects.filter(around, status=SiteStatus.LIVE)
        .exclude(pk=site.pk)
        .select_related("organisation")
        .prefetch_related("domains")
        .order_by("organisation__level", "organisation__tree_id", "organisation__lft", "pk")[:RELATED]
    )
    superior = {body.parent_id, body.trade_superior_id}
    groups: dict[str, list[Site]] = {_("上级网站"): [], _("下级政府网站"): [], _("部门网站"): []}
    for one in rows:
        if one.organisation_id in superior:
            groups[_("上级网站")].append(one)
        elif one.kind == SiteKind.PORTAL:
            groups[_("下级政府网站")].append(one)
        else:
            groups[_("部门网站")].append(one)
    return [(name, sites) for name, sites in groups.items() if sites]
