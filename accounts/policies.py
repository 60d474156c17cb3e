"""Who may do what with people: one object answers "may they" and "which rows" (ORG-04)."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from guardian.models import UserObjectPermission

from accounts.models import Delegation, User, UserKind
from accounts.places import site_ids, subtrees
from accounts.roles import REVIEWER_ROLES, SITE_ROLES, Grants, Reach, Role
from sites.errors import NotAllowed
from sites.models import Site

# A manager runs the desk of a site; who manages it is for the platform administrator.
GRANTED_BY_MANAGERS = frozenset({Role.EDITOR, *REVIEWER_ROLES})


class PeoplePolicy:
    """Rights over other people's accounts and roles.

    Platform administrators administer all staff. Site managers see the people of
    their sites and appoint editors and reviewers there. Nobody changes their own rights.
    """

    def __init__(self, grants: Grants) -> None:
        self.grants = grants

    @property
    def administers(self) -> bool:
        return Role.PLATFORM_ADMIN in self.grants.platform

    @cached_property
    def managed_sites(self) -> frozenset[int]:
        """Ids of the sites managed as a whole."""
        return self.grants.own.get(Role.SITE_MANAGER, Reach()).sites

    def may_enter(self) -> bool:
        """May the person open the lists of people at all?"""
        return self.administers or bool(self.managed_sites)

    def visible(self, people: models.QuerySet[User]) -> models.QuerySet[User]:
        """Staff that this person may look at: all, or those who work on or for the managed sites."""
        people = people.filter(kind=UserKind.STAFF)
        if self.administers:
            return people
        if not self.managed_sites:
            return people.none()
        return people.filter(Q(pk__in=_working_on(self.managed_sites)) | Q(organisation__site__in=self.managed_sites))

    def may_see(self, person: User) -> bool:
        return self.visible(User.objects.filter(pk=person.pk)).exists()

    def may_change(self, person: User) -> bool:
        """May the account be changed, switched off or given a new password?"""
        return self.administers and person.pk != self.grants.user.pk and person.kind == UserKind.STAFF

    def require_change(self, person: User) -> None:
        """Raise NotAllowed unless the account may be changed."""
        if person.pk == self.grants.user.pk:
            raise NotAllowed(_("不能改动自己的账号，请由另一位平台管理员操作。"))
        if not self.may_change(person):
            raise NotAllowed

    def may_appoint(self, role: Role, site_id: int | None) -> bool:
        """May ``role`` be given or taken on this site (None: the platform) at all?"""
        return self.administers or (role in GRANTED_BY_MANAGERS and site_id in self.managed_sites)

    def may_grant(self, person: User, role: Role, place: Any) -> bool:
        """May ``role`` be given to or taken from ``person`` at ``place`` (None: the platform)?"""
        site_id = None if place is None else getattr(place, "site_id", place.pk)
        return person.pk != self.grants.user.pk and self.may_appoint(role, site_id) and self.may_see(person)

    def require_grant(self, person: User, role: Role, place: models.Model | None) -> None:
        """Raise NotAllowed unless ``may_grant``."""
        if person.pk == self.grants.user.pk:
            raise NotAllowed(_("不能给自己授予或撤销角色，请由他人操作。"))
        if not self.may_grant(person, role, place):
            raise NotAllowed(_("您不能在这个范围授予或撤销“%(role)s”。"), role=role.label)

    def grantable_roles(self) -> list[Role]:
        """Roles to offer in a form, in their order."""
        allowed = frozenset(Role) if self.administers else GRANTED_BY_MANAGERS if self.managed_sites else frozenset()
        return [role for role in Role if role in allowed]

    def grantable_sites(self) -> models.QuerySet[Site]:
        if self.administers:
            return Site.objects.all()
        return Site.objects.filter(pk__in=self.managed_sites)


class DelegationPolicy:
    """Reviewers give and take back their own; managers look on; administrators may end any."""

    def __init__(self, grants: Grants) -> None:
        self.grants = grants
        self.people = PeoplePolicy(grants)

    @property
    def reviews(self) -> bool:
        """Has the person review rights of their own to lend?"""
        return any(self.grants.own.get(role) for role in REVIEWER_ROLES)

    def may_enter(self) -> bool:
        return self.reviews or bool(self.grants.delegated) or self.people.may_enter()

    def visible(self, delegations: models.QuerySet[Delegation]) -> models.QuerySet[Delegation]:
        if self.people.administers:
            return delegations
        mine = Q(principal=self.grants.user) | Q(deputy=self.grants.user)
        if self.people.managed_sites:
            reviewers = _working_on(self.people.managed_sites, REVIEWER_ROLES)
            return delegations.filter(mine | Q(principal__in=reviewers))
        return delegations.filter(mine)

    def may_revoke(self, delegation: Delegation) -> bool:
        return self.people.administers or delegation.principal_id == self.grants.user.pk

    def require_revoke(self, delegation: Delegation) -> None:
        """Raise NotAllowed unless the delegation may be ended by this person."""
        if not self.may_revoke(delegation):
            raise NotAllowed(_("只有委托人本人或平台管理员可以撤销委托。"))

    def possible_deputies(self) -> models.QuerySet[User]:
        """Colleagues to offer in the form: of the same body, or with a role on a site reviewed."""
        reach = Reach()
        for role in REVIEWER_ROLES:
            reach |= self.grants.own.get(role, Reach())
        user = self.grants.user
        near = Q(pk__in=_working_on(site_ids(reach)))
        if user.organisation_id:
            near |= Q(organisation=user.organisation_id)
        return User.objects.filter(near, kind=UserKind.STAFF, is_active=True, is_contractor=False).exclude(pk=user.pk)


def _working_on(sites: frozenset[int], roles: Iterable[Role] = SITE_ROLES) -> list[int]:
    """Ids of the people with one of ``roles`` on these sites or on columns of theirs."""
    on_sites = Q(content_type=ContentType.objects.get_for_model(Site), object_pk__in=[str(pk) for pk in sites])
    columns = [str(pk) for pk in subtrees().ids_on(sites)]
    on_columns = Q(content_type__model="column", object_pk__in=columns)
    codenames = [f"act_as_{role.value}" for role in roles]
    rows = UserObjectPermission.objects.filter(on_sites | on_columns, permission__codename__in=codenames)
    return list(rows.values_list("user_id", flat=True).distinct())
