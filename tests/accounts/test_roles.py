"""What a person may do follows from what was granted, and from nothing else."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser, Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Delegation, UserKind
from accounts.roles import PLATFORM_ROLES, SITE_ROLES, Grants, Reach, Role
from columns.middleware import site_ids_within
from tests import given

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


def lend(principal, deputy, **values):
    defaults = {"starts_at": timezone.now(), "ends_at": timezone.now() + timedelta(days=7), "reason": "出差"}
    return Delegation.objects.create(principal=principal, deputy=deputy, **defaults | values)


@pytest.mark.clause("ORG-04")
def test_the_seven_roles_are_there_from_the_first_migration():
    assert set(Group.objects.values_list("name", flat=True)) >= {role.value for role in Role}


@pytest.mark.clause("ORG-04")
@pytest.mark.parametrize("role", list(Role))
def test_a_person_holds_exactly_the_role_granted(role):
    site = given.site()
    user = given.staff(role=role, on=None if role in PLATFORM_ROLES else site)

    grants = Grants.of(user)

    assert [one for one in Role if grants.has(one)] == [role]
    assert grants.any_reach() == (Reach(sites=frozenset({site.pk})) if role in SITE_ROLES else Reach())


def test_a_role_on_a_column_reaches_the_column_only():
    site = given.site()
    column = given.column(site)
    user = given.staff(role=Role.EDITOR, on=column)

    grants = Grants.of(user)

    assert grants.reach(Role.EDITOR) == Reach(columns=frozenset({column.pk}))
    assert site_ids_within(grants) == [site.pk]


def test_nobody_signed_in_holds_nothing():
    assert not any(Grants.of(AnonymousUser()).has(role) for role in Role)


@pytest.mark.clause("ORG-04")
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("change", [{"is_active": False}, {"kind": UserKind.CITIZEN}])
def test_an_account_switched_off_or_of_a_citizen_holds_nothing(role, change):
    user = given.staff(role=role, on=None if role in PLATFORM_ROLES else given.site())
    for name, value in change.items():
        setattr(user, name, value)
    user.save()

    assert not any(Grants.of(user).has(one) for one in Role)


@pytest.mark.clause("ORG-08")
@pytest.mark.parametrize("role", list(Role))
def test_whatever_the_tables_say_a_contractor_only_writes(role):
    user = given.staff(is_contractor=True, contract_ends_on=timezone.localdate() + timedelta(days=9))
    given.grant(user, role, None if role in PLATFORM_ROLES else given.site())

    assert Grants.of(user).has(role) == (role == Role.EDITOR)


@pytest.mark.clause("ORG-08")
def test_a_contractor_works_on_the_last_day_and_not_after():
    with time_machine.travel(NOON, tick=False):
        user = given.staff(role=Role.EDITOR, on=given.site(), is_contractor=True, contract_ends_on=timezone.localdate())
    with time_machine.travel(NOON.replace(hour=23, minute=59), tick=False):
        assert Grants.of(user).has(Role.EDITOR)
    with time_machine.travel(NOON.replace(hour=0) + timedelta(days=1), tick=False):
        assert not Grants.of(user).has(Role.EDITOR)


@pytest.mark.clause("ORG-08")
def test_a_contractor_is_no_deputy_either():
    principal = given.staff(role=Role.REVIEWER_1, on=given.site())
    deputy = given.staff(is_contractor=True, contract_ends_on=timezone.localdate() + timedelta(days=9))
    lend(principal, deputy)

    assert not Grants.of(deputy).has(Role.REVIEWER_1)


@pytest.mark.clause("ORG-04")
@pytest.mark.parametrize("platform", sorted(PLATFORM_ROLES))
def test_who_administers_or_audits_touches_no_content_even_if_the_tables_say_so(platform):
    site = given.site()
    user = given.staff(role=platform)
    given.grant(user, Role.REVIEWER_3, site)
    lend(given.staff(role=Role.REVIEWER_2, on=site), user)

    grants = Grants.of(user)

    assert [role for role in Role if grants.has(role)] == [platform]


@pytest.mark.clause("ORG-04")
def test_an_auditor_who_also_administers_only_audits():
    user = given.staff(role=Role.AUDITOR)
    given.grant(user, Role.PLATFORM_ADMIN)

    assert Grants.of(user).platform == {Role.AUDITOR}


@pytest.mark.clause("ORG-04")
def test_a_deputy_reviews_for_the_principal_and_does_nothing_else_for_them():
    site = given.site()
    principal = given.staff(role=Role.REVIEWER_1, on=site)
    given.grant(principal, Role.SITE_MANAGER, site)
    deputy = given.staff()
    lend(principal, deputy)

    grants = Grants.of(deputy)

    assert grants.has(Role.REVIEWER_1)
    assert not grants.has(Role.SITE_MANAGER)
    assert grants.own == {}
    assert grants.delegated == {principal.pk: {Role.REVIEWER_1: Reach(sites=frozenset({site.pk}))}}


@pytest.mark.clause("ORG-04")
@pytest.mark.parametrize(
    ("after", "holds"),
    [
        (timedelta(microseconds=-1), False),
        (timedelta(0), True),
        (timedelta(days=7, microseconds=-1), True),
        (timedelta(days=7), False),
    ],
)
def test_a_delegation_holds_from_its_first_moment_until_just_before_its_end(after, holds):
    principal, deputy = given.staff(role=Role.REVIEWER_2, on=given.site()), given.staff()
    lend(principal, deputy, starts_at=NOON, ends_at=NOON + timedelta(days=7))

    assert Grants.of(deputy, at=NOON + after).has(Role.REVIEWER_2) is holds


@pytest.mark.parametrize(
    "change",
    [{"is_active": False}, {"kind": UserKind.CITIZEN}, {"is_contractor": True, "contract_ends_on": NOON.date()}],
)
def test_what_the_principal_lost_the_deputy_lost_too(change):
    principal, deputy = given.staff(role=Role.REVIEWER_2, on=given.site()), given.staff()
    lend(principal, deputy)
    for name, value in change.items():
        setattr(principal, name, value)
    principal.save()

    assert not Grants.of(deputy).has(Role.REVIEWER_2)


def test_a_revoked_delegation_counts_no_more():
    principal, deputy = given.staff(role=Role.REVIEWER_2, on=given.site()), given.staff()
    lend(principal, deputy, revoked_at=timezone.now())

    assert not Grants.of(deputy).has(Role.REVIEWER_2)


def test_rights_lent_are_not_lent_on():
    principal, deputy, third = given.staff(role=Role.REVIEWER_3, on=given.site()), given.staff(), given.staff()
    lend(principal, deputy)
    lend(deputy, third)

    assert not Grants.of(third).has(Role.REVIEWER_3)


def test_reading_the_rights_takes_as_many_queries_for_many_grants_as_for_few():
    few, many = given.staff(), given.staff()
    for user, times in ((few, 1), (many, 6)):
        for _n in range(times):
            site = given.site()
            given.grant(user, Role.EDITOR, site)
            given.grant(user, Role.EDITOR, given.column(site))
            lend(given.staff(role=Role.REVIEWER_1, on=site), user)
    ContentType.objects.clear_cache()

    counts = []
    for user in (few, many):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            site_ids_within(Grants.of(user))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 5
