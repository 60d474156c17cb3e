"""Governments, their departments, and who is above whom (ORG-01)."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from mptt.models import MPTTModel, TreeForeignKey

REGION_CODE = RegexValidator(r"\A[0-9]{6}\Z", _("行政区划代码是六位数字，例如 530000。"))


class OrganisationLevel(models.IntegerChoices):
    """Administrative level; a smaller number stands higher."""

    STATE = 1, _("国家级")
    PROVINCE = 2, _("省级")
    CITY = 3, _("市级")
    COUNTY = 4, _("县级")
    TOWNSHIP = 5, _("乡镇（街道）")


class OrganisationKind(models.TextChoices):
    GOVERNMENT = "government", _("人民政府")
    DEPARTMENT = "department", _("政府部门")
    DISPATCHED = "dispatched", _("派出机构")
    INSTITUTION = "institution", _("事业单位")


class Management(models.TextChoices):
    """Which superior counts: the government above, the trade above, or both."""

    LOCAL = "local", _("地方管理")
    VERTICAL = "vertical", _("垂直管理")
    DUAL = "dual", _("双重管理")


class Organisation(MPTTModel):
    """A government, or a body under one.

    ``parent`` is the government it belongs to; ``trade_superior`` (业务上级) the
    body above it in its own line. ``superiors()`` says which of them counts.
    """

    name = models.CharField(_("全称"), max_length=100, unique=True)
    short_name = models.CharField(_("简称"), max_length=50, blank=True)
    level = models.PositiveSmallIntegerField(_("层级"), choices=OrganisationLevel)
    kind = models.CharField(_("类型"), max_length=20, choices=OrganisationKind)
    management = models.CharField(_("管理体制"), max_length=20, choices=Management, default=Management.LOCAL)
    has_administrative_function = models.BooleanField(_("承担行政职能"), default=True)
    region_code = models.CharField(_("行政区划代码"), max_length=6, blank=True, validators=[REGION_CODE])
    parent = TreeForeignKey(
        "self", models.PROTECT, verbose_name=_("隶属"), null=True, blank=True, related_name="children"
    )
    trade_superior = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("业务上级"), null=True, blank=True, related_name="trade_inferiors"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("机构")

    class MPTTMeta:
        level_attr = "tree_depth"  # "level" is the administrative one
        order_insertion_by = ["level", "region_code", "name"]

    def __str__(self) -> str:
        return self.name

    def government(self) -> "Organisation | None":
        """The government this body belongs to, itself if it is one; None outside any."""
        above = self.get_ancestors(ascending=True, include_self=True)
        return above.filter(kind=OrganisationKind.GOVERNMENT).first()

    def province(self) -> "Organisation | None":
        """The government of the province this body lies in; None for state bodies."""
        above = self.get_ancestors(include_self=True)
        return above.filter(kind=OrganisationKind.GOVERNMENT, level=OrganisationLevel.PROVINCE).first()

    def superiors(self) -> list["Organisation"]:
        """Bodies directly above this one, the one that manages it first (ORG-01)."""
        local, trade = self.parent, self.trade_superior
        if self.management == Management.VERTICAL:
            found = [trade or local]
        elif self.management == Management.DUAL:
            found = [local, trade]
        else:
            found = [local]
        return [one for one in found if one is not None]
