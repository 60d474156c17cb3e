"""Who may do what with an item: one condition answers both "may they" and "which rows".

Every right is a condition on rows (``Q``). A list filters by it, and a single
item is asked by the same condition, so the two can never disagree. All of it is
constant-size SQL, however many items, columns and sites there are.

Nobody reviews what they wrote, on the same item, ever (ORG-04): whoever made a
revision of it or submitted it is out, and so is a deputy acting for them. Nobody
passes two levels of one round; a deputy and the one they act for both count.
Platform administrators and auditors have no business with content at all;
contractors hold no review rights (ORG-08, see ``accounts.roles.Grants``).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import PLATFORM_ROLES, REVIEWER_ROLES, Grants, Reach, Role
from columns.models import Column
from columns.querysets import covers, within
from content.models import Item, ReviewStep, Revision, State, Verb
from content.models.item import ItemQuerySet
from content.workflow import REVIEW_STATES, SOURCES, WAITING_FOR
from sites.errors import NotAllowed, NotFound, WrongState
from sites.models import Site

NOTHING = Q(pk__in=[])
DESK_VERBS = (
    Verb.SAVE, Verb.SUBMIT, Verb.RECALL, Verb.APPROVE, Verb.SIGN, Verb.RETURN, Verb.WITHDRAW, Verb.PLACE, Verb.UNPLACE,
)  # fmt: skip


class OwnWork(NotAllowed):
    """They wrote or submitted it themselves."""

    code = "own_work"
    message = _("您编写或送审过这篇稿件，不能由您审核，请交由其他审核人员办理。")


class SecondLevel(NotAllowed):
    """They already passed another level of this round."""

    code = "second_level"
    message = _("您已经审核过这次送审的前一级，同一人不能审核两级，请交由其他审核人员办理。")


@dataclass(frozen=True, slots=True)
class Capacity:
    """By whose right a person reviews: their own (``None``) or that of the one they stand in for."""

    on_behalf_of: int | None
    roles: dict[Role, Reach]


class ItemPolicy:
    """The rights of one person over items, at one moment."""

    def __init__(self, grants: Grants) -> None:
        self.grants = grants
        self.user_id = grants.user.pk
        self._idle = bool(grants.platform & PLATFORM_ROLES)
        self.own: dict[Role, Reach] = {} if self._idle else grants.own

    # --- single items -------------------------------------------------------

    def may(self, verb: Verb, item: Item) -> bool:
        """May the person do ``verb`` with ``item`` as it stands in the database now? (One query.)"""
        return Item.objects.filter(self.rows(verb), pk=item.pk).exists()

    def verbs(self, item: Item) -> frozenset[Verb]:
        """Everything the person may do with ``item`` now, for the buttons of a page (one query)."""
        asked = {f"may_{verb.value}": ExpressionWrapper(self.rows(verb), BooleanField()) for verb in DESK_VERBS}
        found = Item.objects.filter(pk=item.pk).annotate(**asked).values(*asked).first() or {}
        return frozenset(verb for verb in DESK_VERBS if found.get(f"may_{verb.value}"))

    def require(self, verb: Verb, item: Item, *, version: int | None = None) -> None:
        """Pass, or raise NotFound, WrongState or NotAllowed (OwnWork, SecondLevel) with the reason.

        ``version`` is the one the person looked at: another one is a WrongState,
        so that whoever comes second learns that, and not that they lack a right.
        """
        if not self.may(verb, item) or _moved_on(item, version):
            raise self._refusal(verb, item, version)

    def require_review(self, verb: Verb, item: Item, *, version: int | None = None) -> int | None:
        """Like ``require`` for APPROVE, SIGN and RETURN; say for whom the person acts (None: themselves).

        Their own right comes first; a deputy's step names the one they stood in for.
        """
        if not _moved_on(item, version):
            for capacity in self._capacities():
                if Item.objects.filter(self._review(verb, capacity), pk=item.pk).exists():
                    return capacity.on_behalf_of
        raise self._refusal(verb, item, version)

    def _refusal(self, verb: Verb, item: Item, version: int | None) -> NotAllowed | WrongState:
        if not Item.objects.filter(self._seen(), pk=item.pk).exists():
            return NotFound()
        if _moved_on(item, version) or item.state not in SOURCES[verb]:
            return WrongState()
        if verb == Verb.WITHDRAW:  # whoever sees it may, so it is not public
            return WrongState(_("这篇稿件没有公开发布，不需要撤稿。"))
        if verb in {Verb.APPROVE, Verb.SIGN, Verb.RETURN} and self._wrote(item):
            return OwnWork()
        if verb in {Verb.APPROVE, Verb.SIGN, Verb.RETURN} and self._passed(item):
            return SecondLevel()
        return NotAllowed()

    def _wrote(self, item: Item) -> bool:
        return Item.objects.filter(_worked_on([self.user_id]), pk=item.pk).exists()

    def _passed(self, item: Item) -> bool:
        return Item.objects.filter(_passed_in_round([self.user_id]), pk=item.pk).exists()

    # --- rows ---------------------------------------------------------------

    def rows(self, verb: Verb) -> Q:
        """The items that ``verb`` is open to."""
        if verb in {Verb.APPROVE, Verb.SIGN, Verb.RETURN}:
            found = NOTHING
            for capacity in self._capacities():
                found |= self._review(verb, capacity)
            return found
        states = Q(state__in=SOURCES.get(verb, frozenset()))
        if verb in {Verb.SAVE, Verb.SUBMIT, Verb.RECALL}:
            return self._within(Role.EDITOR) & states
        if verb == Verb.WITHDRAW:
            public = Q(live_revision__isnull=False) | Q(state=State.SCHEDULED)
            return self._seen() & states & public
        if verb in {Verb.PLACE, Verb.UNPLACE}:
            return self._within(Role.EDITOR, Role.SITE_MANAGER) & states
        return NOTHING  # creating and imports are asked by column; publishing is the system's

    def visible(self, queryset: ItemQuerySet) -> ItemQuerySet:
        """Those the person may see at the desk."""
        return queryset.filter(self._seen())

    def mine(self, queryset: ItemQuerySet) -> ItemQuerySet:
        """An editor's inbox: what they wrote and is not finished, and imports that nobody owns yet."""
        theirs = Q(created_by=self.user_id) | Q(head__created_by=self.user_id) | Q(created_by__isnull=True)
        open_states = set(State) - {State.PUBLISHED, State.WITHDRAWN}
        return queryset.filter(self._within(Role.EDITOR), theirs, state__in=open_states)

    def waiting(self, queryset: ItemQuerySet) -> ItemQuerySet:
        """A reviewer's inbox: exactly what they can pass now, over all their sites and columns."""
        return queryset.filter(self.rows(Verb.APPROVE) | self.rows(Verb.SIGN))

    # --- columns and sites --------------------------------------------------

    def may_write_in(self, column: Column) -> bool:
        """May the person write items for ``column``, or list others there?"""
        return covers(self.own.get(Role.EDITOR, Reach()), column) and not self._idle

    def writable(self, prefix: str = "") -> Q:
        """The columns in which the person may write; ``prefix`` leads from the row to its column."""
        return within(self.own.get(Role.EDITOR, Reach()), prefix)

    def sign_import_for(self, column: Column) -> int | None:
        """Say by whose right the person may sign imports for ``column`` (None: their own); raises NotAllowed."""
        for capacity in self._capacities():
            if covers(capacity.roles.get(Role.REVIEWER_3, Reach()), column):
                return capacity.on_behalf_of
        raise NotAllowed(_("只有对这个栏目有终审（签发）权限的人员才能签发导入的稿件。"))

    def may_upload(self, site: Site) -> bool:
        """May the person add files to the library of ``site``?"""
        reach = self.own.get(Role.EDITOR, Reach()) | self.own.get(Role.SITE_MANAGER, Reach())
        return site.pk in reach.sites or Column.tree.filter(pk__in=reach.columns, site_id=site.pk).exists()

    # --- conditions ---------------------------------------------------------

    def _capacities(self) -> Iterator[Capacity]:
        if self._idle:
            return
        yield Capacity(None, self.own)
        for principal, roles in self.grants.delegated.items():
            yield Capacity(principal, roles)

    def _within(self, *roles: Role) -> Q:
        reach = Reach()
        for role in roles:
            reach |= self.own.get(role, Reach())
        return within(reach, "column__")

    def _seen(self) -> Q:
        return NOTHING if self._idle else within(self.grants.any_reach(), "column__")

    def _review(self, verb: Verb, capacity: Capacity) -> Q:
        people = [one for one in (self.user_id, capacity.on_behalf_of) if one is not None]
        waits = NOTHING
        for role in REVIEWER_ROLES:
            reach = capacity.roles.get(role, Reach())
            # APPROVE passes on, SIGN is the last: the last level's reviewers sign whatever waits for them.
            signs = role == Role.REVIEWER_3
            if reach and (verb == Verb.RETURN or signs == (verb == Verb.SIGN)):
                waits |= within(reach, "column__") & _waiting_for(role)
        found = waits & ~_worked_on(people) & ~_passed_in_round(people)
        signer = capacity.roles.get(Role.REVIEWER_3, Reach())
        if verb == Verb.RETURN and signer:  # a signature may be taken back until the set time has come
            found |= within(signer, "column__") & Q(state=State.SCHEDULED) & ~_worked_on(people)
        return found


def _moved_on(item: Item, version: int | None) -> bool:
    return version is not None and item.version != version


def _waiting_for(role: Role) -> Q:
    found = NOTHING
    for state in REVIEW_STATES:
        levels = [number for one, number in WAITING_FOR[role] if one == state]
        if levels:
            found |= Q(state=state, site__review_levels__in=levels)
    return found


def _worked_on(people: list[int]) -> Q:
    written = Revision.objects.filter(item=OuterRef("pk"), created_by__in=people)
    sent = ReviewStep.objects.filter(
        item=OuterRef("pk"), verb__in=[Verb.CREATE, Verb.SAVE, Verb.SUBMIT], actor__in=people
    )
    return Q(Exists(written)) | Q(Exists(sent))


def _passed_in_round(people: list[int]) -> Q:
    steps = ReviewStep.objects.filter(
        Q(actor__in=people) | Q(on_behalf_of__in=people),
        item=OuterRef("pk"), round=OuterRef("round"), verb__in=[Verb.APPROVE, Verb.SIGN],
    )  # fmt: skip
    return Q(Exists(steps))
