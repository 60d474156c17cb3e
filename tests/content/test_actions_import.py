"""Already public material comes in by one act, once, with its provenance."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Grants
from audit.log.models import LogEntry
from content.actions import import_item
from content.draft import Facts
from content.models import Item, ItemKind, Placement, ReviewStep, State
from content.policies import ItemPolicy, OwnWork
from sites.errors import Invalid, NotAllowed
from tests import given, given_content
from tests.given import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscoped")]
LONG_AGO = timezone.now() - timedelta(days=20_000)


@pytest.fixture
def desk():
    site = given.site()
    return type("Desk", (), given.desk(site) | {"site": site, "column": given.column(site)})


def taken_in(desk, **values):
    defaults = {
        "signer": desk.reviewer_3, "column": desk.column, "kind": ItemKind.LAW, "draft": given_content.draft(),
        "imported_from": "flk", "import_key": "law-1",
    }  # fmt: skip
    return import_item(**defaults | values)


@pytest.mark.clause("MECH-09", "INFO-02", "SEC-03")
def test_it_is_live_at_once_under_its_original_date_and_the_log_tells_when_it_came(desk):
    facts = Facts(issuer="云岭省人民代表大会", source_label="现行有效")
    item = taken_in(desk, original_published_at=LONG_AGO, draft=given_content.draft(title="条例", facts=facts))
    item = Item.objects.get(pk=item.pk)
    assert (item.state, item.live_revision, item.first_published_at) == (State.PUBLISHED, item.head, LONG_AGO)
    assert (item.imported_from, item.import_key, item.original_published_at) == ("flk", "law-1", LONG_AGO)
    assert Placement.objects.live().get().published_at == LONG_AGO
    step = ReviewStep.objects.get()
    assert (step.verb, step.actor, step.level) == ("sign_import", desk.reviewer_3, 3)
    assert timezone.now() - step.at < timedelta(minutes=1)
    assert LogEntry.objects.get().new["import_key"] == "law-1"


@pytest.mark.clause("MECH-09")
def test_without_an_original_date_the_system_sets_it(desk):
    item = taken_in(desk)
    assert timezone.now() - item.first_published_at < timedelta(minutes=1)
    assert item.original_published_at is None


def test_the_second_time_adds_nothing(desk):
    assert taken_in(desk)
    assert taken_in(desk) is None
    assert taken_in(desk, import_key="law-2")
    assert Item.objects.count() == 2


@pytest.mark.clause("MECH-09")
@pytest.mark.parametrize(
    "values",
    [
        {"imported_from": ""},
        {"import_key": " "},
        {"original_published_at": timezone.now() + timedelta(days=1)},
        {"original_published_at": timezone.datetime(2020, 1, 1)},
        {"draft": given_content.draft(title="")},
        {"draft": given_content.draft(body="")},
    ],
)
def test_without_provenance_or_content_nothing_comes_in(desk, values):
    with pytest.raises(Invalid):
        taken_in(desk, **values)
    assert not Item.objects.exists()


@pytest.mark.clause("ORG-04", "ORG-08")
@pytest.mark.parametrize(
    "who", ["editor", "reviewer_1", "reviewer_2", "manager", "administrator", "contractor", "elsewhere"]
)
def test_only_who_signs_for_the_column_signs_an_import(desk, who):
    desk.administrator = given.staff(role=Role.PLATFORM_ADMIN)
    desk.contractor = given.staff(
        role=Role.REVIEWER_3, on=desk.site, is_contractor=True, contract_ends_on=timezone.localdate()
    )
    desk.elsewhere = given.staff(role=Role.REVIEWER_3, on=given.column(desk.site))
    with pytest.raises(NotAllowed):
        taken_in(desk, signer=getattr(desk, who))
    assert not Item.objects.exists()


@pytest.mark.clause("ORG-04")
def test_the_signer_is_not_the_author(desk):
    with pytest.raises(OwnWork):
        taken_in(desk, author=desk.reviewer_3)


def test_without_a_signer_it_waits_as_a_draft_for_the_editors(desk):
    item = taken_in(desk, signer=None)
    assert (item.state, item.live_revision, item.created_by) == (State.DRAFT, None, None)
    assert list(ItemPolicy(Grants.of(desk.editor)).mine(Item.objects.all())) == [item]
    assert taken_in(desk, signer=None) is None


def test_an_import_costs_few_queries_and_no_more_with_many(desk, django_assert_max_num_queries):
    for n in range(20):
        taken_in(desk, import_key=f"law-{n}")
    with django_assert_max_num_queries(30):
        taken_in(desk, import_key="one more", draft=given_content.draft(facts=Facts(issuer="云岭省")))
