"""Take a site off the net for a while."""

from typing import Any

from sites.actions.shared import act, locked_site, require_platform_admin
from sites.actions.status import move, required_reason
from sites.models import Site, SiteStatus


@act("sites.site.take_offline")
def take_offline(*, actor: Any, site_id: int, reason: str) -> Site:
    """From now on every address of the site answers 404. Raises NotAllowed, NotFound, Invalid, WrongState."""
    require_platform_admin(actor)
    return move(
        "sites.site.take_offline",
        locked_site(site_id),
        actor=actor,
        sources=frozenset({SiteStatus.LIVE}),
        target=SiteStatus.OFFLINE,
        reason=required_reason(reason),
    )
