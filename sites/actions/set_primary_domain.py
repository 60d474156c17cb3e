"""Choose the main domain of a site."""

from typing import Any

from audit.log import record
from sites.actions.add_domain import check_domain
from sites.actions.shared import act, announce, locked_site, require_platform_admin
from sites.errors import NotFound
from sites.models import SiteDomain


@act("sites.domain.set_primary")
def set_primary_domain(*, actor: Any, site_id: int, domain_id: int, confirmed: bool = False) -> SiteDomain:
    """Make one registered domain the main one; the others redirect to it from now on (SITE-06).

    Raises NotAllowed, NotFound, Invalid, NeedsConfirmation.
    """
    require_platform_admin(actor)
    site = locked_site(site_id)
    domain = site.domains.filter(pk=domain_id).first()
    if domain is None:
        raise NotFound
    if domain.is_primary:
        return domain
    check_domain(site, domain.host, primary=True, confirmed=confirmed)
    before = site.primary_domain
    # One at a time: the database allows only one main domain per site.
    site.domains.filter(is_primary=True).update(is_primary=False)
    SiteDomain.objects.filter(pk=domain.pk).update(is_primary=True)
    domain.is_primary = True
    announce(site)
    record("sites.domain.set_primary", site, actor=actor, old={"domain": before}, new={"domain": domain.host})
    return domain
