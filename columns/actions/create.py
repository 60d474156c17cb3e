"""Adding columns one by one."""

from typing import Any

from accounts.models import User
from audit import log
from columns.actions.locking import fresh, locked_column, locked_site
from columns.models import Column
from columns.nested import path_below
from columns.policies import ColumnVerb, require
from columns.rules import HOME_TYPE, assign, check
from sites.models import Site


def create_root(*, site: Site) -> Column:
    """Return the hidden root column of ``site``, made from the site's own tags if there is none yet.

    It gives the home page its four tags, of type 首页 (META-02).
    """
    with locked_site(site.pk):
        found = Column.tree.filter(site=site, parent=None).first()
        if found:
            return found
        root = root_of(site)
        root.save()
    return root


def root_of(site: Site) -> Column:
    """The root column of ``site``, not yet saved."""
    return Column(site=site, name=HOME_TYPE, type_id=HOME_TYPE, description=site.description, keywords=site.keywords)


def create_column(*, actor: User | None, parent: Column, **fields: Any) -> Column:
    """Add a column as the last one below ``parent`` and return it.

    Raises NotAllowed, Invalid (sentences by field), NotFound if ``parent`` is gone.
    """
    with locked_column(parent.pk) as above:
        require(actor, ColumnVerb.CREATE, above)
        column = Column(site=above.site, parent=above)
        assign(column, fields)
        check(column)
        column.path = path_below(above.path, column.slug)
        column.save()
        made = fresh(column.pk)
        log.record("columns.column.create", made, actor=actor, new={"path": made.path, "type": made.type_id})
    return made
