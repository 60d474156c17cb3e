"""A/B岗: naming a deputy for a time."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.shared import lock_person
from accounts.models import Delegation, User
from accounts.rules import refuse_delegation, refuse_period
from audit.log import record
from sites.errors import Invalid, NotAllowed


@transaction.atomic
def delegate(
    *,
    actor: User | None,
    deputy: User,
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    principal: User | None = None,
) -> Delegation:
    """Lend the review rights of ``principal`` (default and only choice: the actor) to ``deputy``.

    The rights last from ``starts_at`` until just before ``ends_at``, a year at
    most. Raises NotAllowed, or Invalid when the deputy may not review (ORG-04, ORG-08).
    """
    lender = principal or actor
    if lender is None or (actor is not None and lender.pk != actor.pk):
        raise NotAllowed(_("只能委托自己的审核权限。"))
    if not reason.strip():
        raise Invalid(fields={"reason": [_("请写明委托原因。")]})
    refuse_period(starts_at, ends_at)
    # In the order of their ids, so that two people who name each other cannot lock each other out.
    one, other = sorted([lender, deputy], key=lambda user: user.pk)
    people = {person.pk: person for person in (lock_person(one), lock_person(other))}
    refuse_delegation(people[lender.pk], people[deputy.pk])
    made = Delegation.objects.create(
        principal=people[lender.pk],
        deputy=people[deputy.pk],
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason.strip(),
    )
    record(
        "accounts.delegation.create",
        made,
        actor=actor,
        new={
            "principal": lender.pk,
            "deputy": deputy.pk,
            "starts_at": timezone.localtime(starts_at).isoformat(timespec="minutes"),
            "ends_at": timezone.localtime(ends_at).isoformat(timespec="minutes"),
        },
        reason=made.reason,
    )
    return made
