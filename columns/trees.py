"""Is a stored tree what it should be? Numbers and paths follow from parents alone, so both can be checked."""

from dataclasses import asdict

from django.utils.translation import gettext as _

from audit import log
from columns.actions.locking import locked_site
from columns.content import figures
from columns.models import Column
from columns.nested import Node, places, read_nodes
from sites.models import Site

TREE_FIELDS = ["tree_id", "lft", "rght", "level", "path", "live_count", "last_published_at"]
ROWS_AT_ONCE = 200


def faults(site: Site) -> list[str]:
    """Sentences on everything in the tree of ``site`` that does not follow from its parents and contents."""
    roots, columns = _read(site)
    if len(roots) != 1:
        return [_("应有一个根栏目，现有%(n)d个。") % {"n": len(roots)}]
    wanted = _wanted(roots[0], site)
    if len(wanted) != len(columns):
        lost = ", ".join(str(one.pk) for one in columns if one.pk not in wanted)
        return [_("下列编号的栏目不在树上：%(ids)s。") % {"ids": lost}]
    found = []
    for column in columns:
        wrong = [name for name, value in wanted[column.pk].items() if getattr(column, name) != value]
        if wrong:
            found.append(
                _("栏目“%(name)s”（编号%(pk)d）的%(fields)s不正确。")
                % {"name": column.name, "pk": column.pk, "fields": ", ".join(wrong)}
            )
    return found


def repair(*, site: Site) -> int:
    """Renumber the tree of ``site`` from its parents, recount its figures; return how many columns were wrong.

    Siblings keep their order. Raises ValueError where there is no single root, or
    parents run in a circle: that needs a person.
    """
    with locked_site(site.pk):
        roots, columns = _read(site)
        if len(roots) != 1:
            raise ValueError(f"site {site.pk} has {len(roots)} root columns")
        wanted = _wanted(roots[0], site)
        if len(wanted) != len(columns):
            raise ValueError(f"site {site.pk} has columns outside its tree")
        changed = []
        for column in columns:
            values = wanted[column.pk]
            if any(getattr(column, name) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(column, name, value)
                changed.append(column)
        Column.tree.bulk_update(changed, TREE_FIELDS, batch_size=ROWS_AT_ONCE)
        if changed:
            log.record("columns.tree.repair", roots[0].column, new={"columns": [one.pk for one in changed]})
    return len(changed)


def _read(site: Site) -> tuple[list[Node], list[Column]]:
    nodes = read_nodes([site])
    return [node for node in nodes if node.column.parent_id is None], [node.column for node in nodes]


def _wanted(root: Node, site: Site) -> dict[int, dict[str, object]]:
    """By id of column: what its derived fields should hold."""
    stand = {column.pk: place for column, place in places(root)}
    counted = figures(list(stand))
    return {pk: {"tree_id": site.pk} | asdict(place) | asdict(counted[pk]) for pk, place in stand.items()}
