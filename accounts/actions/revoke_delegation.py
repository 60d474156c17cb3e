"""Ending a delegation before its time."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Delegation, User
from accounts.policies import DelegationPolicy
from accounts.roles import Grants
from audit.log import record
from sites.errors import WrongState


@transaction.atomic
def revoke_delegation(*, actor: User | None, delegation: Delegation, reason: str = "") -> Delegation:
    """End it now. Raises NotAllowed, or WrongState when it is over or revoked already."""
    if actor is not None:
        DelegationPolicy(Grants.of(actor)).require_revoke(delegation)
    now = timezone.now()
    live = Delegation.objects.filter(pk=delegation.pk, revoked_at__isnull=True, ends_at__gt=now)
    if not live.update(revoked_at=now):
        raise WrongState(_("这项委托已经结束或已被撤销。"))
    delegation.refresh_from_db()
    record(
        "accounts.delegation.revoke",
        delegation,
        actor=actor,
        old={"revoked_at": None},
        new={"revoked_at": now.isoformat(timespec="seconds")},
        reason=reason,
    )
    return delegation
