"""Pages of a column: list, children's blocks, single page, topic."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from columns.addresses import redirect_target
from columns.models import ColumnLayout
from columns.querysets import ColumnNode
from content.models import Placement
from content.pages import column_meta
from content.views.article import article_context
from content.views.frame import tree_of
from content.views.reads import live_in, newest_of_each
from content.views.rows import rows_of
from publishing.pagination import paginate
from sites.models import Site

BLOCK_LENGTH = 6
YEARS_FOR = frozenset({"政策文件", "信息公开年报", "信息公开目录"})


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A column in the side menu."""

    column: ColumnNode
    is_current: bool
    children: list["MenuEntry"]


@require_safe
def column_page(request: HttpRequest, path: str, page: str = "", slash: str = "/") -> HttpResponse:
    """``/{path}/`` and ``/{path}/index_{page}.html``; anything a little off answers 301 (LINK-01).

    A column that does not show has no page either (PAGE-08).
    """
    site: Site = request.site  # type: ignore[attr-defined]
    column = tree_of(request).by_path(path)
    if column is None or not column.shows:
        return _moved(site, path)
    if slash != "/" or page == "1":
        return HttpResponsePermanentRedirect(column.url)
    number = int(page or 1)
    trail = column.trail()
    context: dict[str, Any] = {"column": column, "trail": trail[:-1], "section": trail[0]}
    context["menu"] = menu_of(column)
    if column.layout == ColumnLayout.PAGE and column.live_count:
        template = _single(column, number, context)
    elif column.live_count or not column.shown_children:
        template = _list(request, column, number, context)
    else:
        template = _children(column, number, context)
    context["meta"] = column_meta(site, column, address=_address(column, number), page=number)
    return render(request, template, context)


def menu_of(column: ColumnNode) -> list[MenuEntry]:
    """Sub-columns of the section, opened along the way to ``column``; empty where there is no choice."""
    way = column.trail()

    def entry(node: ColumnNode) -> MenuEntry:
        below = node.shown_children if node in way else []
        return MenuEntry(node, node is column, [entry(child) for child in below])

    return [entry(child) for child in way[0].shown_children]


def _moved(site: Site, path: str) -> HttpResponse:
    target = redirect_target(site, path)
    if target is None:
        raise Http404
    return HttpResponsePermanentRedirect(target)


def _address(column: ColumnNode, number: int) -> str:
    base = column.url
    return base if number == 1 else f"{base}index_{number}.html"


def _single(column: ColumnNode, number: int, context: dict[str, Any]) -> str:
    """The newest item in full, older ones as links."""
    if number != 1:
        raise Http404
    live = Placement.objects.live().filter(column_id=column.id).newest_first()
    placements = list(live.for_lists()[: BLOCK_LENGTH + 1])
    if not placements:
        raise Http404
    first = live.select_related("item__live_revision__facts", "column").get(pk=placements[0].pk)
    context |= article_context(first) | {"rows": rows_of(placements[1:])}
    return "column_page.html"


def _list(request: HttpRequest, column: ColumnNode, number: int, context: dict[str, Any]) -> str:
    """The column's own items, newest first, by year where they are documents."""
    placements = Placement.objects.live().filter(column_id=column.id)
    suffix = ""
    if YEARS_FOR & set(column.types):
        years = [one.year for one in placements.datetimes("published_at", "year", order="DESC")]
        year = request.GET.get("year", "")
        if year and year not in {str(one) for one in years}:
            raise Http404
        if year:
            placements = placements.filter(published_at__year=int(year))
            suffix = f"?year={year}"
        context |= {"years": years if len(years) > 1 else [], "year": int(year) if year else None}
    total = placements.count()
    pages = paginate(total, number, column.page_size, lambda one: _address(column, one) + suffix)
    if pages is None:
        raise Http404
    start = (number - 1) * column.page_size
    shown = placements.for_lists().newest_first()[start : start + column.page_size]
    context |= {"rows": rows_of(list(shown)), "pages": pages}
    return "topic.html" if column.is_topic else "column_list.html"


def _children(column: ColumnNode, number: int, context: dict[str, Any]) -> str:
    """A parent without items of its own: its children, each with its newest; topics as pictures."""
    if number != 1:
        raise Http404
    topics = [one for one in column.shown_children if one.is_topic]
    context["topics"] = [one for one in topics if not one.topic_is_over()]
    context["ended_topics"] = [one for one in topics if one.topic_is_over()]
    plain = [one for one in column.shown_children if not one.is_topic]
    found = newest_of_each([(live_in(one.subtree_ids()), BLOCK_LENGTH) for one in plain])
    rows = iter(rows_of([one for placements in found for one in placements]))
    context["blocks"] = [
        (one, [next(rows) for _placement in placements]) for one, placements in zip(plain, found, strict=True)
    ]
    return "topic.html" if column.is_topic else "column_list.html"
