"""Add a body to the tree."""

from typing import Any

from audit.log import record
from sites.actions.organisation_checks import CHANGEABLE, check_organisation
from sites.actions.shared import act, assign, lock_organisation_tree, require_platform_admin
from sites.models import Organisation


@act("sites.organisation.create")
def create_organisation(*, actor: Any, **fields: Any) -> Organisation:
    """Add a government or a body under one (ORG-01). Raises NotAllowed, Invalid."""
    require_platform_admin(actor)
    lock_organisation_tree()
    organisation = Organisation()
    _old, new = assign(organisation, fields, CHANGEABLE)
    check_organisation(organisation)
    organisation.save()
    record("sites.organisation.create", organisation, actor=actor, new=new)
    return organisation
