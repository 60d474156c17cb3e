"""Whatever anybody tries in whatever order: four eyes, a whole history, no fresh dates.

What is checked after each act is read from the history alone, beside the policy
that let it happen.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from accounts.models import Delegation
from audit.log.models import LogEntry
from content import actions
from content.digest import stored_digest
from content.models import Item, ItemKind, Placement, ReviewStep, Revision, Verb
from content.workflow import REVIEW_STATES, REVIEWER_OF, present_level
from sites.errors import Refused
from sites.models import Site
from sites.scoping import all_sites
from tests import given, given_content
from tests.given import Role

PEOPLE = (
    "editor", "colleague", "reviewer_1", "reviewer_2", "reviewer_3", "writes_and_reviews", "two_levels", "all_levels",
    "deputy", "contractor", "administrator",
)  # fmt: skip
TITLES = ("一稿", "二稿", "三稿")
# What each was granted, beside the one role that the others are named after.
FURTHER_ROLES = {
    "colleague": [Role.EDITOR],
    "writes_and_reviews": [Role.EDITOR, Role.REVIEWER_1, Role.REVIEWER_3],
    "two_levels": [Role.REVIEWER_1, Role.REVIEWER_2],
    "all_levels": [Role.REVIEWER_1, Role.REVIEWER_2, Role.REVIEWER_3],
    "contractor": [Role.EDITOR, Role.REVIEWER_3],
    "administrator": [Role.PLATFORM_ADMIN, Role.EDITOR, Role.REVIEWER_3],
}
PRINCIPALS = ("reviewer_1", "reviewer_3", "all_levels", "writes_and_reviews")
# Who may at least think that it is their turn: most acts are tried by them.
WRITERS = ("editor", "colleague", "writes_and_reviews", "contractor")
TURN = "whoever's turn it is"
# Who takes the levels one after the other: often the same person tries them all.
_hands = st.sampled_from([TURN, "two_levels", "all_levels", "deputy", "writes_and_reviews"])
hands = st.one_of(st.lists(_hands, min_size=1, max_size=3), _hands.map(lambda one: [one] * 3))
NEVER_REVIEW = ("contractor", "administrator")
people = st.sampled_from(PEOPLE)
writers = st.sampled_from(WRITERS)
which = st.sampled_from([0, 0, 1])
stale = st.integers(0, 9).map(lambda n: int(n == 9))  # how far behind the version is


class Desk(RuleBasedStateMachine):
    """Two items, eleven people, one site that changes its levels."""

    @initialize(levels=st.integers(1, 3))
    def open(self, levels: int) -> None:
        self.scope = all_sites()
        self.scope.__enter__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.clock = timezone.now()
        self.site = given.site(review_levels=levels)
        self.column, self.second = given.column(self.site), given.column(self.site)
        self.people = self._people()
        self.dates: dict[Any, Any] = {}
        draft = given_content.draft(title=TITLES[0])
        self.items = [
            actions.create_item(actor=self.people[who], column=self.column, kind=ItemKind.NEWS, draft=draft).pk
            for who in ("editor", "writes_and_reviews")
        ]

    def teardown(self) -> None:
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)
            self.scope.__exit__(None, None, None)

    def _people(self) -> dict[str, Any]:
        site, made = self.site, given.desk(self.site)
        made |= {name: given.staff(name=name) for name in PEOPLE if name not in made and name != "contractor"}
        made["contractor"] = given.staff(is_contractor=True, contract_ends_on=date(2099, 1, 1))
        for name, roles in FURTHER_ROLES.items():
            for role in roles:
                given.grant(made[name], role, site)
        for principal in PRINCIPALS:
            Delegation.objects.create(
                principal=made[principal], deputy=made["deputy"], reason="出差",
                starts_at=self.clock - timedelta(days=1), ends_at=self.clock + timedelta(days=30),
            )  # fmt: skip
        return made

    def item(self, which: int) -> Item:
        return Item.objects.select_related("head", "site").get(pk=self.items[which])

    def attempt(self, item: Item, act: Any) -> None:
        """Do it; if it is refused, nothing at all has changed."""
        before = self._everything(item)
        try:
            with transaction.atomic():
                act()
        except Refused:
            assert self._everything(item) == before

    def _everything(self, item: Item) -> tuple[Any, ...]:
        return (
            Item.objects.filter(pk=item.pk).values().get(),
            list(Placement.objects.filter(item=item).order_by("pk").values()),
            Revision.objects.count(),
            ReviewStep.objects.count(),
            LogEntry.objects.count(),
        )

    # --- what people do --------------------------------------------------------------

    @rule(who=people, n=which, stale=stale, title=st.sampled_from(TITLES))
    def save(self, who: str, n: int, stale: int, title: str) -> None:
        item = self.item(n)
        draft = given_content.draft(title=title)
        base = item.version - stale
        self.attempt(
            item,
            lambda: actions.save_draft(actor=self.people[who], item_id=item.pk, base_version=base, draft=draft),
        )

    @rule(who=people, n=which, stale=stale, later=st.booleans())
    def submit(self, who: str, n: int, stale: int, later: bool) -> None:
        item = self.item(n)
        at = self.clock + timedelta(days=2) if later else None
        version = item.version - stale
        self.attempt(
            item,
            lambda: actions.submit(actor=self.people[who], item_id=item.pk, version=version, publish_at=at),
        )

    @rule(who=writers, n=which, later=st.sampled_from([False, False, True]))
    def submit_as_a_writer_does(self, who: str, n: int, later: bool) -> None:
        self.submit(who, n, 0, later)

    @rule(who=people, n=which, stale=stale, other_text=stale)
    def approve(self, who: str, n: int, stale: int, other_text: int) -> None:
        item = self.item(n)
        digest = "0" * 64 if other_text else item.head.digest
        self.attempt(
            item,
            lambda: actions.approve(
                actor=self.people[who], item_id=item.pk, version=item.version - stale, digest=digest
            ),
        )

    @rule(n=which, hands=hands)
    def approve_by_who_holds_a_level(self, n: int, hands: list[str]) -> None:
        for name in hands:
            item = self.item(n)
            if item.state in REVIEW_STATES:
                holder = REVIEWER_OF[present_level(item.state, item.site.review_levels)].value
                self.approve(holder if name == TURN else name, n, 0, 0)

    @rule(who=writers, n=which, hands=hands, title=st.sampled_from(TITLES))
    def a_whole_round(self, who: str, n: int, hands: list[str], title: str) -> None:
        self.save(who, n, 0, title)
        self.submit(who, n, 0, False)
        self.approve_by_who_holds_a_level(n, hands)

    @rule(who=people, n=which, stale=stale, reason=st.sampled_from(["", "补充数据"]))
    def send_back(self, who: str, n: int, stale: int, reason: str) -> None:
        item = self.item(n)
        version = item.version - stale
        self.attempt(
            item,
            lambda: actions.send_back(actor=self.people[who], item_id=item.pk, version=version, reason=reason),
        )

    @rule(who=people, n=which, stale=stale)
    def recall(self, who: str, n: int, stale: int) -> None:
        item = self.item(n)
        version = item.version - stale
        self.attempt(item, lambda: actions.recall(actor=self.people[who], item_id=item.pk, version=version))

    @rule(who=people, n=which)
    def withdraw(self, who: str, n: int) -> None:
        item = self.item(n)
        self.attempt(item, lambda: actions.withdraw(actor=self.people[who], item_id=item.pk, reason="有误"))

    @rule(who=people, n=which, away=st.booleans())
    def place(self, who: str, n: int, away: bool) -> None:
        item = self.item(n)
        act = actions.unplace if away else actions.place
        self.attempt(item, lambda: act(actor=self.people[who], item_id=item.pk, column_id=self.second.pk))

    @rule(days=st.integers(0, 3))
    def the_clock_publishes(self, days: int) -> None:
        actions.publish_due(now=self.clock + timedelta(days=days))

    @rule(levels=st.integers(1, 3))
    def the_site_changes_its_levels(self, levels: int) -> None:
        Site.objects.filter(pk=self.site.pk).update(review_levels=levels)

    # --- what always holds -----------------------------------------------------------

    @invariant()
    def what_is_live_was_signed_as_it_is_shown(self) -> None:
        for item in Item.objects.filter(pk__in=self.items, live_revision__isnull=False).select_related("live_revision"):
            signature = item.steps.filter(verb=Verb.SIGN, revision=item.live_revision, level=3).last()
            assert signature is not None
            entry = LogEntry.objects.filter(
                verb="content.item.sign", object_id=str(item.pk), new__revision=item.live_revision_id
            ).first()
            assert entry.new["digest"] == item.live_revision.digest == stored_digest(item.live_revision)

    @invariant()
    def nobody_passed_their_own_or_two_levels_of_a_round(self) -> None:
        never = {self.people[name].pk for name in NEVER_REVIEW}
        for item_id in self.items:
            steps = list(ReviewStep.objects.filter(item=item_id).select_related("revision"))
            revisions = list(Revision.objects.filter(item=item_id).values_list("number", "created_by"))
            passed: dict[int, set[int]] = defaultdict(set)
            for step in steps:
                if step.verb not in {Verb.APPROVE, Verb.SIGN}:
                    continue
                hands = {step.actor_id, step.on_behalf_of_id} - {None}
                authors = {author for number, author in revisions if number <= step.revision.number}
                authors |= {one.actor_id for one in steps if one.verb == Verb.SUBMIT and one.pk < step.pk}
                assert not hands & authors
                assert not hands & passed[step.round]
                assert not hands & never
                passed[step.round] |= hands

    @invariant()
    def every_change_is_in_the_history_and_in_the_log(self) -> None:
        for item in Item.objects.filter(pk__in=self.items):
            steps = list(item.steps.values_list("from_state", "to_state"))
            assert item.version == len(steps) == LogEntry.objects.filter(object_id=str(item.pk)).count()
            assert [left for left, _to in steps[1:]] == [to for _left, to in steps[:-1]]
            assert steps[-1][1] == item.state

    @invariant()
    def no_date_is_refreshed_and_only_what_is_live_shows(self) -> None:
        for item in Item.objects.filter(pk__in=self.items):
            self._same_date(("item", item.pk), item.first_published_at)
            for place in item.placements.all():
                self._same_date(("place", place.pk), place.published_at)
                assert place.is_live == (item.live_revision_id is not None)

    def _same_date(self, key: Any, value: Any) -> None:
        if value is not None:
            assert self.dates.setdefault(key, value) == value


@pytest.mark.clause("ORG-04", "ORG-08", "MECH-09", "SEC-03", "RES-01")
@pytest.mark.django_db
def test_no_order_of_acts_gets_round_the_four_eyes():
    examples = 12 if connection.vendor == "sqlite" else 8
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink takes minutes against a database
        ),
    )
