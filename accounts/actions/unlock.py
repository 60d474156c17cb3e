"""Letting a person try again after too many wrong passwords."""

from axes.utils import reset
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.shared import policy_of
from accounts.models import User
from audit.log import record
from sites.errors import WrongState


@transaction.atomic
def unlock(*, actor: User | None, user: User) -> None:
    """Forget the failed sign-ins of ``user``. Raises NotAllowed; WrongState when there are none (ORG-05)."""
    policy = policy_of(actor)
    if policy is not None:
        policy.require_change(user)
    if not reset(username=user.username):
        raise WrongState(_("这个账号没有被锁定。"))
    record("accounts.user.unlock", user, actor=actor)
