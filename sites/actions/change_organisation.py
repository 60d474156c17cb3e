"""Rename, move or re-classify a body."""

from typing import Any

from audit.log import record
from sites.actions.organisation_checks import CHANGEABLE, check_organisation
from sites.actions.shared import act, assign, lock_organisation_tree, require_platform_admin
from sites.errors import NotFound
from sites.models import Organisation


@act("sites.organisation.change")
def change_organisation(*, actor: Any, organisation_id: int, **fields: Any) -> Organisation:
    """Change a body and its two superiors (ORG-01). Raises NotAllowed, NotFound, Invalid."""
    require_platform_admin(actor)
    lock_organisation_tree()
    # Read after the lock: the numbers of a tree read before it may be out of date.
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if organisation is None:
        raise NotFound
    old, new = assign(organisation, fields, CHANGEABLE)
    if new:
        check_organisation(organisation)
        organisation.save()
        record("sites.organisation.change", organisation, actor=actor, old=old, new=new)
    return organisation
