"""List and page of people: who they are, what they may do and where."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_totp.models import TOTPDevice
from two_factor.plugins.webauthn.models import WebauthnDevice
from unfold.decorators import display

from accounts.actions import change_person, create_staff
from accounts.admin.acts import PersonActs
from accounts.admin.base import ActionAdmin
from accounts.admin.filters import OrganisationFilter, RoleFilter, StateFilter
from accounts.admin.forms import PersonForm
from accounts.holdings import Holding, holdings
from accounts.lockout import locked_usernames
from accounts.models import User
from accounts.policies import PeoplePolicy

SHOWN_HOLDINGS = 3


class PeopleList(ChangeList):
    """Reads the roles and lockouts of everybody on the page at once."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        people = list(self.result_list)
        held, locked = holdings(people), locked_usernames()
        policy = self.model_admin.policy(request)
        for person in people:
            person.held = [one for one in held[person.pk] if policy.administers or one.site_id in policy.managed_sites]
            person.none = _("没有角色") if policy.administers else _("在您管理的网站没有角色")
            person.is_locked = person.username in locked
        self.result_list = people


@admin.register(User)
class PersonAdmin(PersonActs, ActionAdmin):
    """For platform administrators, and for site managers as far as their sites go."""

    form = PersonForm
    list_display = ["person", "organisation", "roles", "state", "second_factor", "last_sign_in"]
    list_display_links = ["person"]
    list_filter = [OrganisationFilter, RoleFilter, StateFilter]
    list_select_related = ["organisation"]
    search_fields = ["username", "name", "phone", "email"]
    search_help_text = _("按姓名、账号、电话或邮箱查找。")
    ordering = ["-is_active", "name", "pk"]
    fieldsets = [
        (_("基本信息"), {"fields": ["username", "name", "organisation", "phone", "email"]}),
        (_("外包人员"), {"fields": ["is_contractor", "contract_ends_on"]}),
    ]
    change_form_outer_before_template = "admin/accounts/person_panel.html"

    # --- Who may -------------------------------------------------------------
    def policy(self, request: HttpRequest) -> PeoplePolicy:
        return PeoplePolicy(request.grants)

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        policy = self.policy(request)
        return policy.may_enter() if obj is None else policy.may_see(obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.policy(request).may_enter()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.policy(request).administers

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        policy = self.policy(request)
        return policy.administers if obj is None else policy.may_change(obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        devices = [model.objects.filter(user=OuterRef("pk"), confirmed=True) for model in (TOTPDevice, WebauthnDevice)]
        seen = self.policy(request).visible(super().get_queryset(request))
        return seen.annotate(has_device=Exists(devices[0]) | Exists(devices[1]))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PeopleList

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        return ["username"] if obj else []

    # --- What is shown -------------------------------------------------------
    @display(description=_("姓名"), header=True, ordering="name")
    def person(self, person: User) -> list[str]:
        return [person.name, person.username]

    @display(description=_("角色和范围"))
    def roles(self, person: Any) -> SafeString | str:
        held: list[Holding] = person.held
        lines = [(one.role.label, one.place) for one in held[:SHOWN_HOLDINGS]]
        shown = format_html_join("", '<div class="gs-held"><b>{}</b> {}</div>', lines)
        if len(held) > SHOWN_HOLDINGS:
            more = _("另有%(n)d项") % {"n": len(held) - SHOWN_HOLDINGS}
            shown = format_html('{}<div class="gs-held">{}</div>', shown, more)
        return format_html("<div>{}</div>", shown) if held else person.none

    @display(description=_("状态"), label={"on": "success", "off": "danger", "over": "danger", "locked": "warning"})
    def state(self, person: Any) -> tuple[str, Any]:
        return state_of(person, locked=person.is_locked)

    @display(description=_("双因素"), label={"yes": "success", "no": "default"})
    def second_factor(self, person: Any) -> tuple[str, Any]:
        return ("yes", _("已启用")) if person.has_device else ("no", _("未启用"))

    @display(description=_("上次登录"), ordering="last_login")
    def last_sign_in(self, person: User) -> str:
        if person.last_login is None:
            return str(_("从未登录"))
        return timezone.localtime(person.last_login).strftime("%Y-%m-%d %H:%M")

    # --- What is done --------------------------------------------------------
    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "username"}
        if change:
            change_person(actor=request.user, user=obj, **facts)
            return
        made, request.one_time_password = create_staff(
            actor=request.user, username=form.cleaned_data["username"], **facts
        )
        obj.pk = made.pk

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: str | None = None) -> HttpResponse:
        return self.show_password(request, obj, request.one_time_password, made=True)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        person = self.get_object(request, object_id) if object_id else None
        extra = self.panel(request, person) if person is not None else {"title": _("新建账号")}
        extra |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().changeform_view(request, object_id, form_url, extra | (extra_context or {}))

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        acts = [path(f"<int:pk>/{act}/", wrap(view), name=f"accounts_user_{act}") for act, view in self.acts().items()]
        return acts + super().get_urls()


def state_of(person: User, *, locked: bool) -> tuple[str, Any]:
    """Key and label of an account's state, the gravest first."""
    if not person.is_active:
        return "off", _("已停用")
    if person.contract_over():
        return "over", _("合同已到期")
    if locked:
        return "locked", _("登录锁定")
    return "on", _("外包，在用") if person.is_contractor else _("在用")
