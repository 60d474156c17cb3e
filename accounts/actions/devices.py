"""Second factors: who lost the phone starts again."""

from django.db import transaction
from django.utils.translation import gettext as _
from django_otp import devices_for_user

from accounts.actions.shared import lock_person, policy_of
from accounts.models import User
from audit.log import record
from sites.errors import WrongState


@transaction.atomic
def forget_devices(*, actor: User | None, user: User) -> int:
    """Remove every second factor of ``user`` and return how many there were.

    People may do so for themselves; a platform administrator for others, after
    making sure who asks. Raises NotAllowed, or WrongState when there is none (ORG-05).
    """
    policy = policy_of(actor)
    if policy is not None and actor is not None and actor.pk != user.pk:
        policy.require_change(user)
    devices = list(devices_for_user(lock_person(user), confirmed=None))
    if not devices:
        raise WrongState(_("%(name)s没有绑定过双因素验证设备。"), name=user.name)
    for device in devices:
        device.delete()
    record("accounts.user.forget_devices", user, actor=actor, old={"devices": len(devices)})
    return len(devices)
