"""What the actions on people have in common."""

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User, UserKind
from accounts.policies import PeoplePolicy
from accounts.roles import Grants, Role
from sites.errors import Invalid, WrongState

# No character that looks like another one: people copy these from paper.
_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_DIGITS = "23456789"


def policy_of(actor: User | None) -> PeoplePolicy | None:
    """The actor's policy as of now; None for the system."""
    return PeoplePolicy(Grants.of(actor)) if actor is not None else None


def lock_person(user: User) -> User:
    """Read the row again under a lock, so that two grants to one person cannot pass each other."""
    return User.objects.select_for_update().get(pk=user.pk)


def one_time_password() -> str:
    """A random password of 16 characters (about 75 bits) that satisfies the rules."""
    blocks = ["".join(secrets.choice(_LETTERS + _CAPITALS + _DIGITS) for _n in range(4)) for _n in range(3)]
    sure = secrets.choice(_LETTERS) + secrets.choice(_CAPITALS) + secrets.choice(_DIGITS)
    return "-".join([*blocks, sure])


def refuse_last_administrator(user: User) -> None:
    """Raise WrongState if nobody else could administer people any more."""
    admins = User.objects.select_for_update().filter(
        groups__name=Role.PLATFORM_ADMIN.value, kind=UserKind.STAFF, is_active=True
    )
    if {one.pk for one in admins} == {user.pk}:
        raise WrongState(_("%(name)s是最后一名平台管理员，请先指定另一名平台管理员。"), name=user.name)


def validate(user: User, exclude: set[str] | None = None) -> None:
    """Raise Invalid with the model's own sentences by field."""
    try:
        user.full_clean(exclude={"password"} | (exclude or set()))
    except ValidationError as error:
        raise Invalid(fields=dict(error.message_dict)) from error


def plain(value: Any) -> Any:
    """A field's value as it stands in the log."""
    return value if value is None or isinstance(value, bool | int) else str(value)
