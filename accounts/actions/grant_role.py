"""Giving a role."""

from django.contrib.auth.models import Group
from django.db import models, transaction
from django.utils.translation import gettext as _
from guardian.models import UserObjectPermission
from guardian.shortcuts import assign_perm

from accounts.actions.shared import lock_person, policy_of
from accounts.models import User
from accounts.roles import PLATFORM_ROLES, Role, permission_codename
from accounts.rules import reach_on, refuse_grant
from audit.log import record
from sites.errors import Invalid, WrongState


@transaction.atomic
def grant_role(*, actor: User | None, user: User, role: Role, on: models.Model | None = None) -> None:
    """Let ``user`` act as ``role`` on a site, or on a column and all below it; platform roles take no ``on``.

    Raises NotAllowed (nobody grants to themselves), Invalid when roles clash or
    the person may not hold it, WrongState when they hold it there already (ORG-04, ORG-08).
    """
    if (on is None) != (role in PLATFORM_ROLES):
        raise Invalid(
            _("“%(role)s”对全平台有效，不能限定网站。") if on is not None else _("请选择“%(role)s”在哪个网站有效。"),
            role=role.label,
        )
    policy = policy_of(actor)
    if policy is not None:
        policy.require_grant(user, role, on)
    person = lock_person(user)
    if holds(person, role, on):
        raise WrongState(_("%(name)s在这个范围已经担任“%(role)s”。"), name=person.name, role=role.label)
    refuse_grant(person, role, reach_on(on))
    person.groups.add(Group.objects.get_or_create(name=role.value)[0])
    if on is not None:
        assign_perm(f"{on._meta.app_label}.{permission_codename(role)}", person, on)
    record("accounts.role.grant", person, actor=actor, new=as_logged(role, on), site_id=site_of(on))


def holds(person: User, role: Role, on: models.Model | None) -> bool:
    """Was exactly this granted to ``person``?"""
    if on is None:
        return person.groups.filter(name=role.value).exists()
    return UserObjectPermission.objects.filter(
        user=person,
        permission__codename=permission_codename(role),
        content_type__app_label=on._meta.app_label,
        content_type__model=on._meta.model_name,
        object_pk=str(on.pk),
    ).exists()


def as_logged(role: Role, on: models.Model | None) -> dict[str, object]:
    """A role and its place as JSON for the log."""
    place = {} if on is None else {"on": on._meta.label_lower, "id": on.pk, "name": str(on)}
    return {"role": role.value, **place}


def site_of(on: models.Model | None) -> int | None:
    """Id of the site that a role's place belongs to."""
    return None if on is None else getattr(on, "site_id", on.pk)
