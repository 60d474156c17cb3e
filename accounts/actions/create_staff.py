"""A new account for a member of staff."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.actions.shared import one_time_password, plain, policy_of, validate
from accounts.models import User, UserKind
from audit.log import record
from sites.errors import NotAllowed
from sites.models import Organisation


@transaction.atomic
def create_staff(
    *,
    actor: User | None,
    username: str,
    name: str,
    organisation: Organisation | None = None,
    phone: str = "",
    email: str = "",
    is_contractor: bool = False,
    contract_ends_on: date | None = None,
) -> tuple[User, str]:
    """Make the account and return it with its one-time password, which nobody can read again.

    The password must be changed at the first sign-in. Raises NotAllowed, or
    Invalid with ``fields`` (ORG-05, ORG-08).
    """
    policy = policy_of(actor)
    if policy is not None and not policy.administers:
        raise NotAllowed
    facts: dict[str, Any] = {
        "username": username,
        "name": name.strip(),
        "organisation": organisation,
        "phone": phone,
        "email": email,
        "is_contractor": is_contractor,
        "contract_ends_on": contract_ends_on,
    }
    user = User(kind=UserKind.STAFF, must_change_password=True, password_changed_at=timezone.now(), **facts)
    validate(user)
    password = one_time_password()
    user.set_password(password)
    user.save()
    record("accounts.user.create", user, actor=actor, new={key: plain(value) for key, value in facts.items()})
    return user, password
