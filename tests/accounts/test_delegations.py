"""A/B岗: reviewers lend their rights for a time, and only to those who may review."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import delegate, grant_role, revoke_delegation
from accounts.models import Delegation, UserKind
from accounts.policies import DelegationPolicy
from accounts.roles import REVIEWER_ROLES, Grants, Role
from audit.models import LogEntry
from sites.errors import Invalid, NotAllowed, WrongState
from tests import given

pytestmark = [pytest.mark.django_db, pytest.mark.clause("ORG-04")]


def lend(who, deputy, **values):
    now = timezone.now()
    defaults = {"starts_at": now, "ends_at": now + timedelta(days=7), "reason": "外出学习"}
    return delegate(actor=who, deputy=deputy, **defaults | values)


@pytest.fixture
def site():
    return given.site()


@pytest.fixture
def signer(site):
    return given.staff(role=Role.REVIEWER_3, on=site, name="周签")


def test_a_delegation_is_made_and_logged(signer):
    deputy = given.staff(name="孙代")

    made = lend(signer, deputy)

    assert Grants.of(deputy).has(Role.REVIEWER_3)
    entry = LogEntry.objects.get(verb="accounts.delegation.create")
    assert (entry.actor, entry.object_id, entry.reason) == (signer, str(made.pk), "外出学习")
    assert (entry.new["principal"], entry.new["deputy"]) == (signer.pk, deputy.pk)


@pytest.mark.parametrize("role", [role for role in Role if role not in REVIEWER_ROLES])
def test_only_reviewers_delegate(site, role):
    actor = given.staff(role=role, on=None if role in {Role.PLATFORM_ADMIN, Role.AUDITOR} else site)
    with pytest.raises(Invalid, match="只有审核人员"):
        lend(actor, given.staff())


def test_nobody_lends_what_is_another_persons(site, signer):
    manager = given.staff(role=Role.SITE_MANAGER, on=site)
    with pytest.raises(NotAllowed):
        lend(manager, given.staff(), principal=signer)


@pytest.mark.clause("ORG-08")
def test_who_may_not_review_is_no_deputy(site, signer):
    soon = timezone.localdate() + timedelta(days=30)
    unfit = {
        "外包人员": given.staff(is_contractor=True, contract_ends_on=soon),
        "不是在用": given.staff(is_active=False),
        "工作人员账号": given.staff(kind=UserKind.CITIZEN),
        "平台管理员": given.staff(role=Role.PLATFORM_ADMIN),
        "安全审计员": given.staff(role=Role.AUDITOR),
        "内容编辑": given.staff(role=Role.EDITOR, on=given.column(site)),
        "自己": signer,
    }
    for sentence, deputy in unfit.items():
        with pytest.raises(Invalid, match=sentence):
            lend(signer, deputy)
    assert not Delegation.objects.exists()


def test_an_editor_of_another_place_may_sign_here(signer):
    deputy = given.staff(role=Role.EDITOR, on=given.site())
    lend(signer, deputy)
    assert Grants.of(deputy).has(Role.REVIEWER_3)


def test_the_clash_is_found_from_the_other_side_too(site, signer):
    deputy = given.staff()
    lend(signer, deputy)
    with pytest.raises(Invalid, match="请先撤销委托"):
        grant_role(actor=None, user=deputy, role=Role.EDITOR, on=site)

    first = given.staff(role=Role.REVIEWER_1, on=site)
    editor = given.staff(role=Role.EDITOR, on=site)
    lend(first, editor)
    with pytest.raises(Invalid, match="请先撤销委托"):
        grant_role(actor=None, user=first, role=Role.REVIEWER_3, on=site)


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        (timedelta(days=2), timedelta(days=1), "晚于开始时间"),
        (timedelta(days=1), timedelta(days=1), "晚于开始时间"),
        (timedelta(days=-3), timedelta(days=-2), "已经过去"),
        (timedelta(days=-2), timedelta(days=5), "不能早于今天"),
        (timedelta(0), timedelta(days=367), "最长一年"),
    ],
)
def test_an_impossible_period_is_refused(signer, start, end, sentence):
    now = timezone.now()
    with pytest.raises(Invalid, match=sentence):
        lend(signer, given.staff(), starts_at=now + start, ends_at=now + end)


def test_a_year_is_not_too_long(signer):
    now = timezone.now()
    assert lend(signer, given.staff(), starts_at=now, ends_at=now + timedelta(days=365)).pk


def test_a_reason_is_asked_for(signer):
    with pytest.raises(Invalid, match="原因"):
        lend(signer, given.staff(), reason="  ")


def test_taking_it_back_counts_at_once_and_only_once(signer):
    deputy = given.staff()
    made = lend(signer, deputy)

    revoke_delegation(actor=signer, delegation=made, reason="提前返回")

    assert not Grants.of(deputy).has(Role.REVIEWER_3)
    assert LogEntry.objects.get(verb="accounts.delegation.revoke").reason == "提前返回"
    with pytest.raises(WrongState):
        revoke_delegation(actor=signer, delegation=made)


def test_only_the_principal_or_an_administrator_takes_it_back(site, signer):
    deputy = given.staff()
    made = lend(signer, deputy)
    for actor in (deputy, given.staff(role=Role.SITE_MANAGER, on=site), given.staff(role=Role.AUDITOR)):
        with pytest.raises(NotAllowed):
            revoke_delegation(actor=actor, delegation=made)
    revoke_delegation(actor=given.staff(role=Role.PLATFORM_ADMIN), delegation=made)


def test_lists_and_rights_agree(site, signer):
    elsewhere = given.staff(role=Role.REVIEWER_1, on=given.site())
    deputy = given.staff()
    mine, other = lend(signer, deputy), lend(elsewhere, given.staff())
    viewers = {
        signer: {mine},
        deputy: {mine},
        elsewhere: {other},
        given.staff(role=Role.SITE_MANAGER, on=site): {mine},
        given.staff(role=Role.PLATFORM_ADMIN): {mine, other},
        given.staff(role=Role.AUDITOR): set(),
        given.staff(role=Role.EDITOR, on=site): set(),
    }
    for viewer, expected in viewers.items():
        policy = DelegationPolicy(Grants.of(viewer))
        assert set(policy.visible(Delegation.objects.all())) == expected
        assert policy.may_enter() == bool(expected)
