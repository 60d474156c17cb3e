"""Filters of the list of people."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.lockout import locked_usernames
from accounts.models import User
from accounts.roles import Role
from sites.models import Organisation


class RoleFilter(SimpleListFilter):
    title = _("角色")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*Role.choices, ("none", _("没有角色"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        if self.value() == "none":
            return queryset.filter(groups__isnull=True)
        return queryset.filter(groups__name=self.value()) if self.value() in Role.values else queryset


def _over() -> Q:
    return Q(is_contractor=True, contract_ends_on__lt=timezone.localdate())


def _ending() -> Q:
    today = timezone.localdate()
    return Q(is_active=True, is_contractor=True, contract_ends_on__range=(today, today + timedelta(days=30)))


STATES: dict[str, tuple[Any, Callable[[], Q]]] = {
    "active": (_("在用"), lambda: Q(is_active=True) & ~_over()),
    "off": (_("已停用"), lambda: Q(is_active=False)),
    "contractor": (_("外包人员"), lambda: Q(is_contractor=True)),
    "ending": (_("合同30天内到期"), _ending),
    "over": (_("合同已到期"), _over),
    "locked": (_("登录锁定"), lambda: Q(username__in=locked_usernames())),
    "never": (_("从未登录"), lambda: Q(last_login__isnull=True)),
}


class StateFilter(SimpleListFilter):
    title = _("状态")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(key, label) for key, (label, _condition) in STATES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        found = STATES.get(self.value() or "")
        return queryset.filter(found[1]()) if found else queryset


class OrganisationFilter(SimpleListFilter):
    """Only bodies that have people this person may see."""

    title = _("单位")
    parameter_name = "organisation"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        people = model_admin.get_queryset(request).order_by()
        bodies = Organisation.objects.filter(pk__in=people.values("organisation")).order_by("tree_id", "lft")
        return [(str(pk), name) for pk, name in bodies.values_list("pk", "name")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        value = self.value() or ""
        return queryset.filter(organisation=value) if value.isdecimal() and len(value) < 19 else queryset
