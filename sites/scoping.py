"""One site cannot leak into another: scopes on reads *and* writes.

django-scopes filters reads and raises where no scope is open. Three holes are
closed here: a scope of ``None`` means "everything" to it, writes are not
guarded at all, and neither are foreign keys that point into another site.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager, get_scope, scope, scopes_disabled

from sites.errors import Refused


class NoSiteSelected(Refused):
    """Somebody tried to open a scope without a site."""

    code = "no_site"
    message = _("没有选定网站。")


class OtherSite(Refused):
    """A row of one site was about to be written while working for another."""

    code = "other_site"
    message = _("这条数据属于另一个网站，不能在这里修改。")


@contextmanager
def site_scope(site: Any) -> Iterator[None]:
    """Limit every scoped query and write to ``site``. Raises NoSiteSelected for None."""
    if site is None:
        raise NoSiteSelected
    with scope(site=site):
        yield


@contextmanager
def sites_scope(sites: Iterable[Any]) -> Iterator[None]:
    """Limit to several sites, for people and lists that span them. No site at all shows nothing."""
    with scope(site=list(sites)):
        yield


@contextmanager
def all_sites() -> Iterator[None]:
    """Lift the scope, for work that really spans all sites (workers, operators' commands)."""
    with scopes_disabled():
        yield


def refuse_write_to_other_site(site_id: int | None) -> None:
    """Raise OtherSite if a scope is open that does not hold ``site_id``."""
    current = get_scope()
    if not current.get("_enabled"):
        return
    allowed = current.get("site")
    members = allowed if isinstance(allowed, list) else [allowed]
    if site_id not in {getattr(site, "pk", site) for site in members}:
        raise OtherSite


class SiteOwned(models.Model):
    """A row that belongs to one site and is only seen and written from there.

    Bulk writes skip ``save()``: an action that uses one checks the site itself.
    """

    site = models.ForeignKey("gov_sites.Site", models.PROTECT, verbose_name=_("网站"), related_name="+")

    objects = ScopedManager(site="site")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        refuse_write_to_other_site(self.site_id)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        refuse_write_to_other_site(self.site_id)
        return super().delete(*args, **kwargs)
