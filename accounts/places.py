"""Where a role can hold besides a whole site: a subtree that a higher room owns.

``columns`` fills the registry in its ``AppConfig.ready()``; this room only knows
ids and asks.
"""

from collections.abc import Iterable
from typing import Protocol

from django.db import models

from accounts.roles import Reach


class Subtrees(Protocol):
    """What the owner of the column tree answers. Ids that do not exist are left out of every answer."""

    def get(self, pk: int) -> models.Model | None:
        """The column itself, whatever scope is open."""

    def sites_of(self, ids: Iterable[int]) -> dict[int, int]:
        """Column id → id of its site, in one query."""

    def names_of(self, ids: Iterable[int]) -> dict[int, str]:
        """Column id → "channel / column", without the site's name, in one query."""

    def ids_on(self, site_ids: Iterable[int]) -> list[int]:
        """Every column of these sites."""

    def choices(self, site_id: int) -> list[tuple[int, str]]:
        """Columns of a site in tree order with indented names."""

    def overlap(self, first: Iterable[int], second: Iterable[int]) -> bool:
        """Does any column of ``first`` lie above, on or below one of ``second``?"""


_subtrees: list[Subtrees] = []


def register_subtrees(answers: Subtrees) -> None:
    """Name the owner of the column tree; the last one counts."""
    _subtrees[:] = [answers]


def subtrees() -> Subtrees:
    """The owner of the column tree. Raises LookupError when no room has registered."""
    if not _subtrees:
        raise LookupError("no room has called accounts.places.register_subtrees()")
    return _subtrees[0]


def overlap(first: Reach, second: Reach) -> bool:
    """Is there any place where both hold? (At most three queries, none for whole sites.)"""
    if first.sites & second.sites:
        return True
    if first.sites and second.columns and first.sites & set(subtrees().sites_of(second.columns).values()):
        return True
    if second.sites and first.columns and second.sites & set(subtrees().sites_of(first.columns).values()):
        return True
    return bool(first.columns and second.columns) and subtrees().overlap(first.columns, second.columns)


def site_ids(reach: Reach) -> frozenset[int]:
    """Ids of the sites that ``reach`` touches, whole or in part."""
    if not reach.columns:
        return reach.sites
    return reach.sites | frozenset(subtrees().sites_of(reach.columns).values())
