"""Correcting what is known of a person."""

from typing import Any

from django.db import transaction

from accounts.actions.shared import lock_person, plain, policy_of, validate
from accounts.models import User
from accounts.rules import refuse_contract
from audit.log import record

CHANGEABLE = ("name", "organisation", "phone", "email", "is_contractor", "contract_ends_on")


@transaction.atomic
def change_person(*, actor: User | None, user: User, **changes: Any) -> User:
    """Write the given fields (see ``CHANGEABLE``) and return the fresh person.

    Only what really differs is written and logged, old → new. Raises NotAllowed,
    or Invalid, also when a contractor would keep a role contractors may not have.
    """
    unknown = changes.keys() - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"change_person() cannot change {sorted(unknown)}")
    policy = policy_of(actor)
    if policy is not None:
        policy.require_change(user)
    person = lock_person(user)
    old = {name: getattr(person, name) for name in changes}
    for name, value in changes.items():
        setattr(person, name, value)
    validate(person, exclude={"username"})
    refuse_contract(person, is_contractor=person.is_contractor)
    changed = [name for name in changes if old[name] != getattr(person, name)]
    if changed:
        person.save(update_fields=changed)
        record(
            "accounts.user.change",
            person,
            actor=actor,
            old={name: plain(old[name]) for name in changed},
            new={name: plain(getattr(person, name)) for name in changed},
        )
    return person
