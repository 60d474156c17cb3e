"""The table of column types, which an authority extends (META-02)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Grants, Role
from audit import log
from columns.models import ColumnType
from sites.errors import Invalid, NotAllowed

FIELDS = ("required_as", "rhythm_days", "order")


def add_column_type(*, actor: User | None, name: str, **fields: Any) -> ColumnType:
    """Add a type of one's own; it becomes a value of the ``ColumnType`` tag. Raises NotAllowed, Invalid."""
    _require(actor)
    made = ColumnType(name=name.strip(), is_standard=False, **{one: fields[one] for one in FIELDS if one in fields})
    _check(made)
    made.save(force_insert=True)
    log.record("columns.type.add", made, actor=actor, new={one: getattr(made, one) for one in FIELDS})
    return made


def change_column_type(*, actor: User | None, name: str, **fields: Any) -> ColumnType:
    """Change rhythm or order of a type; what the standard requires of its own types stays.

    Raises NotAllowed, Invalid.
    """
    _require(actor)
    found = ColumnType.objects.get(name=name)
    if found.is_standard and fields.get("required_as", found.required_as) != found.required_as:
        raise Invalid(_("国家标准类别与必设栏目的对应关系不能修改。"))
    old = {one: getattr(found, one) for one in FIELDS}
    for one in FIELDS:
        setattr(found, one, fields.get(one, old[one]))
    _check(found)
    found.save()
    log.record("columns.type.change", found, actor=actor, old=old, new={one: getattr(found, one) for one in FIELDS})
    return found


def may_keep_types(grants: Grants) -> bool:
    """The table holds for all sites: the platform administrator keeps it."""
    return Role.PLATFORM_ADMIN in grants.platform


def _check(one: ColumnType) -> None:
    try:
        one.full_clean()
    except ValidationError as error:
        raise Invalid(fields=error.message_dict) from error


def _require(actor: User | None) -> None:
    if actor is not None and not may_keep_types(Grants.of(actor)):
        raise NotAllowed
