"""Remembering where a person signed in from, for their first screen the next time."""

from accounts.models import User
from audit.log import current_origin


def note_sign_in(*, user: User) -> None:
    """Keep the address of this sign-in. The sign-in itself is logged by ``audit.receivers``, so no second row."""
    User.objects.filter(pk=user.pk).update(last_login_address=current_origin().address or None)
