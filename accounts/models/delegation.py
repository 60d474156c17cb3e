"""A/B岗: a reviewer names a deputy for a period."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def running(self, at: datetime) -> "DelegationQuerySet":
        """Those in force at ``at``."""
        return self.filter(starts_at__lte=at, ends_at__gt=at, revoked_at__isnull=True)


class Delegation(models.Model):
    """``deputy`` may use the review rights of ``principal`` from ``starts_at`` until ``ends_at``."""

    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("委托人（A岗）"), related_name="delegations_given"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("受托人（B岗）"), related_name="delegations_held"
    )
    starts_at = models.DateTimeField(_("开始时间"))
    ends_at = models.DateTimeField(_("结束时间"))
    reason = models.CharField(_("原因"), max_length=200)
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("审核委托")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="delegation_has_length"),
            models.CheckConstraint(condition=~models.Q(deputy=models.F("principal")), name="delegation_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.principal} → {self.deputy}"
