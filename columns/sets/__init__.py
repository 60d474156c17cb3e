"""Column sets: whole trees from which a site starts, with everything the standards require (PAGE-07)."""

from columns.sets.department import DEPARTMENT
from columns.sets.portal import PORTAL
from columns.sets.spec import ColumnSpec, check_specs, walk

SETS: dict[str, tuple[ColumnSpec, ...]] = {"portal": PORTAL, "department": DEPARTMENT}

__all__ = ["SETS", "ColumnSpec", "check_specs", "walk"]
