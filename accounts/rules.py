"""Which roles one person may hold together, and who may stand in for whom (ORG-04, ORG-08)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Delegation, User, UserKind
from accounts.places import overlap
from accounts.roles import (
    CONTRACTOR_ROLES,
    PLATFORM_ROLES,
    REVIEWER_ROLES,
    Reach,
    Role,
    platform_roles_of,
    reaches_of,
)
from sites.errors import Invalid

LONGEST_DELEGATION = timedelta(days=366)
# Who writes does not sign, and the other way round, wherever both would hold.
CLASHING_PAIR = {Role.EDITOR: Role.REVIEWER_3, Role.REVIEWER_3: Role.EDITOR}


def reach_on(place: models.Model | None) -> Reach:
    """The reach of one site or column; empty for the whole platform."""
    if place is None:
        return Reach()
    if place._meta.model_name == "site":
        return Reach(sites=frozenset({place.pk}))
    return Reach(columns=frozenset({place.pk}))


def refuse_grant(user: User, role: Role, reach: Reach) -> None:
    """Raise Invalid with the reason if ``user`` may not hold ``role`` over ``reach`` beside what they hold."""
    _refuse_unfit(user, role)
    platform, held = platform_roles_of(user), reaches_of([user.pk])[user.pk]
    _refuse_platform_clash(role, platform, held)
    if role in CLASHING_PAIR:
        _refuse_writer_who_signs(user, role, reach, held)


def _refuse_unfit(user: User, role: Role) -> None:
    if user.kind != UserKind.STAFF:
        raise Invalid(_("公众用户不能担任工作角色。"))
    if not user.is_active:
        raise Invalid(_("%(name)s的账号已停用，不能授予角色。请先恢复账号。"), name=user.name)
    if user.contract_over():
        raise Invalid(_("%(name)s的合同已到期，不能授予任何角色。"), name=user.name)
    if user.is_contractor and role not in CONTRACTOR_ROLES:
        raise Invalid(_("%(name)s是外包人员，只能担任内容编辑，不能担任“%(role)s”。"), name=user.name, role=role.label)


def _refuse_platform_clash(role: Role, platform: Iterable[Role], held: dict[Role, Reach]) -> None:
    others = (set(platform) | set(held)) - {role}
    if role in PLATFORM_ROLES and others:
        raise Invalid(
            _("“%(role)s”不能与其他角色由同一人担任，这个人已经担任“%(other)s”。"),
            role=role.label,
            other=_("、").join(sorted(str(one.label) for one in others)),
        )
    for one in set(platform) - {role}:
        raise Invalid(_("这个人是“%(other)s”，不能再担任“%(role)s”。"), role=role.label, other=one.label)


def _refuse_writer_who_signs(user: User, role: Role, reach: Reach, held: dict[Role, Reach]) -> None:
    if overlap(reach, held.get(CLASHING_PAIR[role], Reach())):
        raise Invalid(
            _("同一范围内，一个人不能既是“%(one)s”又是“%(other)s”：起草的人不能签发。"),
            one=Role.EDITOR.label,
            other=Role.REVIEWER_3.label,
        )
    for delegation in _open_delegations(user, role):
        other = delegation.principal if role == Role.EDITOR else delegation.deputy
        if overlap(reach, reaches_of([other.pk])[other.pk].get(CLASHING_PAIR[role], Reach())):
            raise Invalid(
                _("%(deputy)s正受%(principal)s委托签发，与“%(role)s”冲突。请先撤销委托。"),
                deputy=delegation.deputy.name,
                principal=delegation.principal.name,
                role=Role.EDITOR.label,
            )


def _open_delegations(user: User, role: Role) -> list[Delegation]:
    """Delegations by which ``user`` signs for others (as editor), or others for them (as signer)."""
    mine = {"deputy": user} if role == Role.EDITOR else {"principal": user}
    rows = Delegation.objects.filter(**mine, revoked_at__isnull=True, ends_at__gt=timezone.now())
    return list(rows.select_related("principal", "deputy"))


def refuse_contract(user: User, *, is_contractor: bool) -> None:
    """Raise Invalid if ``user`` holds a role or delegation that a contractor may not have."""
    if not is_contractor:
        return
    held = platform_roles_of(user) | set(reaches_of([user.pk])[user.pk])
    kept = held - CONTRACTOR_ROLES
    if kept:
        raise Invalid(
            _("%(name)s还担任“%(roles)s”，外包人员不能担任。请先撤销这些角色。"),
            name=user.name,
            roles=_("、").join(sorted(str(one.label) for one in kept)),
        )


def refuse_delegation(principal: User, deputy: User) -> None:
    """Raise Invalid if ``deputy`` may not use the review rights of ``principal``."""
    given = {role: reach for role, reach in reaches_of([principal.pk])[principal.pk].items() if role in REVIEWER_ROLES}
    if not given or not principal.is_staff or principal.is_contractor:
        raise Invalid(_("只有审核人员可以委托他人代为审核。"))
    if deputy.pk == principal.pk:
        raise Invalid(_("不能委托给自己。"))
    if not deputy.is_staff:
        raise Invalid(_("%(name)s不是在用的工作人员账号，不能受托。"), name=deputy.name)
    if deputy.is_contractor:
        raise Invalid(_("%(name)s是外包人员，不能受托审核。"), name=deputy.name)
    platform = platform_roles_of(deputy)
    if platform:
        raise Invalid(_("%(name)s是“%(role)s”，不能受托审核。"), name=deputy.name, role=next(iter(platform)).label)
    writes = reaches_of([deputy.pk])[deputy.pk].get(Role.EDITOR, Reach())
    if overlap(given.get(Role.REVIEWER_3, Reach()), writes):
        raise Invalid(_("%(name)s是同一范围的内容编辑，不能受托签发。请另选受托人。"), name=deputy.name)


def refuse_period(starts_at: datetime, ends_at: datetime) -> None:
    """Raise Invalid unless the period ends after now and its start, and lasts a year at most."""
    if ends_at <= starts_at:
        raise Invalid(fields={"ends_at": [_("结束时间必须晚于开始时间。")]})
    if ends_at <= timezone.now():
        raise Invalid(fields={"ends_at": [_("结束时间已经过去，请重新选择。")]})
    if timezone.localdate(starts_at) < timezone.localdate():
        raise Invalid(fields={"starts_at": [_("开始时间不能早于今天。")]})
    if ends_at - starts_at > LONGEST_DELEGATION:
        raise Invalid(fields={"ends_at": [_("一次委托最长一年，请缩短期限。")]})
