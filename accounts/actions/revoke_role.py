"""Taking a role back."""

from django.contrib.auth.models import Group
from django.db import models, transaction
from django.utils.translation import gettext as _
from guardian.models import UserObjectPermission
from guardian.shortcuts import remove_perm

from accounts.actions.grant_role import as_logged, holds, site_of
from accounts.actions.shared import lock_person, policy_of, refuse_last_administrator
from accounts.models import User
from accounts.roles import Role, permission_codename
from audit.log import record
from sites.errors import WrongState


@transaction.atomic
def revoke_role(*, actor: User | None, user: User, role: Role, on: models.Model | None = None) -> None:
    """Take ``role`` at exactly that place; it counts no more from the next request on.

    Raises NotAllowed; WrongState when it is not held there, or when nobody else
    would administer the platform.
    """
    policy = policy_of(actor)
    if policy is not None:
        policy.require_grant(user, role, on)
    person = lock_person(user)
    if not holds(person, role, on):
        raise WrongState(_("%(name)s在这个范围没有担任“%(role)s”。"), name=person.name, role=role.label)
    if role == Role.PLATFORM_ADMIN:
        refuse_last_administrator(person)
    if on is not None:
        remove_perm(f"{on._meta.app_label}.{permission_codename(role)}", person, on)
    elsewhere = UserObjectPermission.objects.filter(user=person, permission__codename=permission_codename(role))
    if not elsewhere.exists():
        person.groups.remove(Group.objects.get(name=role.value))
    record("accounts.role.revoke", person, actor=actor, old=as_logged(role, on), site_id=site_of(on))
