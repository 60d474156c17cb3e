"""Four eyes for the explanation of a prescribed column, deputies included (ORG-04)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Delegation
from accounts.roles import Grants, Role
from columns.models import Column
from columns.policies import ColumnPolicy, ColumnVerb
from tests import given

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscoped"), pytest.mark.clause("ORG-04")]
REVIEW = ColumnVerb.REVIEW_EXPLANATION


@pytest.fixture
def site():
    return given.site()


def reviews(person, column):
    """The one answer of the policy, asked in both ways."""
    policy = ColumnPolicy(Grants.of(person))
    alone = policy.may(REVIEW, column)
    assert policy.rows(REVIEW, Column.objects.filter(pk=column.pk)).exists() == alone
    return alone


def deputy_of(principal):
    deputy, now = given.staff(), timezone.now()
    Delegation.objects.create(
        principal=principal, deputy=deputy, starts_at=now, ends_at=now + timedelta(days=1), reason="出差"
    )
    return deputy


def test_nobody_reviews_what_they_wrote_and_neither_does_their_deputy(site):
    author, signer = (given.staff(role=Role.REVIEWER_3, on=site) for _number in range(2))
    column = given.column(site, is_prescribed=True, explanation="暂无此类信息。", explanation_by=author)
    assert reviews(signer, column)
    assert reviews(deputy_of(signer), column)
    assert not reviews(author, column)
    assert not reviews(deputy_of(author), column)


def test_a_deputy_of_two_reviews_by_the_right_of_the_other(site):
    author, signer = (given.staff(role=Role.REVIEWER_3, on=site) for _number in range(2))
    column = given.column(site, is_prescribed=True, explanation="暂无此类信息。", explanation_by=author)
    deputy, now = deputy_of(author), timezone.now()
    Delegation.objects.create(
        principal=signer, deputy=deputy, starts_at=now, ends_at=now + timedelta(days=1), reason="培训"
    )
    assert reviews(deputy, column)


def test_a_column_without_an_author_is_open_to_every_reviewer(site):
    column = given.column(site, is_prescribed=True, explanation="暂无此类信息。")
    assert reviews(given.staff(role=Role.REVIEWER_3, on=column), column)
    assert not reviews(given.staff(role=Role.REVIEWER_3, on=given.site()), column)
    assert not reviews(given.staff(role=Role.EDITOR, on=site), column)
