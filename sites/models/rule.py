"""Who may have a site: a table that each province edits (SITE-01)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.models.organisation import OrganisationKind, OrganisationLevel


class OpeningOutcome(models.TextChoices):
    ALLOWED = "allowed", _("可以开设")
    SPECIAL_NEED = "special_need", _("确有特殊需要时经批准可以开设")
    REFUSED = "refused", _("不得开设")


class SiteOpeningRule(models.Model):
    """May a body of this level and kind, managed this way, have a site?

    A rule without a province holds wherever a province has none of its own.
    """

    province = models.ForeignKey(
        "gov_sites.Organisation", models.CASCADE, verbose_name=_("省份"), null=True, blank=True, related_name="+"
    )
    level = models.PositiveSmallIntegerField(_("层级"), choices=OrganisationLevel)
    kind = models.CharField(_("类型"), max_length=20, choices=OrganisationKind)
    vertical = models.BooleanField(_("垂直管理"), default=False)
    outcome = models.CharField(_("结论"), max_length=20, choices=OpeningOutcome)
    basis = models.CharField(_("依据"), max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = _("网站开设规则")
        # Two constraints, since SQLite cannot treat empty provinces as equal.
        constraints = [
            models.UniqueConstraint(
                fields=["province", "level", "kind", "vertical"],
                name="one_opening_rule_per_case",
                violation_error_message=_("这个省份已有适用于同一层级、类型和管理方式的规则，请修改原有的规则。"),
            ),
            models.UniqueConstraint(
                fields=["level", "kind", "vertical"],
                condition=models.Q(province__isnull=True),
                name="one_national_opening_rule_per_case",
                violation_error_message=_("已有适用于同一层级、类型和管理方式的全国规则，请修改原有的规则。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.get_kind_display()}：{self.get_outcome_display()}"
