"""Facts of a document beside its text: who issued it and from when it holds (INFO-02)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentFacts(models.Model):
    """Metadata of a policy document or law, frozen with its revision."""

    revision = models.OneToOneField("content.Revision", models.CASCADE, related_name="facts")
    issuer = models.CharField(_("发文机关"), max_length=200, blank=True)
    document_number = models.CharField(_("发文字号"), max_length=60, blank=True)
    index_number = models.CharField(_("索引号"), max_length=60, blank=True)
    issued_on = models.DateField(_("成文日期"), null=True, blank=True)
    released_on = models.DateField(_("公布日期"), null=True, blank=True)
    effective_on = models.DateField(_("施行日期"), null=True, blank=True)
    expires_on = models.DateField(_("废止日期"), null=True, blank=True)
    # What the source says of its validity: evidence only, the dates decide.
    source_label = models.CharField(_("来源标注的效力"), max_length=20, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("文件信息")

    def __str__(self) -> str:
        return self.document_number or str(self.revision_id)
