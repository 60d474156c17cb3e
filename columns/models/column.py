"""The column tree: one MPTT tree per site."""

import secrets
from datetime import date

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager
from mptt.models import MPTTModel, TreeForeignKey

from columns.models.tree import ColumnTreeManager
from sites.scoping import SiteOwned

MAX_DEPTH = 6

SLUG = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", _("地址名只能用小写字母、数字和单个连字符，例如 zwgk 或 zcwj-2026。")
)


class ColumnLayout(models.TextChoices):
    LIST = "list", _("列表")
    PAGE = "page", _("单页")


def topic_picture_path(column: "Column", filename: str) -> str:
    """``topics/{site code}/{random}.{ending}``: nothing of an uploaded name reaches the disk."""
    ending = filename.rpartition(".")[2].lower()
    return f"topics/{column.site.code}/{secrets.token_hex(8)}.{ending}"


class Column(SiteOwned, MPTTModel):
    """A column (栏目), channel (频道) or topic (专题) of a site.

    Every site has one hidden root (``parent`` null, ``path`` empty) that holds
    the tags of the home page; ``tree_id`` is the site's id, so trees of two sites
    never touch. Only ``columns.actions`` write here, under a lock of the site row.
    """

    parent = TreeForeignKey(
        "self", models.PROTECT, verbose_name=_("上级栏目"), null=True, blank=True, related_name="children"
    )
    name = models.CharField(_("栏目名称"), max_length=30)
    slug = models.CharField(_("地址名"), max_length=40, blank=True, validators=[SLUG])
    path = models.CharField(_("地址"), max_length=255, blank=True, editable=False)
    description = models.CharField(_("栏目描述"), max_length=300)
    keywords = models.CharField(_("栏目关键词"), max_length=200, help_text=_("多个关键词用逗号分开。"))
    type = models.ForeignKey("columns.ColumnType", models.PROTECT, verbose_name=_("栏目类别"), related_name="+")
    further_types = models.JSONField(
        _("其他类别"), default=list, blank=True, help_text=_("栏目同时属于几个类别时在这里补选。")
    )
    layout = models.CharField(_("版式"), max_length=10, choices=ColumnLayout, default=ColumnLayout.LIST)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("责任人"), null=True, blank=True, related_name="+"
    )
    rhythm_days = models.PositiveIntegerField(
        _("更新期限（天）"), null=True, blank=True, help_text=_("留空时按栏目类别的期限。")
    )
    page_size = models.PositiveSmallIntegerField(_("每页条数"), default=20)
    is_channel = models.BooleanField(_("频道"), default=False, help_text=_("在各页面顶部导航中显示，宜设5至8个。"))
    is_hidden = models.BooleanField(_("不显示"), default=False)
    is_required = models.BooleanField(_("必设栏目"), default=False)
    # PAGE-08: a column that the law prescribes may stay empty with a reviewed explanation.
    is_prescribed = models.BooleanField(_("法定栏目"), default=False)
    explanation = models.CharField(_("暂无内容的说明"), max_length=300, blank=True)
    explanation_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("说明填写人"), null=True, blank=True, related_name="+"
    )
    explanation_reviewed_at = models.DateTimeField(_("说明审核时间"), null=True, blank=True)
    explanation_reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("说明审核人"), null=True, blank=True, related_name="+"
    )
    # PAGE-10
    is_topic = models.BooleanField(_("专题"), default=False)
    topic_starts_on = models.DateField(_("专题开始"), null=True, blank=True)
    topic_ends_on = models.DateField(_("专题结束"), null=True, blank=True)
    picture = models.ImageField(_("专题图片"), upload_to=topic_picture_path, blank=True)
    # What hangs in the column itself, kept by ``content_changed``: it decides what shows (PAGE-08).
    live_count = models.PositiveIntegerField(_("已发布条数"), default=0, editable=False)
    last_published_at = models.DateTimeField(_("最近发布"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)
    changed_at = models.DateTimeField(_("修改时间"), auto_now=True)

    # The tree manager must not be scoped: MPTT numbers the whole table.
    tree = ColumnTreeManager()
    objects = ScopedManager(site="site")

    class Meta:
        verbose_name = verbose_name_plural = _("栏目")
        base_manager_name = "tree"
        default_manager_name = "objects"
        ordering = ["tree_id", "lft"]
        constraints = [
            models.UniqueConstraint(fields=["site", "path"], name="one_column_per_path"),
            models.UniqueConstraint(
                fields=["site"], condition=models.Q(parent__isnull=True), name="one_root_column_per_site"
            ),
            # META-04: none of the four required tags can be empty.
            models.CheckConstraint(
                condition=~(models.Q(name="") | models.Q(description="") | models.Q(keywords="") | models.Q(type="")),
                name="no_empty_column_tag",
            ),
        ]
        permissions = [
            ("act_as_manager", _("担任网站管理员")),
            ("act_as_editor", _("担任内容编辑")),
            ("act_as_reviewer_1", _("担任初审")),
            ("act_as_reviewer_2", _("担任复审")),
            ("act_as_reviewer_3", _("担任终审（签发）")),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Path of the column on its site: ``/zwgk/zcwj/``, ``/`` for the root."""
        return f"/{self.path}/" if self.path else "/"

    @property
    def types(self) -> list[str]:
        """All values of the ``ColumnType`` tag."""
        return [self.type_id, *self.further_types]

    def topic_is_over(self, on: date | None = None) -> bool:
        """Has the topic's period ended before ``on`` (default: today)? Then it shows 已归档."""
        day = on or timezone.localdate()
        return self.is_topic and self.topic_ends_on is not None and self.topic_ends_on < day
