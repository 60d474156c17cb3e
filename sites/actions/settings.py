"""Change the platform's tables of rules and number formats."""

from typing import Any

from django.db import models

from audit.log import record
from sites.actions.shared import act, clean, require_platform_admin, shown
from sites.models import IdentifierPattern, SiteOpeningRule

Row = SiteOpeningRule | IdentifierPattern


@act("sites.settings.save")
def save_setting(*, actor: Any, row: Row) -> Row:
    """Store a new or changed opening rule or number format. Raises NotAllowed, Invalid."""
    require_platform_admin(actor)
    clean(row)
    before = type(row)._default_manager.filter(pk=row.pk).first()
    row.save()
    old, new = _values(before), _values(row)
    changed = {name for name in new if old.get(name) != new[name]}
    record(
        "sites.settings.save",
        row,
        actor=actor,
        old={name: old[name] for name in old if name in changed},
        new={name: new[name] for name in new if name in changed},
    )
    return row


@act("sites.settings.delete")
def delete_setting(*, actor: Any, row: Row) -> None:
    """Remove an opening rule or a number format. Raises NotAllowed."""
    require_platform_admin(actor)
    record("sites.settings.delete", row, actor=actor, old=_values(row))
    row.delete()


def _values(row: models.Model | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {field.name: shown(row, field.name) for field in row._meta.fields if field.name != "id"}
