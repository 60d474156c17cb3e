"""Delegations: reviewers make and end their own, managers look on."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from accounts.actions import delegate, revoke_delegation
from accounts.admin.base import ActionAdmin, try_to
from accounts.admin.forms import DelegationForm, ReasonForm
from accounts.models import Delegation
from accounts.policies import DelegationPolicy

STATE_COLOURS = {"running": "success", "coming": "info", "revoked": "default", "over": "default"}


def _conditions() -> dict[str, Q]:
    now = timezone.now()
    return {
        "running": Q(revoked_at__isnull=True, starts_at__lte=now, ends_at__gt=now),
        "coming": Q(revoked_at__isnull=True, starts_at__gt=now),
        "over": Q(ends_at__lte=now) | Q(revoked_at__isnull=False),
    }


class DelegationStateFilter(SimpleListFilter):
    title = _("状态")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("running", _("生效中")), ("coming", _("尚未开始")), ("over", _("已结束"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Delegation]) -> QuerySet[Delegation]:
        condition = _conditions().get(self.value() or "")
        return queryset.filter(condition) if condition is not None else queryset


@admin.register(Delegation)
class DelegationAdmin(ActionAdmin):
    """A delegation is made once and ended once; it is never changed."""

    form = DelegationForm
    list_display = ["principal", "deputy", "period", "reason", "state", "ending"]
    list_display_links = ["principal"]
    list_filter = [DelegationStateFilter]
    list_select_related = ["principal", "deputy"]
    search_fields = ["principal__name", "deputy__name", "reason"]
    search_help_text = _("按委托人、受托人姓名或原因查找。")

    def policy(self, request: HttpRequest) -> DelegationPolicy:
        return DelegationPolicy(request.grants)

    def has_view_permission(self, request: HttpRequest, obj: Delegation | None = None) -> bool:
        return self.policy(request).may_enter()

    has_module_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.policy(request).reviews

    def has_change_permission(self, request: HttpRequest, obj: Delegation | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Delegation]:
        policy = self.policy(request)
        own = Q(principal=request.user)
        mine = Value(True) if policy.people.administers else Case(When(own, then=Value(True)), default=Value(False))
        return policy.visible(super().get_queryset(request)).annotate(is_mine=mine)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type("DelegationFormOfRequest", (form,), {"policy": self.policy(request)})

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        title = _("委托他人代为审核") if object_id is None else _("审核委托")
        extra = {"title": title, "show_save_and_add_another": False, "show_save_and_continue": False}
        return super().changeform_view(request, object_id, form_url, extra | (extra_context or {}))

    def get_fields(self, request: HttpRequest, obj: Delegation | None = None) -> list[str]:
        if obj is None:
            return ["deputy", "starts_at", "ends_at", "reason"]
        return ["principal", "deputy", "period", "state", "reason"]

    def get_readonly_fields(self, request: HttpRequest, obj: Delegation | None = None) -> list[str]:
        return self.get_fields(request, obj) if obj else []

    @display(description=_("期限"), ordering="starts_at")
    def period(self, delegation: Delegation) -> str:
        start, end = timezone.localtime(delegation.starts_at), timezone.localtime(delegation.ends_at)
        return f"{start:%Y-%m-%d %H:%M} — {end:%Y-%m-%d %H:%M}"

    @display(
        description=_("状态"), label={"running": "success", "coming": "info", "revoked": "default", "over": "default"}
    )
    def state(self, delegation: Delegation) -> tuple[str, Any]:
        now = timezone.now()
        if delegation.revoked_at:
            return "revoked", _("已撤销")
        if delegation.ends_at <= now:
            return "over", _("已到期")
        return ("coming", _("尚未开始")) if delegation.starts_at > now else ("running", _("生效中"))

    @display(description=_("操作"))
    def ending(self, delegation: Any) -> SafeString | str:
        live = delegation.revoked_at is None and delegation.ends_at > timezone.now()
        if not (live and delegation.is_mine):
            return "—"
        url = reverse("admin:accounts_delegation_revoke", args=[delegation.pk])
        return format_html('<a class="gs-act gs-danger" href="{}">{}</a>', url, _("撤销"))

    def save_model(self, request: HttpRequest, obj: Delegation, form: Any, change: bool) -> None:
        obj.pk = delegate(actor=request.user, **form.cleaned_data).pk

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        self.message_user(request, _("委托已建立，到期自动失效，也可以随时撤销。"), "success")
        return redirect("admin:accounts_delegation_changelist")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.revoke)
        return [path("<int:pk>/revoke/", view, name="accounts_delegation_revoke"), *super().get_urls()]

    def revoke(self, request: HttpRequest, pk: int) -> HttpResponse:
        policy = self.policy(request)
        delegation = policy.visible(Delegation.objects.select_related("principal", "deputy")).filter(pk=pk).first()
        if delegation is None or not policy.may_revoke(delegation):
            raise Http404
        if request.method == "POST":
            form = ReasonForm(request.POST)
            reason = form.cleaned_data["reason"] if form.is_valid() else ""
            act = lambda: revoke_delegation(actor=request.user, delegation=delegation, reason=reason)  # noqa: E731
            try_to(request, act, str(_("委托已撤销。")))
            return redirect("admin:accounts_delegation_changelist")
        context = {"delegation": delegation, "form": ReasonForm()}
        return self.page(request, "admin/accounts/end_delegation.html", str(_("撤销审核委托")), **context)
