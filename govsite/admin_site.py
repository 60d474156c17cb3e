"""The admin site: who gets in, what the first screen and the sidebar show."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from csp.constants import NONCE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import NoReverseMatch, URLPattern, URLResolver, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from two_factor.utils import default_device
from unfold.admin import ModelAdmin
from unfold.sites import UnfoldAdminSite

from accounts.desk import todos
from accounts.roles import REVIEWER_ROLES, Grants, Role
from accounts.views import PREVIOUS_SIGN_IN
from govsite.admin_guard import discreet, refuse_unstorable

# The admin's scripts (Alpine) evaluate expressions, its editor needs an import
# map; the public pages keep the strict policy of the settings.
ADMIN_CSP = {
    "script-src": [SELF, UNSAFE_EVAL, NONCE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
}

View = Callable[..., HttpResponse]


class GovsiteAdminSite(UnfoldAdminSite):
    """Only staff, and only with a second factor where that is required (ORG-05)."""

    index_title = gettext_lazy("现在要做的事")

    def has_permission(self, request: HttpRequest) -> bool:
        if not super().has_permission(request):
            return False
        return not settings.STAFF_TWO_FACTOR_REQUIRED or request.user.is_verified()

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def with_own_policy(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            refuse_unstorable(request)
            response = inner(request, *args, **kwargs)
            response._csp_replace = ADMIN_CSP
            return response

        return with_own_policy

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        super().register(model_or_iterable, discreet(admin_class or ModelAdmin), **options)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        # "view on site" forwards to any object's address, whoever's it is.
        return [one for one in super().get_urls() if getattr(one, "name", "") != "view_on_site"]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send on to where the missing step is done: sign in, set up a second factor, or use it."""
        back = self._safe_next(request)
        if self.has_permission(request):
            return redirect(back)
        user = request.user
        if not user.is_authenticated:
            return _go("two_factor:login", next=back)
        if not user.is_staff:
            return _go("two_factor:login", next=back, why="staff")
        if default_device(user):
            return _go("two_factor:login", next=back, why="verify")
        return _go("two_factor:setup", next=back)

    def _safe_next(self, request: HttpRequest) -> str:
        wanted = request.GET.get("next", "")
        safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
        # Never back to the sign-in itself: that would go round and round.
        if not safe or wanted.split("?")[0] in {reverse("admin:login"), reverse("admin:logout")}:
            return reverse("admin:index")
        return wanted

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        super().logout(request, extra_context)
        return redirect("two_factor:login")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect("accounts:password_change")


def _go(name: str, **query: str) -> HttpResponse:
    return redirect(f"{reverse(name)}?{urlencode(query)}")


def environment_banner(request: HttpRequest) -> list[str] | None:
    """The ribbon that says: this is a demo, two-factor is off."""
    if not settings.DEMO:
        return None
    text = _("演示环境") if settings.STAFF_TWO_FACTOR_REQUIRED else _("演示环境：未启用双因素登录")
    return [text, "danger"]


def alive_script(request: HttpRequest) -> str:
    """Address of the script that keeps a working person's session, with the time-out in seconds."""
    return f"{static('accounts/alive.js')}?idle={int(settings.STAFF_IDLE_TIMEOUT.total_seconds())}"


def own_styles(request: HttpRequest) -> str:
    return static("accounts/desk.css")


def account_links(request: HttpRequest) -> list[dict[str, str]]:
    """The menu below the person's name."""
    return [
        {"title": _("账号与安全"), "link": reverse("two_factor:profile")},
        {"title": _("修改密码"), "link": reverse("accounts:password_change")},
    ]


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Context of the first screen: what to do now, the last sign-in, the roles held."""
    grants: Grants = request.grants
    roles = [role.label for role in Role if grants.has(role)]
    return context | {
        "todos": todos(request),
        "previous_sign_in": request.session.get(PREVIOUS_SIGN_IN),
        "role_names": roles,
        "shortcuts": [item for group in navigation(request)[1:] for item in group["items"]],
    }


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Groups of the sidebar, each with only those entries that this person may open."""
    reviews = any(request.grants.has(role) for role in REVIEWER_ROLES)
    groups = [
        ("", [_entry(_("工作台"), "dashboard", "admin:index")]),
        (
            _("内容"),
            [
                request.grants.has(Role.EDITOR) and _entry(_("新建稿件"), "post_add", "admin:content_item_add"),
                request.grants.has(Role.EDITOR) and _entry(_("我的稿件"), "edit_note", "admin:content_my_work"),
                reviews and _entry(_("待我审核"), "fact_check", "admin:content_review_queue"),
                _list(request, _("稿件库"), "article", "content.item"),
                _list(request, _("素材库"), "photo_library", "content.asset"),
            ],
        ),
        (
            _("网站"),
            [
                _list(request, _("栏目"), "account_tree", "columns.column"),
                _list(request, _("网站"), "language", "gov_sites.site"),
                _list(request, _("机构"), "corporate_fare", "gov_sites.organisation"),
                _list(request, _("网站开设规则"), "gavel", "gov_sites.siteopeningrule"),
                _list(request, _("栏目类别"), "category", "columns.columntype"),
                _list(request, _("编号格式"), "pin", "gov_sites.identifierpattern"),
            ],
        ),
        (
            _("人员与权限"),
            [
                _list(request, _("人员"), "group", "accounts.user"),
                _list(request, _("审核委托"), "handshake", "accounts.delegation"),
            ],
        ),
        (_("安全审计"), [_list(request, _("操作日志"), "history", "audit.logentry")]),
    ]
    shown = [{"title": title, "items": [item for item in items if item]} for title, items in groups]
    _mark_current(request.path, [item for group in shown for item in group["items"]])
    return [group for group in shown if group["items"]]


def _mark_current(path: str, items: list[dict[str, Any]]) -> None:
    """Mark the one entry that ``path`` lies under; of two that match, the longer address is meant."""
    home = reverse("admin:index")
    under = [one for one in items if path == one["link"] or (one["link"] != home and path.startswith(one["link"]))]
    current = max(under, key=lambda one: len(one["link"]), default=None)
    for one in items:
        one["active"] = one is current


def _entry(title: str, icon: str, name: str) -> dict[str, Any] | None:
    try:
        return {"title": title, "icon": icon, "link": reverse(name)}
    except NoReverseMatch:
        return None


def _list(request: HttpRequest, title: str, icon: str, label: str) -> dict[str, Any] | None:
    """An entry for a model's list, if its admin lets this person in."""
    model = apps.get_model(label)
    model_admin = admin.site._registry.get(model)
    if model_admin is None or not model_admin.has_view_permission(request):
        return None
    return _entry(title, icon, f"admin:{label.replace('.', '_')}_changelist")
