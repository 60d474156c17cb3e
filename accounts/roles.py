"""Roles, and where a person holds them.

A role is a group; where it holds is a guardian object permission on a site, or
on a column for the subtree below it. Platform roles hold everywhere and need no
object. ``accounts.actions`` grants and revokes; this module only reads.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermission

from accounts.models import Delegation, User, UserKind


class Role(models.TextChoices):
    """The seven roles (ORG-04). The value is the name of the group."""

    PLATFORM_ADMIN = "platform_admin", _("平台管理员")
    SITE_MANAGER = "manager", _("网站管理员")
    EDITOR = "editor", _("内容编辑")
    REVIEWER_1 = "reviewer_1", _("初审")
    REVIEWER_2 = "reviewer_2", _("复审")
    REVIEWER_3 = "reviewer_3", _("终审（签发）")
    AUDITOR = "auditor", _("安全审计员")


PLATFORM_ROLES = frozenset({Role.PLATFORM_ADMIN, Role.AUDITOR})
REVIEWER_ROLES = (Role.REVIEWER_1, Role.REVIEWER_2, Role.REVIEWER_3)
SITE_ROLES = frozenset(Role) - PLATFORM_ROLES
# ORG-08: whatever else was granted to contractors, they only ever write.
CONTRACTOR_ROLES = frozenset({Role.EDITOR})


def permission_codename(role: Role) -> str:
    """The object permission behind a site role: ``act_as_editor`` on a Site or a Column."""
    return f"act_as_{role.value}"


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a role holds: ids of whole sites, and of columns with all below them."""

    sites: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.sites or self.columns)

    def __or__(self, other: "Reach") -> "Reach":
        return Reach(self.sites | other.sites, self.columns | other.columns)


@dataclass(frozen=True, slots=True)
class Grants:
    """All that a person may do at one moment, read in at most four queries.

    Never kept longer than a request: rights withdrawn count at once.
    """

    user: User
    platform: frozenset[Role] = frozenset()
    own: dict[Role, Reach] = field(default_factory=dict)
    # principal's id → what that person's deputy may do for them now
    delegated: dict[int, dict[Role, Reach]] = field(default_factory=dict)

    @classmethod
    def of(cls, user: User, at: datetime | None = None) -> "Grants":
        """Read the grants of ``user`` at ``at`` (default: now); an inactive account holds none."""
        if not user.is_authenticated or not user.is_staff:
            return cls(user)
        principals = _principals(user, at or timezone.now())
        reaches = reaches_of([user.pk, *principals])
        platform = platform_roles_of(user)
        if platform:  # ORG-04: who administers or audits touches no content, whatever the tables say
            return cls(user, platform)
        if user.is_contractor:
            return cls(user, own={role: reach for role, reach in reaches[user.pk].items() if role in CONTRACTOR_ROLES})
        delegated = {
            one: {role: reach for role, reach in reaches[one].items() if role in REVIEWER_ROLES} for one in principals
        }
        return cls(user, own=reaches[user.pk], delegated=delegated)

    def has(self, role: Role) -> bool:
        """Does the person hold ``role`` anywhere at all, delegations included?"""
        return role in self.platform or bool(self.reach(role))

    def reach(self, role: Role) -> Reach:
        """Where ``role`` holds for this person, by right or as a deputy."""
        found = self.own.get(role, Reach())
        for reaches in self.delegated.values():
            found |= reaches.get(role, Reach())
        return found

    def any_reach(self) -> Reach:
        """Everywhere the person has anything to do."""
        found = Reach()
        for role in SITE_ROLES:
            found |= self.reach(role)
        return found


def platform_roles_of(user: User) -> frozenset[Role]:
    names = set(Group.objects.filter(user=user).values_list("name", flat=True))
    found = frozenset(role for role in PLATFORM_ROLES if role.value in names)
    if user.is_contractor:
        return frozenset()
    # The two clash (ORG-04). Should both stand in the table, only the harmless one counts.
    return found if len(found) < len(PLATFORM_ROLES) else frozenset({Role.AUDITOR})


def _principals(user: User, at: datetime) -> list[int]:
    usable = Delegation.objects.running(at).filter(
        deputy=user, principal__kind=UserKind.STAFF, principal__is_active=True, principal__is_contractor=False
    )
    return list(usable.values_list("principal_id", flat=True).distinct())


def reaches_of(user_ids: list[int]) -> dict[int, dict[Role, Reach]]:
    """What each of ``user_ids`` was granted, contractors' and clashing grants included."""
    # The ten permissions are read by themselves: joined to a thousand grants they
    # cost PostgreSQL more than the grants. Sets first, for the same reason.
    meanings = {
        pk: (Role(codename.removeprefix("act_as_")), model)
        for pk, codename, model in Permission.objects.filter(codename__startswith="act_as_").values_list(
            "pk", "codename", "content_type__model"
        )
    }
    rows = UserObjectPermission.objects.filter(user_id__in=user_ids, permission_id__in=list(meanings))
    places: dict[tuple[int, Role], dict[str, set[int]]] = {}
    for user_id, permission_id, pk in rows.values_list("user_id", "permission_id", "object_pk"):
        role, model = meanings[permission_id]
        places.setdefault((user_id, role), {"site": set(), "column": set()})[model].add(int(pk))
    found: dict[int, dict[Role, Reach]] = {user_id: {} for user_id in user_ids}
    for (user_id, role), here in places.items():
        found[user_id][role] = Reach(frozenset(here["site"]), frozenset(here["column"]))
    return found
