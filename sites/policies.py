"""Who may do what to sites and organisations.

Roles live above this room, so ``accounts`` says at start-up how to read a
person's grants (``read_grants_with``); the words for roles are the names of
their groups.
"""

from collections.abc import Callable
from typing import Any, Protocol

from django.db.models import QuerySet

from sites.errors import NotAllowed
from sites.models import Site

PLATFORM_ADMIN = "platform_admin"
SITE_MANAGER = "manager"

# What the manager of a site may change on it; all else is the platform's.
MANAGER_FIELDS = frozenset(
    {
        "contact_name", "contact_phone", "contact_email", "contact_address", "operator",
        "logo", "slogan", "show_slogan", "main_colour", "accent_colour", "third_colour",
    }
)  # fmt: skip


class GrantsLike(Protocol):
    """The part of ``accounts.roles.Grants`` that this room uses."""

    @property
    def platform(self) -> frozenset[Any]: ...

    def reach(self, role: Any) -> Any: ...


_reader: list[Callable[..., GrantsLike]] = []


def read_grants_with(reader: Callable[..., GrantsLike]) -> None:
    """Called once by ``accounts``: how to find out what a person may do."""
    _reader[:] = [reader]


def policy_of(actor: Any) -> "SitePolicy":
    """The policy for ``actor``. Without a registered reader nobody may do anything."""
    return SitePolicy(_reader[0](actor) if _reader else None)


class SitePolicy:
    """One object answers both "may they" and "which rows" (ORG-04)."""

    def __init__(self, grants: GrantsLike | None) -> None:
        self.grants = grants

    @property
    def is_platform_admin(self) -> bool:
        """May open, change and close sites and edit organisations and rules."""
        return self.grants is not None and PLATFORM_ADMIN in {str(one) for one in self.grants.platform}

    def managed_ids(self) -> frozenset[int]:
        """Ids of the sites the person manages."""
        return self.grants.reach(SITE_MANAGER).sites if self.grants is not None else frozenset()

    def changeable_fields(self, site: Site, fields: frozenset[str]) -> frozenset[str]:
        """Those of ``fields`` that the person may change on ``site``."""
        if self.is_platform_admin:
            return fields
        return fields & MANAGER_FIELDS if site.pk in self.managed_ids() else frozenset()

    def may_change(self, site: Site) -> bool:
        return bool(self.changeable_fields(site, MANAGER_FIELDS))

    def visible(self, sites: QuerySet[Site]) -> QuerySet[Site]:
        """The sites whose record the person may open."""
        return sites if self.is_platform_admin else sites.filter(pk__in=self.managed_ids())

    def require_platform_admin(self) -> None:
        """Raises NotAllowed for everybody else."""
        if not self.is_platform_admin:
            raise NotAllowed

    def require_change(self, site: Site, fields: frozenset[str]) -> None:
        """Raises NotAllowed unless every one of ``fields`` may be changed."""
        if not fields or self.changeable_fields(site, fields) != fields:
            raise NotAllowed
