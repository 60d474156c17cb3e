"""What may be done to a person besides correcting facts: each act has its own page and says what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.messages import get_messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from two_factor.utils import default_device

from accounts.actions import (
    deactivate,
    forget_devices,
    grant_role,
    reactivate,
    reset_password,
    revoke_role,
    unlock,
)
from accounts.admin.base import try_to
from accounts.admin.forms import GrantForm, ReasonForm
from accounts.holdings import Holding, holdings
from accounts.lockout import locked_usernames
from accounts.models import User
from accounts.places import subtrees
from accounts.policies import PeoplePolicy
from accounts.roles import Role
from sites.errors import Refused
from sites.models import Site

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The page that asks before an act: its name, what will happen, how grave it is."""

    title: Any
    says: Any
    button: Any
    done: Any
    danger: bool = True
    asks_reason: bool = False


DEACTIVATE = Confirmation(
    gettext_lazy("停用账号"),
    gettext_lazy("停用后立即退出登录，不能再登录，角色和委托全部失效。账号和历史记录保留，以后可以恢复。"),
    gettext_lazy("停用账号"),
    gettext_lazy("账号已停用。"),
    asks_reason=True,
)
REACTIVATE = Confirmation(
    gettext_lazy("恢复账号"),
    gettext_lazy("恢复后可以用原来的密码登录，原有角色重新生效。请先核对下列角色是否仍然合适。"),
    gettext_lazy("恢复账号"),
    gettext_lazy("账号已恢复。"),
    danger=False,
    asks_reason=True,
)
FORGET = Confirmation(
    gettext_lazy("重置双因素验证"),
    gettext_lazy("绑定的设备和备用码全部失效，下次登录后须重新绑定。请先当面或电话核实是本人提出。"),
    gettext_lazy("重置双因素验证"),
    gettext_lazy("双因素验证已重置。"),
)
UNLOCK = Confirmation(
    gettext_lazy("解除登录锁定"),
    gettext_lazy("清除输错密码的记录，本人可以立即再次登录。请先核实是本人在登录。"),
    gettext_lazy("解除锁定"),
    gettext_lazy("登录锁定已解除。"),
    danger=False,
)
RESET = Confirmation(
    gettext_lazy("重置密码"),
    gettext_lazy("原密码立即失效，本人会退出登录。新的一次性密码只显示一次，本人首次登录后须修改。"),
    gettext_lazy("重置密码"),
    "",
)
REVOKE = Confirmation(
    gettext_lazy("撤销角色"),
    gettext_lazy("撤销后立即生效，本人不能再以这个角色在这个范围工作。已经完成的审核记录不变。"),
    gettext_lazy("撤销角色"),
    gettext_lazy("角色已撤销。"),
)


