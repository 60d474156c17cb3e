"""Who may do what with which item: the matrix, and that a list and a single item never disagree."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Delegation
from accounts.roles import Grants
from content.models import Item, State, Verb
from content.policies import DESK_VERBS, ItemPolicy
from content.workflow import LEVELS, REVIEW_STATES, SOURCES, WAITING_FOR, first_level, next_level, present_level
from tests import given, given_content
from tests.given import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscoped")]

S, V = State, Verb
WRITING = {
    S.DRAFT: {V.SAVE, V.SUBMIT},
    S.RETURNED: {V.SAVE, V.SUBMIT},
    S.REVIEW_1: {V.RECALL},
    S.REVIEW_2: {V.RECALL},
    S.REVIEW_3: {V.RECALL},
    S.SCHEDULED: set(),
    S.PUBLISHED: {V.SAVE},
    S.WITHDRAWN: {V.SAVE},
}
LISTING = {state: {V.UNPLACE} | ({V.PLACE} if state != S.WITHDRAWN else set()) for state in S}
DOWN = {S.SCHEDULED: {V.WITHDRAW}, S.PUBLISHED: {V.WITHDRAW}}
# The whole matrix: person → state → verbs; what is not here is refused.
EXPECTED: dict[str, dict[State, set[Verb]]] = {
    "editor": {one: WRITING[one] | LISTING[one] | DOWN.get(one, set()) for one in S},
    "contractor": {one: WRITING[one] | LISTING[one] | DOWN.get(one, set()) for one in S},
    "manager": {one: LISTING[one] | DOWN.get(one, set()) for one in S},
    "reviewer_1": DOWN | {S.REVIEW_1: {V.APPROVE, V.RETURN}},
    "reviewer_2": DOWN | {S.REVIEW_2: {V.APPROVE, V.RETURN}},
    "reviewer_3": DOWN | {S.REVIEW_3: {V.SIGN, V.RETURN}, S.SCHEDULED: {V.WITHDRAW, V.RETURN}},
    "deputy_1": DOWN | {S.REVIEW_1: {V.APPROVE, V.RETURN}},
    "deputy_3": DOWN | {S.REVIEW_3: {V.SIGN, V.RETURN}, S.SCHEDULED: {V.WITHDRAW, V.RETURN}},
    "column_reviewer": DOWN | {S.REVIEW_1: {V.APPROVE, V.RETURN}},
    "other_column": {},
    "administrator": {},
    "auditor": {},
    "nobody": {},
}


@pytest.fixture
def desk():
    site = given.site()
    column = given.column(site)
    below = given.column(site, parent=column)
    people = given.desk(site)
    people |= {
        "contractor": given.staff(role=Role.EDITOR, on=site, is_contractor=True, contract_ends_on=date(2099, 1, 1)),
        "deputy_1": deputy_of(people["reviewer_1"]),
        "deputy_3": deputy_of(people["reviewer_3"]),
        "column_reviewer": given.staff(role=Role.REVIEWER_1, on=column),
        "other_column": given.staff(role=Role.EDITOR, on=given.column(site)),
        "administrator": given.staff(role=Role.PLATFORM_ADMIN),
        "auditor": given.staff(role=Role.AUDITOR),
        "nobody": given.staff(),
    }
    given.grant(people["contractor"], Role.REVIEWER_1, site)  # whatever was granted
    given.grant(people["administrator"], Role.REVIEWER_3, site)
    return type("Desk", (), {"site": site, "column": below, "people": people})


def deputy_of(principal, **values):
    now = timezone.now()
    defaults = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(days=1), "reason": "出差"}
    deputy = given.staff()
    Delegation.objects.create(principal=principal, deputy=deputy, **defaults | values)
    return deputy


def policy(person) -> ItemPolicy:
    return ItemPolicy(Grants.of(person))


def one_of_every_state(desk) -> dict[State, Item]:
    author = given.staff(role=Role.EDITOR, on=desk.site)
    return {
        state: given_content.live_item(desk.site, column=desk.column, author=author)
        if state == State.PUBLISHED
        else given_content.draft_item(desk.site, column=desk.column, author=author, state=state)
        for state in State
    }


@pytest.mark.clause("ORG-04", "ORG-08")
@pytest.mark.parametrize("person", EXPECTED)
def test_the_matrix(desk, person):
    judge = policy(desk.people[person])
    for state, item in one_of_every_state(desk).items():
        allowed = EXPECTED[person].get(state, set())
        assert judge.verbs(item) == allowed, state
        for verb in Verb:
            assert judge.may(verb, item) == (verb in allowed), (state, verb)


@pytest.mark.clause("ORG-04")
@pytest.mark.parametrize("person", EXPECTED)
def test_lists_and_single_items_agree(desk, person):
    judge = policy(desk.people[person])
    items = list(one_of_every_state(desk).values())
    everything = Item.objects.all()
    for verb in Verb:
        assert set(everything.filter(judge.rows(verb))) == {one for one in items if judge.may(verb, one)}
    seen = set(judge.visible(everything))
    assert all(one in seen for one in items if judge.verbs(one))
    assert set(judge.waiting(everything)) == {one for one in items if judge.verbs(one) & {V.APPROVE, V.SIGN}}


def test_everybody_with_business_on_the_column_sees_its_items_and_nobody_else(desk):
    items = set(one_of_every_state(desk).values())
    for name, person in desk.people.items():
        seen = set(policy(person).visible(Item.objects.all()))
        expected = set() if name in {"other_column", "administrator", "auditor", "nobody"} else items
        assert seen == expected, name


def test_the_inbox_of_an_editor_holds_what_is_theirs_and_open(desk):
    editor = desk.people["editor"]
    theirs = [given_content.draft_item(desk.site, column=desk.column, author=editor, state=state) for state in State]
    one_of_every_state(desk)
    finished = {State.PUBLISHED, State.WITHDRAWN}
    assert set(policy(editor).mine(Item.objects.all())) == {one for one in theirs if one.state not in finished}


@pytest.mark.clause("ORG-04")
def test_the_inbox_of_a_reviewer_spans_sites_and_leaves_out_what_they_may_not_pass(desk):
    reviewer = desk.people["reviewer_1"]
    other = given.site(review_levels=2)
    column = given.column(other)
    given.grant(reviewer, Role.REVIEWER_1, column)
    here = given_content.draft_item(desk.site, column=desk.column, state=State.REVIEW_1)
    there = given_content.draft_item(other, column=column, state=State.REVIEW_1)
    given_content.draft_item(other, state=State.REVIEW_1)  # a column of somebody else
    given_content.draft_item(desk.site, column=desk.column, state=State.REVIEW_1, author=reviewer)
    passed = given_content.draft_item(desk.site, column=desk.column, state=State.REVIEW_1)
    given_content.step(passed, Verb.APPROVE, reviewer, level=1)
    assert set(policy(reviewer).waiting(Item.objects.all())) == {here, there}


@pytest.mark.parametrize("method", ["visible", "mine", "waiting"])
def test_inboxes_cost_the_same_with_many_columns_sites_and_items(desk, method):
    person = deputy_of(desk.people["reviewer_1"])
    given.grant(person, Role.EDITOR, desk.column)

    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            list(getattr(policy(person), method)(Item.objects.for_desk()))
        return len(queries), max(len(one["sql"]) for one in queries.captured_queries)

    given_content.draft_item(desk.site, column=desk.column, state=State.REVIEW_1)
    few = cost()
    for _n in range(5):
        site = given.site()
        for _m in range(3):
            column = given.column(site)
            given.grant(person, Role.EDITOR, column)
            given.grant(person, Role.REVIEWER_2, column)
            given_content.draft_item(site, column=column, state=State.REVIEW_2)
    many = cost()
    assert many[0] == few[0]
    assert many[1] < few[1] + 3000  # the ids of the granted columns, nothing else


def test_one_question_is_one_query(desk, django_assert_num_queries):
    item = given_content.draft_item(desk.site, column=desk.column, state=State.REVIEW_1)
    judge = policy(desk.people["reviewer_1"])
    with django_assert_num_queries(1):
        assert judge.may(Verb.APPROVE, item)
    with django_assert_num_queries(1):
        judge.verbs(item)


# --- the table itself -------------------------------------------------------------------


def test_the_table_of_the_workflow_is_whole():
    assert set(SOURCES) == set(Verb) - {Verb.CREATE}
    for levels, path in LEVELS.items():
        assert (first_level(levels), len(path), path[-1]) == (path[0], levels, State.REVIEW_3)
        for state in REVIEW_STATES:
            assert present_level(state, levels) in path
            following = next_level(state, levels)
            assert following is None or REVIEW_STATES.index(following) > REVIEW_STATES.index(state)
        assert next_level(path[-1], levels) is None
    waits = [pair for pairs in WAITING_FOR.values() for pair in pairs]
    assert sorted(waits) == sorted((state, levels) for state in REVIEW_STATES for levels in LEVELS)
    assert all(verb in {*SOURCES} for verb in DESK_VERBS)
