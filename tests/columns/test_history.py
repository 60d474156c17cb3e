"""Whatever people do to a tree: it stays valid, and every address it ever had leads to the right column."""

from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from columns import actions
from columns.addresses import redirect_target, resolve
from columns.models import Column
from columns.trees import faults
from sites.errors import Refused
from sites.scoping import all_sites
from tests import given
from tests.columns.build import add

SLUGS = ["a", "b", "c"]  # few, so that addresses are taken over again and again
PICK = st.integers(min_value=0, max_value=10**6)


class Tree(RuleBasedStateMachine):
    """Random work on one site, beside a plain model: parents, slugs, and who left which path last."""

    @initialize()
    def begin(self):
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.scope = all_sites()
        self.scope.__enter__()
        self.site = given.site()
        self.root = given.root(self.site).pk
        self.parent, self.slug, self.left = {}, {}, {}
        self.names = count()

    def teardown(self):
        if hasattr(self, "site"):
            self.scope.__exit__(None, None, None)
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    def path(self, pk):
        return "" if pk == self.root else f"{self.path(self.parent[pk])}/{self.slug[pk]}".strip("/")

    def below(self, pk):
        return [pk, *(one for child in self.parent if self.parent[child] == pk for one in self.below(child))]

    def pick(self, number, *, root=False):
        ids = sorted(self.parent) + ([self.root] if root else [])
        return ids[number % len(ids)] if ids else None

    def leave(self, pk, change):
        before = {one: self.path(one) for one in self.below(pk)}
        change()
        self.left |= {path: one for one, path in before.items() if self.path(one) != path}

    @rule(where=PICK, slug=st.sampled_from(SLUGS))
    def create(self, where, slug):
        parent = self.pick(where, root=True)
        try:
            made = add(Column.tree.get(pk=parent), slug, name=f"栏目{next(self.names)}")
        except Refused:
            return
        self.parent[made.pk], self.slug[made.pk] = parent, slug

    @rule(which=PICK, slug=st.sampled_from(SLUGS))
    def rename(self, which, slug):
        pk = self.pick(which)
        if pk is None:
            return
        try:
            actions.change_column(actor=None, column_id=pk, slug=slug)
        except Refused:
            return
        self.leave(pk, lambda: self.slug.update({pk: slug}))

    @rule(which=PICK, where=PICK, after=PICK, first=st.booleans())
    def move(self, which, where, after, first):
        pk, parent = self.pick(which), self.pick(where, root=True)
        if pk is None:
            return
        siblings = [one for one in sorted(self.parent) if self.parent[one] == parent and one != pk]
        after_id = None if first or not siblings else siblings[after % len(siblings)]
        try:
            actions.move_column(actor=None, column_id=pk, parent_id=parent, after_id=after_id)
        except Refused:
            return
        self.leave(pk, lambda: self.parent.update({pk: parent}))

    @rule(which=PICK)
    def delete(self, which):
        pk = self.pick(which)
        if pk is None:
            return
        try:
            actions.delete_column(actor=None, column_id=pk)
        except Refused:
            return
        path, heir = self.path(pk), self.parent.pop(pk)
        self.slug.pop(pk)
        self.left = {old: heir if owner == pk else owner for old, owner in self.left.items()} | {path: heir}

    @invariant()
    def the_tree_is_what_was_asked_for(self):
        if not hasattr(self, "site"):
            return
        assert faults(self.site) == []
        stored = {one.pk: (one.parent_id, one.path) for one in Column.tree.filter(site=self.site)}
        assert stored == {self.root: (None, "")} | {pk: (self.parent[pk], self.path(pk)) for pk in self.parent}

    @invariant()
    def every_old_address_leads_on(self):
        if not hasattr(self, "site"):
            return
        standing = {self.path(pk) for pk in self.parent}
        for path, owner in self.left.items():
            found = resolve(self.site, f"/{path}/")
            if path in standing:
                assert found is None
                continue
            assert found is not None
            assert found.pk == owner
            target = f"/{self.path(owner)}/" if owner != self.root else "/"
            assert redirect_target(self.site, f"/{path}/202611/9.html") == f"{target}202611/9.html"


@pytest.mark.clause("LINK-01")
@pytest.mark.django_db
def test_random_work_keeps_the_tree_and_all_its_addresses():
    run_state_machine_as_test(
        Tree,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
