"""Which roles people hold and where, for lists and forms: read for many at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.places import subtrees
from accounts.roles import PLATFORM_ROLES, Reach, Role, reaches_of
from sites.models import Site


@dataclass(frozen=True, slots=True)
class Holding:
    """One role in one place. ``site_id`` is None for a role of the whole platform."""

    role: Role
    place: str
    site_id: int | None = None
    column_id: int | None = None


@dataclass(slots=True)
class _Names:
    sites: dict[int, str] = field(default_factory=dict)
    columns: dict[int, str] = field(default_factory=dict)
    site_of: dict[int, int] = field(default_factory=dict)


def holdings(users: Iterable[User]) -> dict[int, list[Holding]]:
    """Return user id → holdings in the order of the roles, in at most five queries for any number of people."""
    ids = [user.pk for user in users]
    reaches = reaches_of(ids)
    names = _names(reaches)
    found: dict[int, list[Holding]] = {pk: [] for pk in ids}
    platform = Group.objects.filter(user__in=ids, name__in=[role.value for role in PLATFORM_ROLES])
    for user_id, name in platform.values_list("user__pk", "name"):
        found[user_id].append(Holding(Role(name), _("全平台")))
    for user_id, roles in reaches.items():
        for role, reach in roles.items():
            found[user_id] += _site_holdings(role, reach, names)
    order = list(Role)
    for rows in found.values():
        rows.sort(key=lambda one: (order.index(one.role), one.place))
    return found


def _names(reaches: dict[int, dict[Role, Reach]]) -> _Names:
    columns = {pk for roles in reaches.values() for reach in roles.values() for pk in reach.columns}
    names = _Names()
    if columns:
        names.columns, names.site_of = subtrees().names_of(columns), subtrees().sites_of(columns)
    sites = {pk for roles in reaches.values() for reach in roles.values() for pk in reach.sites}
    wanted = sites | set(names.site_of.values())
    if wanted:
        names.sites = dict(Site.objects.filter(pk__in=wanted).values_list("pk", "name"))
    return names


def _site_holdings(role: Role, reach: Reach, names: _Names) -> list[Holding]:
    whole = [Holding(role, names.sites[pk], pk) for pk in reach.sites if pk in names.sites]
    parts = [
        Holding(role, f"{names.sites[names.site_of[pk]]} · {names.columns[pk]}", names.site_of[pk], pk)
        for pk in reach.columns
        if pk in names.site_of
    ]
    return whole + parts
