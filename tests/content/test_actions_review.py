"""Four eyes: who may pass what, and that nobody gets round it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Delegation
from audit.log.models import LogEntry
from content.actions import approve, recall, save_draft, send_back, submit
from content.models import Item, ReviewStep, Revision, State
from content.policies import OwnWork, SecondLevel
from sites.errors import Invalid, NotAllowed, NotFound, WrongState
from tests import given, given_content
from tests.given import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscoped")]


class Desk:
    """A site, its people, and short ways to act on an item."""

    def __init__(self, **site_values):
        self.site = given.site(**site_values)
        self.__dict__ |= given.desk(self.site)
        self.column = given.column(self.site)

    def item(self, state=State.REVIEW_1, author=None, **values) -> Item:
        return given_content.draft_item(
            self.site, column=self.column, author=author or self.editor, state=state, **values
        )

    def passes(self, who, item) -> Item:
        item = Item.objects.select_related("head").get(pk=item.pk)
        return approve(actor=who, item_id=item.pk, version=item.version, digest=item.head.digest)


@pytest.fixture
def desk():
    return Desk()


def deputy_for(principal, deputy=None, **values):
    now = timezone.now()
    deputy = deputy or given.staff(name="代办")
    defaults = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(days=1), "reason": "出差"}
    Delegation.objects.create(principal=principal, deputy=deputy, **defaults | values)
    return deputy


# --- the levels -------------------------------------------------------------------


@pytest.mark.clause("ORG-04")
@pytest.mark.parametrize(("levels", "path"), [(1, [3]), (2, [1, 3]), (3, [1, 2, 3])])
def test_every_level_of_the_site_passes_and_the_last_signs(levels, path):
    desk = Desk(review_levels=levels)
    item = desk.item(state=State.DRAFT)
    item = submit(actor=desk.editor, item_id=item.pk, version=item.version)
    for level in path:
        assert item.live_revision is None
        item = desk.passes(getattr(desk, f"reviewer_{level}"), item)
    assert (item.state, item.live_revision) == (State.PUBLISHED, item.head)
    steps = ReviewStep.objects.filter(item=item, verb__in=["approve", "sign"])
    assert [(one.level, one.verb) for one in steps] == [(n, "sign" if n == 3 else "approve") for n in path]


@pytest.mark.clause("ORG-04")
@pytest.mark.parametrize("state", [State.REVIEW_1, State.REVIEW_2, State.REVIEW_3])
def test_a_reviewer_of_another_level_does_not_pass_it(desk, state):
    item = desk.item(state=state)
    for level in (1, 2, 3):
        if state != f"review_{level}":
            with pytest.raises(NotAllowed):
                desk.passes(getattr(desk, f"reviewer_{level}"), item)
    assert Item.objects.get().state == state


@pytest.mark.clause("ORG-04", "ORG-08")
@pytest.mark.parametrize("state", [State.REVIEW_1, State.REVIEW_2, State.REVIEW_3])
def test_nobody_else_passes_anything(desk, state):
    item = desk.item(state=state)
    level = Role(state.replace("review", "reviewer"))
    contractor = given.staff(role=level, on=desk.site, is_contractor=True, contract_ends_on=date(2099, 1, 1))
    administrator = given.staff(role=Role.PLATFORM_ADMIN)
    auditor = given.staff(role=Role.AUDITOR)
    for person in (administrator, auditor):
        given.grant(person, level, desk.site)
    elsewhere = given.staff(role=level, on=given.column(desk.site))
    retired = given.staff(role=level, on=desk.site, is_active=False)
    for person in (contractor, administrator, auditor, elsewhere, retired, desk.manager, given.staff()):
        with pytest.raises(NotAllowed):
            desk.passes(person, item)
    assert Item.objects.get().state == state


def test_somebody_without_any_business_there_does_not_even_learn_that_it_exists(desk):
    item = desk.item()
    with pytest.raises(NotFound):
        desk.passes(given.staff(role=Role.REVIEWER_1, on=given.site()), item)


# --- own work, two levels ------------------------------------------------------------


@pytest.mark.clause("ORG-04")
def test_the_author_does_not_pass_their_own(desk):
    author = given.staff(role=Role.EDITOR, on=desk.site)
    given.grant(author, Role.REVIEWER_1, desk.site)
    with pytest.raises(OwnWork, match="编写或送审过"):
        desk.passes(author, desk.item(author=author))


@pytest.mark.clause("ORG-04")
def test_who_ever_changed_a_word_of_it_does_not_pass_it(desk):
    both = given.staff(role=Role.EDITOR, on=desk.site)
    given.grant(both, Role.REVIEWER_1, desk.site)
    item = desk.item(state=State.DRAFT)
    item = save_draft(actor=both, item_id=item.pk, base_version=item.version, draft=given_content.draft(title="甲"))
    item = save_draft(
        actor=desk.editor, item_id=item.pk, base_version=item.version, draft=given_content.draft(title="乙")
    )
    item = submit(actor=desk.editor, item_id=item.pk, version=item.version)
    with pytest.raises(OwnWork):
        desk.passes(both, item)


@pytest.mark.clause("ORG-04")
def test_who_submitted_it_does_not_pass_it(desk):
    both = given.staff(role=Role.EDITOR, on=desk.site)
    given.grant(both, Role.REVIEWER_1, desk.site)
    item = desk.item(state=State.DRAFT)
    item = submit(actor=both, item_id=item.pk, version=item.version)
    with pytest.raises(OwnWork):
        desk.passes(both, item)


@pytest.mark.clause("ORG-04")
def test_nobody_passes_two_levels_of_one_round(desk):
    given.grant(desk.reviewer_1, Role.REVIEWER_2, desk.site)
    item = desk.passes(desk.reviewer_1, desk.item())
    with pytest.raises(SecondLevel, match="前一级"):
        desk.passes(desk.reviewer_1, item)
    assert desk.passes(desk.reviewer_2, item).state == State.REVIEW_3


@pytest.mark.clause("ORG-04")
def test_a_new_round_is_open_to_them_again_at_every_level(desk):
    given.grant(desk.reviewer_1, Role.REVIEWER_2, desk.site)
    item = desk.passes(desk.reviewer_1, desk.item())
    item = send_back(actor=desk.reviewer_2, item_id=item.pk, version=item.version, reason="补充数据")
    item = submit(actor=desk.editor, item_id=item.pk, version=item.version)
    assert item.state == State.REVIEW_1
    other = given.staff(role=Role.REVIEWER_1, on=desk.site)
    assert desk.passes(desk.reviewer_1, desk.passes(other, item)).state == State.REVIEW_3


# --- A/B岗 -----------------------------------------------------------------------------


@pytest.mark.clause("ORG-04")
def test_a_deputy_passes_for_the_one_they_stand_in_for_and_the_step_says_so(desk):
    deputy = deputy_for(desk.reviewer_1)
    item = desk.passes(deputy, desk.item())
    step = item.steps.last()
    assert (step.actor, step.on_behalf_of, step.level) == (deputy, desk.reviewer_1, 1)
    assert LogEntry.objects.get(verb="content.item.approve").new["on_behalf_of"] == desk.reviewer_1.pk


@pytest.mark.clause("ORG-04")
@pytest.mark.parametrize(
    "when",
    [
        {"ends_at": timezone.now() - timedelta(minutes=1)},
        {"starts_at": timezone.now() + timedelta(hours=1)},
        {"revoked_at": timezone.now()},
    ],
)
def test_a_deputy_passes_nothing_outside_the_period(desk, when):
    deputy = deputy_for(desk.reviewer_1, **when)
    with pytest.raises(NotAllowed):
        desk.passes(deputy, desk.item())


@pytest.mark.clause("ORG-08")
def test_a_contractor_passes_nothing_as_a_deputy_either(desk):
    contractor = given.staff(is_contractor=True, contract_ends_on=date(2099, 1, 1))
    deputy_for(desk.reviewer_1, contractor)
    with pytest.raises(NotAllowed):
        desk.passes(contractor, desk.item())


@pytest.mark.clause("ORG-04")
def test_the_authors_deputy_does_not_pass_the_authors_item(desk):
    given.grant(desk.reviewer_1, Role.EDITOR, desk.site)
    deputy = deputy_for(desk.reviewer_1)
    item = desk.item(author=desk.reviewer_1)
    with pytest.raises(NotAllowed):
        desk.passes(deputy, item)
    assert desk.passes(deputy, desk.item()).state == State.REVIEW_2


@pytest.mark.clause("ORG-04")
def test_a_deputy_does_not_pass_their_own_item_for_somebody_else(desk):
    author = deputy_for(desk.reviewer_1, given.staff(role=Role.EDITOR, on=desk.site))
    with pytest.raises(OwnWork):
        desk.passes(author, desk.item(author=author))


@pytest.mark.clause("ORG-04")
def test_deputy_and_principal_count_as_one_for_the_two_levels(desk):
    given.grant(desk.reviewer_1, Role.REVIEWER_2, desk.site)
    deputy = deputy_for(desk.reviewer_1)
    by_deputy = desk.passes(deputy, desk.item())
    for person in (deputy, desk.reviewer_1):
        with pytest.raises(NotAllowed):
            desk.passes(person, by_deputy)
    by_principal = desk.passes(desk.reviewer_1, desk.item())
    with pytest.raises(NotAllowed):
        desk.passes(deputy, by_principal)


def test_a_deputy_with_a_right_of_their_own_acts_by_it(desk):
    deputy_for(desk.reviewer_1, desk.reviewer_2)
    item = desk.passes(desk.reviewer_2, desk.item(state=State.REVIEW_2))
    assert item.steps.last().on_behalf_of is None


# --- a site that changes its levels ------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "levels", "who", "after"),
    [
        (State.REVIEW_2, 2, "reviewer_3", State.PUBLISHED),
        (State.REVIEW_2, 1, "reviewer_3", State.PUBLISHED),
        (State.REVIEW_1, 1, "reviewer_3", State.PUBLISHED),
        (State.REVIEW_1, 2, "reviewer_1", State.REVIEW_3),
        (State.REVIEW_3, 1, "reviewer_3", State.PUBLISHED),
    ],
)
def test_what_waits_at_a_level_that_was_removed_goes_to_the_next_higher(desk, state, levels, who, after):
    item = desk.item(state=state)
    desk.site.review_levels = levels
    desk.site.save()
    for other in {"reviewer_1", "reviewer_2", "reviewer_3"} - {who}:
        with pytest.raises(NotAllowed):
            desk.passes(getattr(desk, other), item)
    assert desk.passes(getattr(desk, who), item).state == after


def test_a_level_that_is_added_counts_from_where_the_item_waits():
    desk = Desk(review_levels=2)
    item = desk.item(state=State.REVIEW_1)
    desk.site.review_levels = 3
    desk.site.save()
    assert desk.passes(desk.reviewer_1, item).state == State.REVIEW_2


# --- approved is what was read --------------------------------------------------------------


def test_passing_another_text_than_was_read_is_refused(desk):
    item = desk.item()
    with pytest.raises(WrongState, match="新的版本"):
        approve(actor=desk.reviewer_1, item_id=item.pk, version=item.version, digest="0" * 64)
    assert Item.objects.get().state == State.REVIEW_1


@pytest.mark.clause("SEC-03")
@pytest.mark.parametrize("field", ["title", "body", "source"])
def test_a_text_altered_in_the_database_is_not_passed(desk, field):
    item = desk.item(state=State.REVIEW_3)
    Revision.objects.filter(pk=item.head_id).update(**{field: "改动"})
    with pytest.raises(WrongState, match="校验值"):
        desk.passes(desk.reviewer_3, item)
    assert Item.objects.get().live_revision is None


def test_the_second_click_finds_it_moved_on(desk):
    item = desk.item()
    approve(actor=desk.reviewer_1, item_id=item.pk, version=item.version, digest=item.head.digest)
    for act in (
        lambda: approve(actor=desk.reviewer_2, item_id=item.pk, version=item.version, digest=item.head.digest),
        lambda: send_back(actor=desk.reviewer_2, item_id=item.pk, version=item.version, reason="晚了"),
        lambda: recall(actor=desk.editor, item_id=item.pk, version=item.version),
    ):
        with pytest.raises(WrongState):
            act()
    assert Item.objects.get().state == State.REVIEW_2
    assert ReviewStep.objects.filter(verb__in=["approve", "return", "recall"]).count() == 1


# --- return and recall ---------------------------------------------------------------------


@pytest.mark.clause("ORG-04", "SEC-03")
@pytest.mark.parametrize("level", [1, 2, 3])
def test_every_level_returns_with_a_reason(desk, level):
    item = desk.item(state=State(f"review_{level}"))
    reviewer = getattr(desk, f"reviewer_{level}")
    item = send_back(actor=reviewer, item_id=item.pk, version=item.version, reason=" 数据有误 ")
    step = item.steps.last()
    assert (item.state, step.verb, step.level, step.comment) == (State.RETURNED, "return", level, "数据有误")
    entry = LogEntry.objects.get(verb="content.item.return")
    assert (entry.reason, entry.old["state"], entry.new["state"]) == ("数据有误", f"review_{level}", "returned")


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_returning_without_a_reason_is_refused(desk, reason):
    item = desk.item()
    with pytest.raises(Invalid) as refusal:
        send_back(actor=desk.reviewer_1, item_id=item.pk, version=item.version, reason=reason)
    assert list(refusal.value.fields) == ["reason"]
    assert Item.objects.get().state == State.REVIEW_1


def test_a_signature_may_be_taken_back_while_the_time_has_not_come(desk):
    item = desk.item(state=State.REVIEW_3, publish_at=timezone.now() + timedelta(hours=1))
    item = desk.passes(desk.reviewer_3, item)
    assert item.state == State.SCHEDULED
    item = send_back(actor=desk.reviewer_3, item_id=item.pk, version=item.version, reason="推迟")
    assert (item.state, item.publish_at, item.steps.last().level) == (State.RETURNED, None, 3)


@pytest.mark.parametrize("state", [State.REVIEW_1, State.REVIEW_2, State.REVIEW_3])
def test_any_editor_of_the_column_recalls(desk, state):
    item = desk.item(state=state)
    colleague = given.staff(role=Role.EDITOR, on=desk.site)
    assert recall(actor=colleague, item_id=item.pk, version=item.version).state == State.DRAFT
    with pytest.raises(WrongState):
        recall(actor=desk.editor, item_id=item.pk, version=item.version + 1)


def test_a_reviewer_does_not_recall(desk):
    item = desk.item()
    with pytest.raises(NotAllowed):
        recall(actor=desk.reviewer_1, item_id=item.pk, version=item.version)
