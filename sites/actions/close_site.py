"""Close a site for good."""

from typing import Any

from sites.actions.shared import act, locked_site, require_platform_admin
from sites.actions.status import move, required_reason
from sites.models import Site, SiteStatus


@act("sites.site.close")
def close_site(*, actor: Any, site_id: int, reason: str) -> Site:
    """Close a site; nothing is deleted, but nobody opens it again. Raises NotAllowed, NotFound, Invalid, WrongState."""
    require_platform_admin(actor)
    return move(
        "sites.site.close",
        locked_site(site_id),
        actor=actor,
        sources=frozenset(set(SiteStatus) - {SiteStatus.CLOSED}),
        target=SiteStatus.CLOSED,
        reason=required_reason(reason),
    )
