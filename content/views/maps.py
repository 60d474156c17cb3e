"""Maps of the site: one for people, one for search engines, and what those may read."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from columns.querysets import ColumnNode
from content.models import Placement
from content.pages import plain_meta
from content.views.frame import tree_of
from sites.models import Site

MOST_ADDRESSES = 50_000  # of one sitemap, by its protocol


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """``/sitemap.html``: every column that shows, as nested lists."""
    site = request.site  # type: ignore[attr-defined]
    context = {
        "meta": plain_meta(site, _("站点地图"), "/sitemap.html"),
        "nodes": tree_of(request).root.shown_children,
    }
    return render(request, "sitemap.html", context)


@require_safe
def sitemap_xml(request: HttpRequest) -> StreamingHttpResponse:
    """``/sitemap.xml``: home, columns and the newest items, each with its last change."""
    site: Site = request.site  # type: ignore[attr-defined]
    columns = list(tree_of(request).visible())
    items = (
        Placement.objects.live()
        .filter(is_canonical=True)
        .select_related("column", "item__live_revision")
        .only("published_at", "item_id", "column__path", "item__live_revision__created_at")
        .order_by("-published_at", "-pk")[: MOST_ADDRESSES - len(columns) - 1]
    )
    base = site.absolute_url("/").rstrip("/")
    return StreamingHttpResponse(_sitemap(base, columns, items), content_type="application/xml; charset=utf-8")


def _sitemap(base: str, columns: list[ColumnNode], items: object) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    yield _address(f"{base}/", max((one.newest_at for one in columns if one.newest_at), default=None))
    for column in columns:
        yield _address(base + column.url, column.newest_at)
    for placement in items.iterator(chunk_size=1000):  # type: ignore[attr-defined]
        changed = max(placement.published_at, placement.item.live_revision.created_at)
        yield _address(base + placement.get_absolute_url(), changed)
    yield "</urlset>\n"


def _address(url: str, changed: object) -> str:
    stamp = f"<lastmod>{timezone.localtime(changed).isoformat(timespec='seconds')}</lastmod>" if changed else ""  # type: ignore[arg-type]
    return f"<url><loc>{escape(url)}</loc>{stamp}</url>\n"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """``/robots.txt``: everything but search results, and where the map is."""
    address = request.site.absolute_url("/sitemap.xml")  # type: ignore[attr-defined]
    return HttpResponse(f"User-agent: *\nDisallow: /search/\n\nSitemap: {address}\n", content_type="text/plain")
