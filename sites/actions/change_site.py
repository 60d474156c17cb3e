"""Change the record of a site."""

from typing import Any

from django.utils.translation import gettext as _

from audit.log import record
from sites.actions.shared import act, announce, assign, locked_site, policy_for
from sites.actions.site_checks import CHANGEABLE, check_site, with_checked_logo
from sites.errors import Stale, WrongState
from sites.models import Site, SiteStatus


@act("sites.site.change")
def change_site(
    *, actor: Any, site_id: int, version: int | None = None, confirmed: bool = False, **fields: Any
) -> Site:
    """Change name, registrations, people or appearance of a site.

    A site's manager may change appearance and contact of their own site only.
    ``version`` is that of the site the person looked at; None overwrites.
    Raises NotAllowed, NotFound, Stale, WrongState, Invalid, NeedsConfirmation.
    """
    site = locked_site(site_id)
    policy = policy_for(actor)
    if policy is not None:
        policy.require_change(site, frozenset(fields))
    if site.status == SiteStatus.CLOSED:
        raise WrongState(_("网站已经关闭，不能再修改。"))
    if version is not None and version != site.version:
        raise Stale(_("在您编辑期间，他人已修改了这个网站的资料。请刷新页面，核对后重新填写。"))
    old, new = assign(site, with_checked_logo(site.code, fields), CHANGEABLE)
    if not new:
        return site
    confirmations = check_site(site, new, confirmed=confirmed)
    site.version += 1
    site.save(update_fields=[*new, "version"])
    announce(site)
    reason = _("已核对：%(what)s") % {"what": " ".join(sum(confirmations.values(), []))} if confirmations else ""
    record("sites.site.change", site, actor=actor, old=old, new=new, reason=reason)
    return site
