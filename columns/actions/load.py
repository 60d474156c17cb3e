"""Making many columns at once: trees are numbered in memory and written level by level.

Node by node, MPTT shifts the numbers of all later nodes at each insert: minutes
for a thousand sites instead of seconds.
"""

from collections.abc import Mapping, Sequence
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import log
from columns.actions.create import create_root, root_of
from columns.actions.locking import lock_sites, locked_site
from columns.models import Column
from columns.nested import Node, places, read_nodes
from columns.policies import ColumnVerb, require
from columns.sets import SETS
from columns.sets.spec import ColumnSpec, check_specs
from sites.errors import Invalid
from sites.models import Site
from sites.scoping import refuse_write_to_other_site

SITES_AT_ONCE = 50  # keeps memory small: 50 × 200 columns are 10,000 rows
ROWS_AT_ONCE = 1000


def apply_column_set(*, actor: User | None, site: Site, name: str) -> list[Column]:
    """Give ``site`` all columns of the set ``name`` ("portal", "department") that it lacks, in one act.

    Columns that already stand at the address of a spec stay as they are. Returns
    the site's columns in tree order, without the root. Raises NotAllowed, Invalid.
    """
    if name not in SETS:
        raise Invalid(_("没有名为“%(name)s”的栏目模板。"), name=name)
    with locked_site(site.pk):
        root = create_root(site=site)
        require(actor, ColumnVerb.CREATE, root)
        added = _load({site: SETS[name]})
        log.record("columns.set.apply", root, actor=actor, new={"set": name, "columns": added})
    return list(Column.tree.filter(site=site, parent__isnull=False).order_by("lft"))


def load_columns(site_to_specs: Mapping[Site, Sequence[ColumnSpec]]) -> int:
    """Give each site the columns of its specs that it lacks; return how many were made.

    For operators' bulk loads: no policy is asked, one row is logged. Fifty sites
    make a transaction, so a second run after a break adds what is missing.
    Raises Invalid before anything is written if a spec breaks a rule.
    """
    for specs in {id(one): one for one in site_to_specs.values()}.values():
        check_specs(specs)
    sites, made = iter(site_to_specs), 0
    while batch := list(islice(sites, SITES_AT_ONCE)):
        with transaction.atomic():
            made += _load({site: site_to_specs[site] for site in batch})
    log.record("columns.bulk.load", new={"sites": len(site_to_specs), "columns": made})
    return made


def _load(site_to_specs: Mapping[Site, Sequence[ColumnSpec]]) -> int:
    for site in site_to_specs:
        refuse_write_to_other_site(site.pk)
    lock_sites(site.pk for site in site_to_specs)
    trees = {node.column.site_id: node for node in read_nodes(site_to_specs) if node.column.parent_id is None}
    for site, specs in site_to_specs.items():
        tree = trees.setdefault(site.pk, Node(root_of(site)))
        _merge(tree, specs)
        for column, place in places(tree):
            column.lft, column.rght, column.level, column.path = place.lft, place.rght, place.level, place.path
            column.tree_id = site.pk
    nodes = [node.column for tree in trees.values() for node in tree.walk()]
    new = [column for column in nodes if column.pk is None]
    Column.tree.bulk_update([one for one in nodes if one.pk], ["lft", "rght"], batch_size=ROWS_AT_ONCE // 5)
    for level in range(max((column.level for column in new), default=-1) + 1):
        fresh = [column for column in new if column.level == level]
        for column in fresh:
            column.parent = column.parent  # its key exists only now
        Column.tree.bulk_create(fresh, batch_size=ROWS_AT_ONCE)
    return sum(column.level > 0 for column in new)


def _merge(node: Node, specs: Sequence[ColumnSpec]) -> None:
    """Hang what ``specs`` describe and ``node`` lacks below it, after what stands there."""
    standing = {child.column.slug: child for child in node.children}
    for one in specs:
        child = standing.get(one.slug)
        if child is None:
            child = Node(Column(site_id=node.column.site_id, parent=node.column, **one.values()))
            node.children.append(child)
        _merge(child, one.children)
