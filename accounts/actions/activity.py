"""Switching an account off and on again. Accounts are never deleted: the history needs them."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.shared import policy_of, refuse_last_administrator
from accounts.models import User
from audit.log import record
from sites.errors import WrongState


@transaction.atomic
def deactivate(*, actor: User | None, user: User, reason: str = "") -> User:
    """Switch the account off: its sessions, roles and delegations count no more from now on.

    Raises NotAllowed; WrongState when it is off already or nobody else administers.
    """
    policy = policy_of(actor)
    if policy is not None:
        policy.require_change(user)
    refuse_last_administrator(user)
    return _switch(actor, user, on=False, reason=reason)


@transaction.atomic
def reactivate(*, actor: User | None, user: User, reason: str = "") -> User:
    """Switch the account on again with the roles it had. Raises NotAllowed or WrongState."""
    policy = policy_of(actor)
    if policy is not None:
        policy.require_change(user)
    return _switch(actor, user, on=True, reason=reason)


def _switch(actor: User | None, user: User, *, on: bool, reason: str) -> User:
    if not User.objects.filter(pk=user.pk, is_active=not on).update(is_active=on):
        raise WrongState(_("这个账号已经是启用状态。") if on else _("这个账号已经停用。"))
    user.refresh_from_db()
    verb = "accounts.user.reactivate" if on else "accounts.user.deactivate"
    record(verb, user, actor=actor, old={"is_active": not on}, new={"is_active": on}, reason=reason)
    return user
