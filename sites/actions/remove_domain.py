"""Strike a domain off a site."""

from typing import Any

from django.utils.translation import gettext as _

from audit.log import record
from sites.actions.shared import act, announce, locked_site, require_platform_admin
from sites.errors import NotFound, WrongState


@act("sites.domain.remove")
def remove_domain(*, actor: Any, site_id: int, domain_id: int) -> None:
    """Remove a domain that is not the main one; its addresses answer 404 from now on.

    Raises NotAllowed, NotFound, WrongState.
    """
    require_platform_admin(actor)
    site = locked_site(site_id)
    domain = site.domains.filter(pk=domain_id).first()
    if domain is None:
        raise NotFound
    if domain.is_primary:
        raise WrongState(_("主域名不能删除，请先把另一个域名设为主域名。"))
    domain.delete()
    announce(site)
    record("sites.domain.remove", site, actor=actor, old={"domain": domain.host})
