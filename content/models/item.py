"""The item of the resource library: it exists once, wherever it is shown (RES-01)."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from sites.scoping import SiteOwned


class ItemKind(models.TextChoices):
    NEWS = "news", _("动态要闻")
    NOTICE = "notice", _("通知公告")
    POLICY = "policy", _("政策文件")
    LAW = "law", _("法律法规")
    INTERPRETATION = "interpretation", _("政策解读")
    PAGE = "page", _("单页")


class State(models.TextChoices):
    """Where the newest revision stands. What is live is told by ``Item.live_revision``."""

    DRAFT = "draft", _("草稿")
    RETURNED = "returned", _("退回修改")
    REVIEW_1 = "review_1", _("待初审")
    REVIEW_2 = "review_2", _("待复审")
    REVIEW_3 = "review_3", _("待终审（签发）")
    SCHEDULED = "scheduled", _("已签发，待定时发布")
    PUBLISHED = "published", _("已发布")
    WITHDRAWN = "withdrawn", _("已撤稿")


class ItemQuerySet(models.QuerySet["Item"]):
    def live(self) -> "ItemQuerySet":
        """What citizens see now, whatever happens to the newest revision."""
        return self.filter(live_revision__isnull=False)

    def gone(self) -> "ItemQuerySet":
        """Once public and taken down since: their addresses answer 410."""
        return self.filter(live_revision__isnull=True, first_published_at__isnull=False)

    def due(self, at: datetime) -> "ItemQuerySet":
        """Signed, and their set time has come."""
        return self.filter(state=State.SCHEDULED, publish_at__lte=at)

    def for_desk(self) -> "ItemQuerySet":
        """With what a row at the desk shows, in one query and without the bodies."""
        return self.select_related("site", "column", "head", "head__created_by", "created_by").defer("head__body")


class Item(SiteOwned):
    """One piece of content, owned by one site, with revisions and placements.

    ``head`` is the newest revision; ``live_revision`` the approved one that
    citizens see, null while nothing is public. ``column`` is the home column: it
    decides who may edit and review, and gives the canonical address.
    ``version`` counts every change and is what compare-and-swap compares.
    """

    column = models.ForeignKey("columns.Column", models.PROTECT, verbose_name=_("主栏目"), related_name="items")
    kind = models.CharField(_("类型"), max_length=20, choices=ItemKind, default=ItemKind.NEWS)
    state = models.CharField(_("状态"), max_length=20, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    # Counts submissions: nobody passes two levels of one round.
    round = models.PositiveIntegerField(default=0)
    head = models.ForeignKey("content.Revision", models.PROTECT, null=True, blank=True, related_name="+")
    live_revision = models.ForeignKey("content.Revision", models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("标题"), max_length=200)  # of the newest revision, for lists at the desk
    publish_at = models.DateTimeField(_("定时发布"), null=True, blank=True)
    # MECH-09: set once by the system at the first publication, never refreshed.
    first_published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    # Only of imported material: when its source had published it.
    original_published_at = models.DateTimeField(_("原发布时间"), null=True, blank=True)
    # Provenance of imported material; the pair makes an import repeatable.
    imported_from = models.CharField(_("导入来源"), max_length=60, blank=True)
    import_key = models.CharField(_("导入编号"), max_length=100, blank=True)
    # Null: imported, nobody here wrote it.
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("作者"), null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)
    changed_at = models.DateTimeField(_("修改时间"), auto_now=True)

    objects = ScopedManager(_manager_class=models.Manager.from_queryset(ItemQuerySet), site="site")

    class Meta:
        verbose_name = verbose_name_plural = _("稿件")
        ordering = ["-changed_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "column", "-changed_at"]),
            models.Index(fields=["created_by", "state", "-changed_at"]),
            models.Index(fields=["publish_at"], condition=models.Q(state="scheduled"), name="item_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "imported_from", "import_key"],
                condition=~models.Q(import_key=""),
                name="import_adds_nothing_twice",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_live(self) -> bool:
        """Do citizens see it now?"""
        return self.live_revision_id is not None

    @property
    def is_gone(self) -> bool:
        """Was it public once and taken down since? Then its address answers 410."""
        return self.live_revision_id is None and self.first_published_at is not None
