"""The list of items, and the map of the desk's screens."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from accounts.roles import Role
from content.admin import decide, editing, inbox, places, review, uploads
from content.admin.desk import TONES, for_rows, grants_of, one_line, policy_of
from content.admin.filters import ChangedFilter, ColumnFilter, OwnFilter, SiteFilter
from content.models import Item, State


@admin.register(Item)
class ItemAdmin(ModelAdmin):
    """Every item the person may see. Nothing is deleted here: items are withdrawn."""

    list_display = ("list_title", "place", "state_badge", "kind_name", "created_by", "changed")
    list_filter = ("state", OwnFilter, SiteFilter, ColumnFilter, "kind", ChangedFilter)
    search_fields = ("title",)
    search_help_text = _("按标题查找")
    list_per_page = 20
    list_max_show_all = 200
    actions = None
    ordering = ("-changed_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Item]:
        return for_rows(policy_of(request).visible(Item.objects.all())).order_by(*self.ordering)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return hasattr(request, "grants") and bool(grants_of(request).any_reach())

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return hasattr(request, "grants") and grants_of(request).has(Role.EDITOR)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @display(description=_("标题"), ordering="title")
    def list_title(self, item: Item) -> str:
        return item.title

    @display(description=_("栏目（网站）"), ordering="column__name")
    def place(self, item: Item) -> str:
        return f"{item.column.name}（{item.site.name}）"

    @display(description=_("状态"), ordering="state", label=TONES)
    def state_badge(self, item: Item) -> tuple[str, str]:
        return item.state, State(item.state).label

    @display(description=_("类型"), ordering="kind")
    def kind_name(self, item: Item) -> str:
        return one_line(item.get_kind_display())

    @display(description=_("修改时间"), ordering="changed_at")
    def changed(self, item: Item) -> str:
        return one_line(timezone.localtime(item.changed_at).strftime("%Y-%m-%d %H:%M"))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        return editing.write(request)

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        return editing.edit(request, object_id)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("my-work/", wrap(inbox.my_work), name="content_my_work"),
            path("to-review/", wrap(inbox.review_queue), name="content_review_queue"),
            path("upload/", wrap(uploads.upload), name="content_asset_upload"),
            path("<int:pk>/review/", wrap(review.review), name="content_item_review"),
            path("<int:pk>/decide/", wrap(decide.decide), name="content_item_decide"),
            path("<int:pk>/recall/", wrap(decide.recall_item), name="content_item_recall"),
            path("<int:pk>/places/", wrap(places.places), name="content_item_places"),
            path("<int:pk>/withdraw/", wrap(decide.withdraw_item), name="content_item_withdraw"),
        ]
        return own + super().get_urls()
