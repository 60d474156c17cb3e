"""Accounts and roles change only by actions: asked, done, logged."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import (
    change_person,
    create_staff,
    deactivate,
    forget_devices,
    grant_role,
    reactivate,
    reset_password,
    revoke_role,
)
from accounts.models import UserKind
from accounts.roles import PLATFORM_ROLES, REVIEWER_ROLES, Grants, Role
from audit.log import verify
from audit.models import LogEntry
from sites.errors import Invalid, NotAllowed, Refused, WrongState
from tests import given

pytestmark = pytest.mark.django_db


def logged():
    return list(LogEntry.objects.order_by("sequence").values_list("verb", flat=True))


@pytest.fixture
def admin():
    return given.staff(role=Role.PLATFORM_ADMIN, name="刘平台")


def contractor(**values):
    return given.staff(is_contractor=True, contract_ends_on=timezone.localdate() + timedelta(days=30), **values)


@pytest.mark.clause("ORG-04", "ORG-05")
def test_a_new_account_gets_a_one_time_password_that_keeps_the_rules(admin):
    user, password = create_staff(actor=admin, username="liwen", name="李文", organisation=given.organisation())

    user.refresh_from_db()
    assert user.check_password(password)
    assert user.must_change_password
    assert user.kind == UserKind.STAFF
    assert not any(Grants.of(user).has(role) for role in Role)
    entry = LogEntry.objects.get(verb="accounts.user.create")
    assert (entry.actor, entry.new["username"]) == (admin, "liwen")
    assert password not in str(entry.new)


def test_every_one_time_password_passes_the_validators():
    from django.contrib.auth.password_validation import validate_password

    from accounts.actions.shared import one_time_password

    for _n in range(50):
        validate_password(one_time_password())


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"username": "有汉字"}, "username"),
        ({"username": ""}, "username"),
        ({"name": "  "}, "name"),
        ({"is_contractor": True}, "__all__"),
        ({"email": "不是邮箱"}, "email"),
    ],
)
def test_a_wrong_fact_is_refused_with_its_field(admin, values, field):
    with pytest.raises(Invalid) as refusal:
        create_staff(actor=admin, **{"username": "liwen", "name": "李文"} | values)
    assert field in refusal.value.fields


def test_a_name_in_use_is_refused_in_chinese(admin):
    create_staff(actor=admin, username="liwen", name="李文")
    with pytest.raises(Invalid, match="这个账号已经有人使用。"):
        create_staff(actor=admin, username="liwen", name="李雯")


@pytest.mark.clause("ORG-04")
@pytest.mark.parametrize("role", [role for role in Role if role != Role.PLATFORM_ADMIN])
def test_only_platform_administrators_administer_accounts(role):
    actor = given.staff(role=role, on=None if role in PLATFORM_ROLES else given.site())
    other = given.staff()
    attempts = [
        lambda: create_staff(actor=actor, username="liwen", name="李文"),
        lambda: change_person(actor=actor, user=other, name="改名"),
        lambda: deactivate(actor=actor, user=other),
        lambda: reactivate(actor=actor, user=other),
        lambda: reset_password(actor=actor, user=other),
        lambda: forget_devices(actor=actor, user=other),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    assert logged() == []


@pytest.mark.clause("ORG-04")
def test_administrators_leave_their_own_account_to_another(admin):
    given.staff(role=Role.PLATFORM_ADMIN)
    for attempt in (
        lambda: change_person(actor=admin, user=admin, name="改名"),
        lambda: deactivate(actor=admin, user=admin),
        lambda: reset_password(actor=admin, user=admin),
        lambda: grant_role(actor=admin, user=admin, role=Role.EDITOR, on=given.site()),
        lambda: revoke_role(actor=admin, user=admin, role=Role.PLATFORM_ADMIN),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_a_change_logs_what_differs_and_nothing_else(admin):
    user = given.staff(name="李文", phone="1")

    change_person(actor=admin, user=user, name="李雯", phone="1")
    change_person(actor=admin, user=user, name="李雯")

    entry = LogEntry.objects.get(verb="accounts.user.change")
    assert (entry.old, entry.new) == ({"name": "李文"}, {"name": "李雯"})


@pytest.mark.clause("ORG-08")
def test_a_reviewer_becomes_a_contractor_only_after_the_role_is_gone(admin):
    site = given.site()
    user = given.staff(role=Role.REVIEWER_1, on=site)
    ends = timezone.localdate() + timedelta(days=30)
    with pytest.raises(Invalid, match="初审"):
        change_person(actor=admin, user=user, is_contractor=True, contract_ends_on=ends)

    revoke_role(actor=admin, user=user, role=Role.REVIEWER_1, on=site)
    change_person(actor=admin, user=user, is_contractor=True, contract_ends_on=ends)

    user.refresh_from_db()
    assert user.is_contractor


def test_switching_off_and_on_keeps_the_roles_and_refuses_twice(admin):
    user = given.staff(role=Role.EDITOR, on=given.site())

    deactivate(actor=admin, user=user, reason="调离")
    assert not Grants.of(user).has(Role.EDITOR)
    with pytest.raises(WrongState, match="已经停用"):
        deactivate(actor=admin, user=user)
    reactivate(actor=admin, user=user)

    assert Grants.of(user).has(Role.EDITOR)
    assert logged() == ["accounts.user.deactivate", "accounts.user.reactivate"]
    assert LogEntry.objects.first().site_id is None


@pytest.mark.clause("ORG-04")
def test_the_last_platform_administrator_stays(admin):
    for attempt in (
        lambda: deactivate(actor=None, user=admin),
        lambda: revoke_role(actor=None, user=admin, role=Role.PLATFORM_ADMIN),
    ):
        with pytest.raises(WrongState, match="最后一名平台管理员"):
            attempt()

    given.staff(role=Role.PLATFORM_ADMIN)
    revoke_role(actor=None, user=admin, role=Role.PLATFORM_ADMIN)
    assert not Grants.of(admin).has(Role.PLATFORM_ADMIN)


def test_granting_and_revoking_is_logged_with_the_place(admin):
    site = given.site()
    column = given.column(site)
    user = given.staff()

    grant_role(actor=admin, user=user, role=Role.EDITOR, on=column)
    revoke_role(actor=admin, user=user, role=Role.EDITOR, on=column)

    granted, revoked = LogEntry.objects.order_by("sequence")
    assert granted.new == {"role": "editor", "on": "columns.column", "id": column.pk, "name": column.name}
    assert revoked.old == granted.new
    assert {granted.site_id, revoked.site_id} == {site.pk}
    assert not user.groups.exists()
    assert list(verify()) == []


def test_the_group_stays_while_the_role_holds_elsewhere(admin):
    here, there, user = given.site(), given.site(), given.staff()
    grant_role(actor=admin, user=user, role=Role.EDITOR, on=here)
    grant_role(actor=admin, user=user, role=Role.EDITOR, on=there)

    revoke_role(actor=admin, user=user, role=Role.EDITOR, on=here)

    assert user.groups.filter(name="editor").exists()
    assert Grants.of(user).reach(Role.EDITOR).sites == {there.pk}


def test_a_role_given_twice_or_taken_twice_is_refused(admin):
    site, user = given.site(), given.staff()
    grant_role(actor=admin, user=user, role=Role.EDITOR, on=site)
    with pytest.raises(WrongState, match="已经担任"):
        grant_role(actor=admin, user=user, role=Role.EDITOR, on=site)
    revoke_role(actor=admin, user=user, role=Role.EDITOR, on=site)
    with pytest.raises(WrongState, match="没有担任"):
        revoke_role(actor=admin, user=user, role=Role.EDITOR, on=site)


@pytest.mark.parametrize("role", list(Role))
def test_site_roles_need_a_place_and_platform_roles_take_none(admin, role):
    wrong = given.site() if role in PLATFORM_ROLES else None
    with pytest.raises(Invalid, match=str(role.label)):
        grant_role(actor=admin, user=given.staff(), role=role, on=wrong)


@pytest.mark.clause("ORG-04")
@pytest.mark.parametrize("platform", sorted(PLATFORM_ROLES))
@pytest.mark.parametrize("other", list(Role))
def test_administrators_and_auditors_hold_no_second_role(platform, other):
    if platform == other:
        return
    place = None if other in PLATFORM_ROLES else given.site()
    first, second = given.staff(role=platform), given.staff(role=other, on=place)
    with pytest.raises(Invalid):
        grant_role(actor=None, user=first, role=other, on=place)
    with pytest.raises(Invalid):
        grant_role(actor=None, user=second, role=platform)


@pytest.mark.clause("ORG-04")
@pytest.mark.parametrize("first", [Role.EDITOR, Role.REVIEWER_3])
def test_who_writes_does_not_sign_wherever_the_two_places_touch(first):
    second = Role.REVIEWER_3 if first == Role.EDITOR else Role.EDITOR
    site = given.site()
    upper = given.column(site)
    lower = given.column(site, parent=upper)
    beside = given.column(site)
    touching = [(site, site), (site, lower), (lower, site), (upper, lower), (lower, upper), (lower, lower)]
    for one, other in touching:
        user = given.staff(role=first, on=one)
        with pytest.raises(Invalid, match="不能既是"):
            grant_role(actor=None, user=user, role=second, on=other)

    for one, other in [(lower, beside), (beside, upper), (site, given.site()), (given.column(given.site()), site)]:
        user = given.staff(role=first, on=one)
        grant_role(actor=None, user=user, role=second, on=other)
        assert Grants.of(user).has(second)


@pytest.mark.parametrize("role", [Role.REVIEWER_1, Role.REVIEWER_2, Role.SITE_MANAGER])
def test_editors_may_take_the_lower_levels_beside(role):
    """Nobody reviews what they wrote themselves: that is refused at the item, not here."""
    site = given.site()
    user = given.staff(role=Role.EDITOR, on=site)
    grant_role(actor=None, user=user, role=role, on=site)
    assert Grants.of(user).has(role)


@pytest.mark.clause("ORG-08")
@pytest.mark.parametrize("role", list(Role))
def test_contractors_are_editors_or_nothing(role):
    place = None if role in PLATFORM_ROLES else given.site()
    user = contractor()
    if role == Role.EDITOR:
        grant_role(actor=None, user=user, role=role, on=place)
        assert Grants.of(user).has(role)
    else:
        with pytest.raises(Invalid, match="外包人员"):
            grant_role(actor=None, user=user, role=role, on=place)


@pytest.mark.clause("ORG-08")
@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"is_contractor": True, "contract_ends_on": timezone.localdate() - timedelta(days=1)}, "合同已到期"),
        ({"is_active": False}, "已停用"),
        ({"kind": UserKind.CITIZEN}, "公众用户"),
    ],
)
def test_who_is_gone_gets_nothing(values, sentence):
    with pytest.raises(Invalid, match=sentence):
        grant_role(actor=None, user=given.staff(**values), role=Role.EDITOR, on=given.site())


@pytest.mark.clause("ORG-04")
@pytest.mark.parametrize("role", list(Role))
def test_a_manager_appoints_editors_and_reviewers_of_the_own_site_only(role):
    here, there = given.site(), given.site()
    manager = given.staff(role=Role.SITE_MANAGER, on=here)
    colleague = given.staff(organisation=here.organisation)
    may = role == Role.EDITOR or role in REVIEWER_ROLES
    for place in (here, given.column(here), there, given.column(there)):
        on = None if role in PLATFORM_ROLES else place
        own = getattr(on, "site_id", getattr(on, "pk", None)) == here.pk
        user = given.staff(organisation=here.organisation)
        if may and own:
            grant_role(actor=manager, user=user, role=role, on=on)
            assert Grants.of(user).has(role)
        else:
            with pytest.raises(NotAllowed):
                grant_role(actor=manager, user=user, role=role, on=on)
            assert not Grants.of(user).has(role)
    assert not any(Grants.of(colleague).has(one) for one in Role)


@pytest.mark.clause("ORG-04")
def test_a_manager_cannot_appoint_strangers():
    site = given.site()
    manager = given.staff(role=Role.SITE_MANAGER, on=site)
    with pytest.raises(NotAllowed):
        grant_role(actor=manager, user=given.staff(organisation=given.organisation()), role=Role.EDITOR, on=site)


@pytest.mark.clause("ORG-04")
@pytest.mark.parametrize("role", [Role.EDITOR, *REVIEWER_ROLES, Role.AUDITOR])
def test_other_roles_appoint_nobody(role):
    site = given.site()
    actor = given.staff(role=role, on=None if role in PLATFORM_ROLES else site)
    with pytest.raises(NotAllowed):
        grant_role(actor=actor, user=given.staff(organisation=site.organisation), role=Role.EDITOR, on=site)


def test_every_refusal_is_a_sentence():
    refusals = []
    for attempt in (
        lambda: grant_role(actor=None, user=contractor(), role=Role.AUDITOR),
        lambda: grant_role(actor=given.staff(), user=given.staff(), role=Role.AUDITOR),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        refusals.append(str(refusal.value))
    assert all(text.endswith("。") for text in refusals)
