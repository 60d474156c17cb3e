"""What this room does when something happens below it."""

from typing import Any

from columns.actions import create_root
from sites.models import Site
from sites.scoping import all_sites


def give_new_site_its_root(*, site: Site, **_more: Any) -> None:
    """Every site has a root column from its first moment. No open scope can hold a site that is just being made."""
    with all_sites():
        create_root(site=site)
