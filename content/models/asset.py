"""Files of the library: images and documents, checked on the way in."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sites.scoping import SiteOwned


class AssetKind(models.TextChoices):
    IMAGE = "image", _("图片")
    DOCUMENT = "document", _("文档")


def asset_path(asset: "Asset", filename: str) -> str:
    """``assets/{site code}/{yyyymm}/{first 12 of digest}/{name}``: stable and telling (LINK-01)."""
    return f"assets/{asset.site.code}/{timezone.localdate():%Y%m}/{asset.digest[:12]}/{filename}"


class Asset(SiteOwned):
    """One file. ``content.actions.add_asset`` is the only way in: it checks type and size."""

    kind = models.CharField(_("类型"), max_length=20, choices=AssetKind)
    file = models.FileField(_("文件"), upload_to=asset_path, max_length=255)
    title = models.CharField(_("名称"), max_length=200)
    alt_text = models.CharField(
        _("替代文字"), max_length=200, blank=True, help_text=_("为看不到图片的读者说明图片内容。")
    )
    rights_note = models.CharField(_("版权说明"), max_length=200, blank=True)
    mime = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("大小（字节）"))
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    digest = models.CharField(_("校验值（SM3）"), max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("上传时间"), auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = _("图片与附件")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["site", "digest"], name="one_asset_per_file")]

    def __str__(self) -> str:
        return self.title

    @property
    def extension(self) -> str:
        """Upper-case file ending without the dot: ``PDF``."""
        return self.file.name.rpartition(".")[2].upper()
