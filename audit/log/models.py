"""Rows of the operation log, each sealed by the digest of the one before it."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.verbs import label


class AppendOnly(Exception):
    """Somebody tried to change or remove what is already in the log: a fault of the program, never of a person."""


class Result(models.TextChoices):
    OK = "ok", _("成功")
    REFUSED = "refused", _("被拒绝")
    FAILED = "failed", _("失败")


class LogQuerySet(models.QuerySet["LogEntry"]):
    """Reads and single inserts only."""

    def update(self, *args: Any, **values: Any) -> NoReturn:
        raise AppendOnly("The operation log is never changed.")

    bulk_update = update

    def delete(self) -> NoReturn:
        raise AppendOnly("The operation log is never shortened.")

    def bulk_create(self, *args: Any, **values: Any) -> NoReturn:
        raise AppendOnly("Rows of the operation log are written one by one by audit.log.record().")


class LogHead(models.Model):
    """The end of the chain: one row, locked by whoever appends.

    It also betrays the removal of the newest rows, which the chain alone cannot.
    """

    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")

    class Meta:
        app_label = "audit"

    def __str__(self) -> str:
        return f"{self.sequence}:{self.digest}"


class LogEntry(models.Model):
    """One act of one person: who, when, from where, what, on what, old → new, result.

    Names are kept as text beside the ids, so that the history outlives what it
    speaks of. Rows are only ever inserted; triggers in the database hold that too.
    """

    sequence = models.PositiveBigIntegerField(_("序号"), unique=True)
    at = models.DateTimeField(_("时间"), default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("操作人"), null=True, blank=True, related_name="+"
    )
    actor_name = models.CharField(_("操作人姓名"), max_length=200, blank=True)
    address = models.CharField(_("来源地址"), max_length=64, blank=True)
    channel = models.CharField(_("渠道"), max_length=20, blank=True)
    verb = models.CharField(_("操作"), max_length=60, db_index=True)
    object_type = models.CharField(_("对象类型"), max_length=60, blank=True)
    object_id = models.CharField(_("对象编号"), max_length=40, blank=True)
    object_name = models.CharField(_("对象名称"), max_length=200, blank=True)
    site_id = models.BigIntegerField(_("网站编号"), null=True, blank=True, db_index=True)
    old = models.JSONField(_("原值"), default=dict, blank=True)
    new = models.JSONField(_("新值"), default=dict, blank=True)
    result = models.CharField(_("结果"), max_length=20, choices=Result, default=Result.OK)
    reason = models.TextField(_("说明"), blank=True)
    previous_digest = models.CharField(_("上一条的校验值"), max_length=64, blank=True)
    digest = models.CharField(_("校验值（SM3）"), max_length=64)

    objects = LogQuerySet.as_manager()

    class Meta:
        app_label = "audit"
        verbose_name = verbose_name_plural = _("操作日志")
        ordering = ["-sequence"]
        indexes = [models.Index(fields=["object_type", "object_id"])]

    def __str__(self) -> str:
        return f"{self.sequence} {label(self.verb)} {self.object_name}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnly("The operation log is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("The operation log is never shortened.")
