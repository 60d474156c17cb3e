"""Addresses of columns: which may not be taken, and where old ones lead (LINK-01)."""

import re

from django.utils.translation import gettext as _

from columns.models import Column, ColumnAddress
from sites.models import Site

# First segments that the platform itself answers on every site.
RESERVED_SLUGS = frozenset({
    "account", "accounts", "admin", "api", "assets", "captcha", "error", "exit", "favicon", "feed", "feeds", "go",
    "health", "i18n", "index", "interaction", "jsi18n", "link", "links", "login", "logout", "map", "media", "page",
    "print", "robots", "rss", "search", "services", "share", "sitemap", "sitemaps", "static", "tag", "tags",
    "topic", "topics", "well-known", "www",
})  # fmt: skip
# Segments that mean something below any column: its first page, and the month of an item.
MONTH = re.compile(r"\d{6}")


def fault_of_slug(slug: str, *, top: bool) -> str:
    """Why ``slug`` cannot be taken (a sentence), or an empty string. ``top``: directly below the site's root."""
    if MONTH.fullmatch(slug):
        return _("地址名不能是6位数字，它与稿件地址中的年月相同。请加上字母，例如 gb202601。")
    if slug == "index" or (top and slug in RESERVED_SLUGS):
        return _("地址名“%(slug)s”由平台自己使用，请换一个。") % {"slug": slug}
    return ""


def resolve(site: Site, path: str) -> Column | None:
    """The column that ``path`` used to lead to, or None if none ever stood there.

    ``path`` may lead below a column (an item, page 2). The longest known prefix
    decides; where a column stands today, its former owner has lost the address.
    """
    found = _longest_match(site, path)
    return found[0] if found else None


def redirect_target(site: Site, path: str) -> str | None:
    """The absolute path to answer 301 with for the moved ``path``, its rest kept, or None."""
    found = _longest_match(site, path)
    if found is None:
        return None
    column, rest = found
    tail = rest if not rest or "." in rest.rpartition("/")[2] else f"{rest}/"
    return f"{column.get_absolute_url()}{tail}"


def _longest_match(site: Site, path: str) -> tuple[Column, str] | None:
    segments = [one for one in path.split("/") if one]
    prefixes = {"/".join(segments[:n]): n for n in range(1, len(segments) + 1)}
    if not prefixes or "\x00" in path:
        return None
    # Deeper than any column can stand: the beginning is enough.
    known = [prefix for prefix in prefixes if len(prefix) <= 255][:12]
    standing = Column.tree.filter(site=site, path__in=known).values_list("path", flat=True)
    longest = max((prefixes[prefix] for prefix in standing), default=0)
    former = ColumnAddress.objects.filter(site=site, path__in=known).select_related("column")
    best = max(former, key=lambda one: prefixes[one.path], default=None)
    if best is None or prefixes[best.path] <= longest:
        return None
    return best.column, "/".join(segments[prefixes[best.path] :])
