"""Old addresses of columns: they redirect for ever (LINK-01)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.scoping import SiteOwned


class ColumnAddress(SiteOwned):
    """A path that a column once had."""

    path = models.CharField(_("旧地址"), max_length=255)
    column = models.ForeignKey("columns.Column", models.CASCADE, verbose_name=_("栏目"), related_name="old_addresses")
    created_at = models.DateTimeField(_("改动时间"), auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = _("栏目旧地址")
        constraints = [models.UniqueConstraint(fields=["site", "path"], name="one_target_per_old_path")]

    def __str__(self) -> str:
        return f"/{self.path}/"
