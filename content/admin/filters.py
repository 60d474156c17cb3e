"""What an editor asks a list of items for."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from columns.models import Column
from columns.querysets import subtree_of
from content.forms.ids import id_of
from content.models import Item
from sites.models import Site


class OwnFilter(admin.SimpleListFilter):
    title = _("谁的稿件")
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("mine", _now("我的稿件"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Item]) -> QuerySet[Item]:
        return queryset.filter(created_by=request.user) if self.value() == "mine" else queryset


class ChangedFilter(admin.SimpleListFilter):
    title = _("修改时间")
    parameter_name = "changed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("1", _now("今天")), ("7", _now("近7天")), ("30", _now("近30天")), ("365", _now("近一年"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Item]) -> QuerySet[Item]:
        if self.value() not in {"1", "7", "30", "365"}:
            return queryset
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        return queryset.filter(changed_at__gte=today - timedelta(days=int(self.value()) - 1))


class SiteFilter(admin.SimpleListFilter):
    """The sites on which there is anything to see."""

    title = _("网站")
    parameter_name = "site"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        held = model_admin.get_queryset(request).order_by().values("site_id")
        return [(str(pk), name) for pk, name in Site.objects.filter(pk__in=held).values_list("pk", "name")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        site_id = id_of(self.value())
        return queryset.filter(site_id=site_id) if site_id else queryset


class ColumnFilter(admin.SimpleListFilter):
    """The columns of the site chosen, with all below them; shown once a site is chosen or is the only one."""

    title = _("栏目")
    parameter_name = "column"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        columns = Column.objects.filter(parent__isnull=False).order_by("lft")
        chosen = id_of(request.GET.get("site"))
        if chosen:
            columns = columns.filter(site_id=chosen)
        rows = list(columns.values_list("pk", "name", "level", "site_id")[:501])
        if len({row[3] for row in rows}) > 1:
            return []
        return [(str(pk), "\u3000" * (level - 1) + name) for pk, name, level, _site in rows]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Item]) -> QuerySet[Item]:
        top = Column.objects.filter(pk=id_of(self.value())).first()
        return queryset.filter(column__in=subtree_of(top)) if top else queryset
