"""A placement puts an item into a column of a site."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from sites.scoping import SiteOwned


class PlacementQuerySet(models.QuerySet["Placement"]):
    def live(self) -> "PlacementQuerySet":
        """What citizens see now."""
        return self.filter(is_live=True)

    def newest_first(self) -> "PlacementQuerySet":
        """The order of every list: pinned ones, then by time of publication."""
        return self.order_by("-is_pinned", "-published_at", "-pk")

    def for_lists(self) -> "PlacementQuerySet":
        """With what a list row shows, and without the bodies."""
        return self.select_related("item__live_revision", "column", "item__live_revision__facts").defer(
            "item__live_revision__body"
        )


class Placement(SiteOwned):
    """Item in column. The canonical one gives the address on this site; others list it (引用).

    ``is_live`` and ``published_at`` are kept by the publish and withdraw actions,
    so that a list page is one indexed read.
    """

    item = models.ForeignKey("content.Item", models.PROTECT, related_name="placements")
    column = models.ForeignKey("columns.Column", models.PROTECT, verbose_name=_("栏目"), related_name="placements")
    is_canonical = models.BooleanField(_("主位置"), default=False)
    is_live = models.BooleanField(default=False)
    is_pinned = models.BooleanField(_("置顶"), default=False)
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(_manager_class=models.Manager.from_queryset(PlacementQuerySet), site="site")

    class Meta:
        verbose_name = verbose_name_plural = _("发布位置")
        constraints = [
            models.UniqueConstraint(fields=["item", "column"], name="once_per_column"),
            models.UniqueConstraint(
                fields=["item", "site"], condition=models.Q(is_canonical=True), name="one_canonical_place_per_site"
            ),
        ]
        indexes = [
            models.Index(fields=["column", "is_live", "-is_pinned", "-published_at", "-id"], name="column_list"),
            models.Index(fields=["site", "is_live", "-published_at", "-id"], name="site_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.item} → {self.column}"

    def get_absolute_url(self) -> str:
        """``/{column path}/{yyyymm}/{item id}.html``; needs ``column`` and ``published_at``."""
        month = timezone.localtime(self.published_at).strftime("%Y%m")
        return f"/{self.column.path}/{month}/{self.item_id}.html"
