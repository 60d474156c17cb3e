"""Who may do what with columns: one object answers "may they" and "which rows"."""

from collections.abc import Iterator

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Grants, Reach, Role
from columns.models import Column
from columns.querysets import covers, within
from sites.errors import NotAllowed


class ColumnVerb(models.TextChoices):
    VIEW = "view"
    CREATE = "create"  # asked of the parent
    CHANGE = "change"
    MOVE = "move"  # asked of the column and of its new parent
    DELETE = "delete"  # asked of the parent
    EXPLAIN = "explain"
    REVIEW_EXPLANATION = "review_explanation"


MANAGERS = frozenset({Role.SITE_MANAGER})
ROLES: dict[ColumnVerb, frozenset[Role]] = {
    ColumnVerb.VIEW: frozenset({Role.SITE_MANAGER, Role.EDITOR, Role.REVIEWER_1, Role.REVIEWER_2, Role.REVIEWER_3}),
    ColumnVerb.CREATE: MANAGERS,
    ColumnVerb.CHANGE: MANAGERS,
    ColumnVerb.MOVE: MANAGERS,
    ColumnVerb.DELETE: MANAGERS,
    ColumnVerb.EXPLAIN: MANAGERS | {Role.EDITOR},
    ColumnVerb.REVIEW_EXPLANATION: MANAGERS | {Role.REVIEWER_3},
}


class ColumnPolicy:
    """A site manager keeps the columns of their site or subtree; nobody reviews their own explanation,
    nor does a deputy review what the person they stand in for wrote.

    A platform administrator sets up sites and people and has no say here (ORG-04).
    """

    def __init__(self, grants: Grants) -> None:
        self.grants = grants

    def may(self, verb: ColumnVerb, column: Column) -> bool:
        """May the person do ``verb`` to ``column``? (At most one query.)"""
        if verb is ColumnVerb.REVIEW_EXPLANATION:
            return any(
                covers(reach, column) for people, reach in self._reviews() if column.explanation_by_id not in people
            )
        return covers(self.reach(verb), column)

    def require(self, verb: ColumnVerb, column: Column) -> None:
        """Raise NotAllowed, with a sentence that says why, unless the person may."""
        if self.may(verb, column):
            return
        if verb is ColumnVerb.REVIEW_EXPLANATION and column.explanation_by_id == self.grants.user.pk:
            raise NotAllowed(_("说明是您本人填写的，须由另一人审核。"))
        raise NotAllowed(_("您没有管理栏目“%(column)s”的权限。"), column=column.name)

    def rows(self, verb: ColumnVerb, columns: QuerySet[Column]) -> QuerySet[Column]:
        """Those of ``columns`` with which the person may do ``verb``: exactly where ``may`` says yes."""
        if verb is not ColumnVerb.REVIEW_EXPLANATION:
            return columns.filter(within(self.reach(verb)))
        found = Q(pk__in=[])
        for people, reach in self._reviews():
            found |= within(reach) & ~Q(explanation_by__in=people)
        return columns.filter(found)

    def reach(self, verb: ColumnVerb) -> Reach:
        """Where the person may do ``verb``."""
        found = Reach()
        for role in ROLES[verb]:
            found |= self.grants.reach(role)
        return found

    def _reviews(self) -> Iterator[tuple[list[int], Reach]]:
        """By their own right, then for each principal: whose explanations are not theirs to review, and where."""
        capacities = {self.grants.user.pk: self.grants.own} | self.grants.delegated
        for principal, roles in capacities.items():
            reach = Reach()
            for role in ROLES[ColumnVerb.REVIEW_EXPLANATION]:
                reach |= roles.get(role, Reach())
            if reach:
                yield [self.grants.user.pk, principal], reach


def require(actor: User | None, verb: ColumnVerb, column: Column) -> None:
    """Ask the policy for ``actor``; the system (None) may do everything."""
    if actor is not None:
        ColumnPolicy(Grants.of(actor)).require(verb, column)
