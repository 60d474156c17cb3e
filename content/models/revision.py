"""A revision: everything of an item that a citizen sees, at one moment."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Revision(models.Model):
    """One saved version of an item. Rows are never changed after they are made.

    ``digest`` (SM3, 64 hex digits) covers every field and asset; it is what a
    reviewer approves and what publishing compares: approved is what is shown.
    """

    item = models.ForeignKey("content.Item", models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("版本"))
    title = models.CharField(_("标题"), max_length=200)
    short_title = models.CharField(_("列表标题"), max_length=60, blank=True, help_text=_("标题较长时，在列表中显示。"))
    body = models.TextField(_("正文"), blank=True)
    summary = models.CharField(_("摘要"), max_length=500, blank=True)
    keywords = models.CharField(_("关键词"), max_length=200, blank=True, help_text=_("多个关键词用逗号分开。"))
    source = models.CharField(_("来源"), max_length=100)
    source_url = models.URLField(_("原文网址"), max_length=500, blank=True)
    author = models.CharField(_("作者"), max_length=50, blank=True)
    responsible_editor = models.CharField(_("责任编辑"), max_length=50, blank=True)
    theme = models.CharField(_("主题分类"), max_length=60, blank=True)
    # Null: imported, nobody here wrote it.
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("修改人"), null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("修改时间"), auto_now_add=True)
    digest = models.CharField(_("校验值（SM3）"), max_length=64)

    assets = models.ManyToManyField("content.Asset", through="content.RevisionAsset", related_name="revisions")

    class Meta:
        verbose_name = verbose_name_plural = _("版本")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="one_revision_per_number")]

    def __str__(self) -> str:
        return f"{self.title}（{self.number}）"

    @property
    def list_title(self) -> str:
        return self.short_title or self.title


class AssetRole(models.TextChoices):
    COVER = "cover", _("题图")
    ATTACHMENT = "attachment", _("附件")
    BODY = "body", _("正文图片")


class RevisionAsset(models.Model):
    """An image or attachment as one revision uses it.

    Title and alternative text are copied from the asset when the revision is
    made: what was approved is shown, even if the asset is described anew later.
    """

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="uses")
    asset = models.ForeignKey("content.Asset", models.PROTECT, related_name="uses")
    role = models.CharField(_("用途"), max_length=20, choices=AssetRole)
    title = models.CharField(_("显示名称"), max_length=200, blank=True)
    alt_text = models.CharField(_("替代文字"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("顺序"), default=0)

    class Meta:
        ordering = ["role", "order", "pk"]

    def __str__(self) -> str:
        return self.title or str(self.asset)
