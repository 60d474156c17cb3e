"""Header and footer: the same on every page of a site, errors included (PAGE-06, PAGE-09)."""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import HttpRequest

from columns.querysets import SiteTree, site_tree
from content.pages import plain_meta
from publishing.meta import PageMeta
from publishing.theme import theme_css, theme_version
from sites.models import Site

ERROR_REPORTS = "https://zhaocuo.gov.cn/"
ICP_REGISTER = "https://beian.miit.gov.cn/"
POLICE_REGISTER = "https://beian.mps.gov.cn/#/query/webSearch"


@dataclass(frozen=True, slots=True)
class Channel:
    """One entry of the channel bar."""

    name: str
    address: str
    is_current: bool


class Frame:
    """All that header and footer show; one query, made once per request."""

    def __init__(self, site: Site, path: str) -> None:
        self.site = site
        self.path = path

    @cached_property
    def tree(self) -> SiteTree:
        """The site's columns, read once; the page itself uses them too."""
        return site_tree(self.site)

    @cached_property
    def channels(self) -> list[Channel]:
        return [Channel(one.name, one.url, self.path.startswith(one.url)) for one in self.tree.channels]

    @cached_property
    def topic_area_address(self) -> str:
        """Where all topics stand: their common column, else a page of the platform; empty without topics."""
        topics = self.tree.topics()
        parents = [one.parent for one in (*topics.running, *topics.archived) if one.parent]
        if not parents:
            return ""
        same = all(one is parents[0] for one in parents) and parents[0].shows
        return parents[0].url if same and parents[0].path else "/topics/"

    @property
    def is_home(self) -> bool:
        return self.path == "/"

    @property
    def plain_meta(self) -> PageMeta:
        """Head of a page that brings none of its own (META-01 holds for error pages too)."""
        return plain_meta(self.site, "")

    @property
    def theme_address(self) -> str:
        return f"/theme.css?v={theme_version(site_theme(self.site))}"

    @property
    def note(self) -> str:
        """The proper name, said beside a name that does not comply (SITE-05)."""
        note = self.site.name_note.strip()
        return note if not note or note.startswith("规范名称") else f"规范名称：{note}"

    @property
    def error_report_address(self) -> str:
        """我为政府网站找错, which wants to know the site."""
        return f"{ERROR_REPORTS}?{urlencode({'site_code': self.site.id_code})}"

    @property
    def icp_address(self) -> str:
        return ICP_REGISTER

    @property
    def police_address(self) -> str:
        code = "".join(re.findall(r"\d", self.site.police_number))
        return f"{POLICE_REGISTER}?code={code}" if code else POLICE_REGISTER


def site_theme(site: Site) -> str:
    """The stylesheet of the site's own colours."""
    return theme_css(site.main_colour, site.accent_colour, site.third_colour)


def frame_of(request: HttpRequest | None) -> Frame | None:
    """Header and footer for this request, None on the platform's own host."""
    site = getattr(request, "site", None)
    if request is None or site is None:
        return None
    if not hasattr(request, "public_frame"):
        request.public_frame = Frame(site, request.path)  # type: ignore[attr-defined]
    return request.public_frame  # type: ignore[attr-defined]


def tree_of(request: HttpRequest) -> SiteTree:
    """The columns of the request's site, shared with header and footer."""
    frame = frame_of(request)
    assert frame is not None, "a page of a site"
    return frame.tree
