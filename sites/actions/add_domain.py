"""Register a domain for a site."""

from typing import Any

from django.utils.translation import gettext as _

from audit.log import record
from sites.actions.shared import act, announce, locked_site, require_platform_admin
from sites.domains import judge, normalise
from sites.errors import Invalid, NeedsConfirmation
from sites.models import Site, SiteDomain


@act("sites.domain.add")
def add_domain(*, actor: Any, site_id: int, host: str, confirmed: bool = False) -> SiteDomain:
    """Add a domain; the first one becomes the main one, further ones redirect to it (SITE-06).

    Raises NotAllowed, NotFound, Invalid, NeedsConfirmation.
    """
    require_platform_admin(actor)
    site = locked_site(site_id)
    domain = attach_domain(site, host, primary=not site.domains.exists(), confirmed=confirmed)
    announce(site)
    record("sites.domain.add", site, actor=actor, new={"domain": domain.host, "is_primary": domain.is_primary})
    return domain


def attach_domain(site: Site, text: str, *, primary: bool, confirmed: bool) -> SiteDomain:
    """Check and store a domain of a locked site. Raises Invalid, NeedsConfirmation."""
    try:
        host = normalise(text)
    except Invalid as error:
        raise Invalid(fields={"domain": [str(error)]}) from None
    taken = SiteDomain.objects.filter(host=host).select_related("site").first()
    if taken is not None:
        message = _("域名“%(host)s”已登记给“%(site)s”。") % {"host": host, "site": taken.site.name}
        raise Invalid(fields={"domain": [message]})
    check_domain(site, host, primary=primary, confirmed=confirmed)
    return SiteDomain.objects.create(site=site, host=host, is_primary=primary)


def check_domain(site: Site, host: str, *, primary: bool, confirmed: bool) -> None:
    """Raises Invalid for what the rules refuse, NeedsConfirmation for what a person has to look at."""
    opinion = judge(site, host, primary=primary)
    if opinion.faults:
        raise Invalid(fields={"domain": opinion.faults})
    if opinion.warnings and not confirmed:
        raise NeedsConfirmation(fields={"domain": opinion.warnings})
