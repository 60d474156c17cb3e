"""The history of an item: every step of the review, never changed afterwards."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    CREATE = "create", _("新建")
    SAVE = "save", _("保存")
    SUBMIT = "submit", _("送审")
    APPROVE = "approve", _("通过")
    SIGN = "sign", _("签发")
    SIGN_IMPORT = "sign_import", _("签发导入稿件")
    RETURN = "return", _("退回")
    RECALL = "recall", _("撤回送审")
    PUBLISH = "publish", _("发布")
    WITHDRAW = "withdraw", _("撤稿")
    PLACE = "place", _("引用到栏目")
    UNPLACE = "unplace", _("取消引用")


class ReviewStep(models.Model):
    """Who did what to which revision, when, why, and on whose behalf."""

    item = models.ForeignKey("content.Item", models.PROTECT, related_name="steps")
    revision = models.ForeignKey("content.Revision", models.PROTECT, related_name="steps")
    verb = models.CharField(_("操作"), max_length=20, choices=Verb)
    # 1 初审, 2 复审, 3 终审; null for steps that are no review
    level = models.PositiveSmallIntegerField(_("审核级别"), null=True, blank=True)
    round = models.PositiveIntegerField(default=0)  # of the item, when it happened
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("操作人"), null=True, related_name="+"
    )
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("代表"), null=True, blank=True, related_name="+"
    )
    comment = models.TextField(_("意见"), blank=True)
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = _("办理记录")
        ordering = ["pk"]
        indexes = [models.Index(fields=["item", "round", "verb"])]

    def __str__(self) -> str:
        return f"{self.actor} {self.get_verb_display()}"
