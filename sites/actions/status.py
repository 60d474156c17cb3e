"""One step of a site from one status to another."""

from typing import Any

from django.utils.translation import gettext as _

from audit.log import record
from sites.actions.shared import announce
from sites.errors import Invalid, WrongState
from sites.models import Site, SiteStatus


def move(
    verb: str, site: Site, *, actor: Any, sources: frozenset[SiteStatus], target: SiteStatus, reason: str = ""
) -> Site:
    """Set the status by compare-and-swap, log it, tell the others. Raises WrongState."""
    before = SiteStatus(site.status)
    rows = Site.objects.filter(pk=site.pk, status=before)
    if before not in sources or not rows.update(status=target, version=site.version + 1):
        raise WrongState(_("网站现在的状态是“%(status)s”，不能这样操作。"), status=before.label)
    site.status, site.version = target, site.version + 1
    announce(site)
    record(verb, site, actor=actor, old={"status": before.value}, new={"status": target.value}, reason=reason)
    return site


def required_reason(reason: str) -> str:
    """``reason`` without blanks around it. Raises Invalid where there is none."""
    if not reason.strip():
        raise Invalid(fields={"reason": [_("请写明原因。")]})
    return reason.strip()
