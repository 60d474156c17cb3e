"""Open a site to the public."""

from typing import Any

from django.utils import timezone

from sites.actions.shared import act, locked_site, require_platform_admin
from sites.actions.status import move
from sites.errors import Blocked
from sites.gates import blocks
from sites.models import Site, SiteStatus


@act("sites.site.go_live")
def go_live(*, actor: Any, site_id: int) -> Site:
    """Put a site in preparation, or one that was offline, before the public (SITE-03, META-04).

    Raises NotAllowed, NotFound, WrongState, and Blocked with everything that is still missing.
    """
    require_platform_admin(actor)
    site = locked_site(site_id)
    if site.status in SOURCES and (lines := blocks(site)):
        raise Blocked(lines)
    move("sites.site.go_live", site, actor=actor, sources=SOURCES, target=SiteStatus.LIVE)
    if site.opened_on is None:
        site.opened_on = timezone.localdate()
        site.save(update_fields=["opened_on"])
    return site


SOURCES = frozenset({SiteStatus.DRAFT, SiteStatus.OFFLINE})