class PersonActs:
    """Mixin of ``PersonAdmin``: the pages of the acts. The actions decide who may; these only show."""

    policy: Callable[[HttpRequest], PeoplePolicy]
    page: Callable[..., HttpResponse]

    def acts(self) -> dict[str, View]:
        """Last part of the address → view."""
        return {
            "grant": self.grant,
            "revoke": self.revoke,
            "deactivate": self._act(DEACTIVATE, deactivate),
            "reactivate": self._act(REACTIVATE, reactivate),
            "unlock": self._act(UNLOCK, unlock),
            "forget_devices": self._act(FORGET, forget_devices),
            "reset_password": self.reset_password,
        }

    def person_or_404(self, request: HttpRequest, pk: int) -> User:
        """The person, if this one may see them; else the same 404 as for nobody."""
        person = self.policy(request).visible(User.objects.filter(pk=pk)).first()
        if person is None:
            raise Http404
        return person

    def panel(self, request: HttpRequest, person: User) -> dict[str, Any]:
        """What the person's page shows above the form."""
        from accounts.admin.people import state_of

        policy, locked = self.policy(request), person.username in locked_usernames()
        may_change = policy.may_change(person)
        other = person.pk != request.user.pk
        held = [
            (one, other and policy.may_appoint(one.role, one.site_id), revoke_query(one))
            for one in visible_holdings(policy, person)
        ]
        return {
            "title": person.name,
            "person": person,
            "held": held,
            "state": state_of(person, locked=locked),
            "may_change": may_change,
            "may_grant": bool(policy.grantable_roles()) and other and person.is_staff,
            "is_locked": locked,
            "has_device": default_device(person) is not None,
        }

    def grant(self, request: HttpRequest, pk: int) -> HttpResponse:
        person, policy = self.person_or_404(request, pk), self.policy(request)
        if not policy.grantable_roles() or person.pk == request.user.pk:
            raise Http404
        asked = request.POST if request.method == "POST" else request.GET
        site_id = asked.get("site") or ""
        if request.method == "POST" and "show" not in asked:
            form = GrantForm(policy, site_id, request.POST)
            if form.is_valid():
                role, place = Role(form.cleaned_data["role"]), form.place()
                try:
                    grant_role(actor=request.user, user=person, role=role, on=place)
                except Refused as error:
                    form.add_error(None, str(error))
                else:
                    messages.success(request, _("已授予“%(role)s”。") % {"role": role.label})
                    return to_page(person)
        else:
            form = GrantForm(policy, site_id, initial={"role": asked.get("role"), "site": site_id})
        title = _("授予角色：%(name)s") % {"name": person.name}
        held = visible_holdings(policy, person)
        return self.page(request, "admin/accounts/grant.html", title, form=form, person=person, held=held)

    def revoke(self, request: HttpRequest, pk: int) -> HttpResponse:
        person = self.person_or_404(request, pk)
        held = visible_holdings(self.policy(request), person)
        wanted = next((one for one in held if revoke_query(one) == request.GET.urlencode()), None)
        if wanted is None:
            messages.error(request, _("这个角色已经不在了，可能刚被他人撤销。"))
            return to_page(person)
        place = place_of(wanted)
        if not self.policy(request).may_grant(person, wanted.role, place):
            raise Http404
        if request.method == "POST":
            done = lambda: revoke_role(actor=request.user, user=person, role=wanted.role, on=place)  # noqa: E731
            try_to(request, done, str(REVOKE.done))
            return to_page(person)
        return self._confirm(request, person, REVOKE, holding=wanted)

    def reset_password(self, request: HttpRequest, pk: int) -> HttpResponse:
        person = self.person_or_404(request, pk)
        if not self.policy(request).may_change(person):
            raise Http404
        if request.method != "POST":
            return self._confirm(request, person, RESET)
        try:
            password = reset_password(actor=request.user, user=person)
        except Refused as error:
            messages.error(request, str(error))
            return to_page(person)
        return self.show_password(request, person, password, made=False)

    def show_password(self, request: HttpRequest, person: User, password: str, *, made: bool) -> HttpResponse:
        """The one page on which a one-time password can be read."""
        list(get_messages(request))  # "was added successfully" says less than the page itself
        title = _("账号已建立：%(name)s") if made else _("密码已重置：%(name)s")
        response = self.page(
            request, "admin/accounts/password.html", title % {"name": person.name}, person=person, password=password
        )
        response["Cache-Control"] = "no-store"
        return response

    def _act(self, confirmation: Confirmation, action: Callable[..., Any]) -> View:
        def view(request: HttpRequest, pk: int) -> HttpResponse:
            person = self.person_or_404(request, pk)
            if not self.policy(request).may_change(person):
                raise Http404
            if request.method != "POST":
                return self._confirm(request, person, confirmation)
            form = ReasonForm(request.POST)
            extra = {"reason": form.cleaned_data["reason"]} if confirmation.asks_reason and form.is_valid() else {}
            try_to(request, lambda: action(actor=request.user, user=person, **extra), str(confirmation.done))
            return to_page(person)

        return view

    def _confirm(
        self, request: HttpRequest, person: User, confirmation: Confirmation, holding: Holding | None = None
    ) -> HttpResponse:
        title = f"{confirmation.title}：{person.name}"
        form = ReasonForm() if confirmation.asks_reason else None
        held = [holding] if holding else holdings([person])[person.pk] if confirmation is REACTIVATE else []
        context = {"person": person, "confirmation": confirmation, "form": form, "held": held}
        return self.page(request, "admin/accounts/confirm.html", title, **context)


def to_page(person: User) -> HttpResponse:
    return redirect(reverse("admin:accounts_user_change", args=[person.pk]))


def visible_holdings(policy: PeoplePolicy, person: User) -> list[Holding]:
    """The roles of ``person`` that this person may know of: all, or those on the sites managed."""
    held = holdings([person])[person.pk]
    return held if policy.administers else [one for one in held if one.site_id in policy.managed_sites]


def place_of(holding: Holding) -> Any:
    """The site or column a holding speaks of; None for the platform."""
    if holding.column_id:
        return subtrees().get(holding.column_id)
    return Site.objects.get(pk=holding.site_id) if holding.site_id else None


def revoke_query(holding: Holding) -> str:
    """Query string that names one holding."""
    if holding.column_id:
        return f"role={holding.role.value}&column={holding.column_id}"
    return f"role={holding.role.value}" + (f"&site={holding.site_id}" if holding.site_id else "")
