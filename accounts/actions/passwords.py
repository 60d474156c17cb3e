"""Passwords: one's own, and a new one for somebody who lost theirs."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.shared import lock_person, one_time_password, policy_of
from accounts.models import User
from audit.log import record
from sites.errors import Invalid


@transaction.atomic
def change_password(*, user: User, old: str, new: str) -> User:
    """Replace one's own password. Raises Invalid with ``fields`` ``old`` or ``new`` (ORG-05)."""
    person = lock_person(user)
    if not person.check_password(old):
        raise Invalid(fields={"old": [_("当前密码不正确。")]})
    if person.check_password(new):
        raise Invalid(fields={"new": [_("新密码不能与当前密码相同。")]})
    try:
        validate_password(new, person)
    except ValidationError as error:
        raise Invalid(fields={"new": list(error.messages)}) from error
    _store(person, new, must_change=False)
    record("accounts.user.change_password", person, actor=user)
    return person


@transaction.atomic
def reset_password(*, actor: User | None, user: User) -> str:
    """Give a one-time password, end all sessions of the person, and return the password once."""
    policy = policy_of(actor)
    if policy is not None:
        policy.require_change(user)
    person = lock_person(user)
    password = one_time_password()
    _store(person, password, must_change=True)
    record("accounts.user.reset_password", person, actor=actor)
    return password


def _store(person: User, password: str, *, must_change: bool) -> None:
    person.set_password(password)
    person.must_change_password = must_change
    person.password_changed_at = timezone.now()
    person.save(update_fields=["password", "must_change_password", "password_changed_at"])
