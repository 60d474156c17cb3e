"""The standard list of column types, which an authority may extend (META-02)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ColumnType(models.Model):
    """A value of the ``ColumnType`` tag. The name is the key: it is what the page shows."""

    name = models.CharField(_("名称"), max_length=20, primary_key=True)
    is_standard = models.BooleanField(_("国家标准类别"), default=False)
    # G annex 一(三)2 names six kinds of column that every site must have.
    required_as = models.CharField(_("对应必设栏目"), max_length=20, blank=True)
    rhythm_days = models.PositiveIntegerField(_("更新期限（天）"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("顺序"), default=100)

    class Meta:
        verbose_name = verbose_name_plural = _("栏目类别")
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name
