"""Render every page of a site as a citizen gets it and check its head (META-04)."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from urllib.parse import urlsplit

from django.core.handlers.base import BaseHandler
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import gettext as _

from columns.models import ColumnLayout, ColumnType
from columns.querysets import ColumnNode, site_tree
from content.models import Placement
from content.views.house import STATEMENTS
from publishing.meta_rules import PageKind, faults_of
from sites.models import Site
from sites.scoping import site_scope


@dataclass(frozen=True, slots=True)
class Checked:
    """One page and what is wrong with it (nothing, when ``faults`` is empty)."""

    url: str
    kind: PageKind
    faults: list[str]


class MetaCheck:
    """Fetches pages in this process, through the same middleware and views as the server."""

    def __init__(self) -> None:
        self.handler = BaseHandler()
        self.handler.load_middleware()
        self.requests = RequestFactory()
        self.column_types = frozenset(ColumnType.objects.values_list("name", flat=True))

    def pages(self, site: Site) -> Iterator[Checked]:
        """Check all pages of a live ``site`` one after the other; memory stays flat."""
        for path, kind in addresses_of(site):
            yield self.check(site, path, kind)

    def check(self, site: Site, path: str, kind: PageKind) -> Checked:
        response = self.fetch(site, path)
        url = site.absolute_url(path)
        if response.status_code != 200:
            return Checked(url, kind, [_("页面打不开，状态码是%(code)d。") % {"code": response.status_code}])
        return Checked(url, kind, faults_of(response.content.decode(), kind, column_types=self.column_types))

    def fetch(self, site: Site, path: str) -> HttpResponse:
        """The answer to a citizen's request. Not closed: that would end the database connection we read with."""
        host = urlsplit(site.absolute_url("/")).netloc
        return self.handler.get_response(self.requests.get(path, HTTP_HOST=host))


def addresses_of(site: Site) -> Iterator[tuple[str, PageKind]]:
    """Path and kind of every page of ``site`` that has an address of its own."""
    with site_scope(site):
        tree = site_tree(site)
        # Built inside the scope; reading it later keeps the filter.
        live = Placement.objects.live().filter(is_canonical=True).select_related("column")
    yield "/", PageKind.HOME
    yield "/sitemap.html", PageKind.PLAIN
    yield from ((f"/{name}.html", PageKind.PLAIN) for name in STATEMENTS)
    topics = tree.topics()
    if topics.running or topics.archived:
        yield "/topics/", PageKind.PLAIN
    for column in tree.visible():
        yield from ((path, PageKind.COLUMN) for path in list_pages(column))
    placements = live.only("published_at", "item_id", "column__path").order_by("pk")
    for placement in placements.iterator(chunk_size=500):
        yield placement.get_absolute_url(), PageKind.ITEM


def list_pages(column: ColumnNode) -> Iterator[str]:
    """The column's address and those of the further pages of its list."""
    yield column.url
    if column.layout == ColumnLayout.LIST:
        for number in range(2, ceil(column.live_count / column.page_size) + 1):
            yield f"{column.url}index_{number}.html"
