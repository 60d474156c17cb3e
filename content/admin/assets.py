"""The library of pictures and attachments."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from accounts.roles import Reach
from columns.models import Column
from content import actions
from content.admin.desk import grants_of, one_line, policy_of, show
from content.admin.filters import SiteFilter
from content.forms import AssetForm
from content.forms.ids import id_of
from content.models import Asset, AssetKind, Item
from sites.errors import Refused


def sites_touched(reach: Reach) -> Q:
    """The sites in which ``reach`` holds anything: their libraries are shared."""
    found = Q(site_id__in=reach.sites)
    if reach.columns:
        found |= Q(site_id__in=Column.tree.filter(pk__in=reach.columns).values("site_id"))
    return found


class UsedFilter(admin.SimpleListFilter):
    title = _("使用情况")
    parameter_name = "used"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", _now("已用在稿件中")), ("no", _now("未使用"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Asset]) -> QuerySet[Asset]:
        if self.value() not in {"yes", "no"}:
            return queryset
        return queryset.filter(uses__isnull=self.value() == "no").distinct()


@admin.register(Asset)
class AssetAdmin(ModelAdmin):
    """Files of the sites the person works on. They come in with an item and are never deleted here."""

    list_display = ("look", "list_title", "place", "kind", "described", "used_in", "by_whom", "uploaded")
    list_display_links = ("look", "list_title")
    list_filter = ("kind", SiteFilter, UsedFilter)
    search_fields = ("title", "alt_text")
    search_help_text = _("按名称或替代文字查找")
    list_per_page = 20
    actions = None
    ordering = ("-uploaded_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Asset]:
        rows = Asset.objects.filter(sites_touched(grants_of(request).any_reach()))
        used = Count("uses__revision__item", distinct=True)
        return rows.select_related("site", "uploaded_by").annotate(used=used).order_by(*self.ordering)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return hasattr(request, "grants") and bool(grants_of(request).any_reach())

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @display(description=_("预览"))
    def look(self, asset: Asset) -> str:
        if asset.kind == AssetKind.IMAGE:
            style = "width:64px;height:48px;object-fit:cover;border-radius:4px"
            return format_html('<img src="{}" alt="{}" style="{}" loading="lazy">', asset.file.url, asset.title, style)
        return asset.extension

    @display(description=_("名称"), ordering="title")
    def list_title(self, asset: Asset) -> str:
        return asset.title

    @display(description=_("网站"), ordering="site__name")
    def place(self, asset: Asset) -> str:
        return asset.site.name

    @display(description=_("替代文字"), label={"yes": "success", "no": "warning", "": "default"})
    def described(self, asset: Asset) -> tuple[str, str]:
        if asset.kind != AssetKind.IMAGE:
            return "", _now("不需要")
        return ("yes", _now("已填写")) if asset.alt_text else ("no", _now("未填写"))

    @display(description=_("用在稿件"), ordering="used")
    def used_in(self, asset: Any) -> str:
        return _now("%(n)d 篇") % {"n": asset.used}

    @display(description=_("上传人"), ordering="uploaded_by__name")
    def by_whom(self, asset: Asset) -> str:
        return str(asset.uploaded_by)

    @display(description=_("上传时间"), ordering="uploaded_at")
    def uploaded(self, asset: Asset) -> str:
        return one_line(timezone.localtime(asset.uploaded_at).strftime("%Y-%m-%d %H:%M"))

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        return describe(request, self.get_queryset(request), object_id)


def describe(request: HttpRequest, assets: QuerySet[Asset], object_id: str) -> HttpResponse:
    """Show one file, where it is used, and let an editor name and describe it."""
    asset = assets.filter(pk=id_of(object_id)).first()
    if asset is None:
        raise Http404
    editable = policy_of(request).may_upload(asset.site)
    form = AssetForm(request.POST if request.method == "POST" else None, asset=asset)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_asset(actor=request.user, asset_id=asset.pk, seen=form.seen(), **form.texts())
        except Refused as error:
            for name, lines in (getattr(error, "fields", {}) or {None: [str(error)]}).items():
                form.add_error(name, lines)
        else:
            messages.success(request, _now("文件说明已保存，以后保存的稿件使用新的说明。"))
            return HttpResponseRedirect(reverse("admin:content_asset_change", args=[asset.pk]))
    used = policy_of(request).visible(Item.objects.all()).filter(revisions__uses__asset=asset).distinct()
    return show(
        request, "asset/edit.html", asset.title, opts=Asset._meta, original=asset, asset=asset, form=form,
        editable=editable, used=list(used.select_related("column")[:50]),
    )  # fmt: skip
