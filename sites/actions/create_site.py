"""Open a site, in preparation at first."""

from typing import Any

from django.utils.translation import gettext as _

from audit.log import record
from sites.actions.add_domain import attach_domain
from sites.actions.shared import act, assign, clean, require_platform_admin, shown
from sites.actions.site_checks import CHANGEABLE, check_site, with_checked_logo
from sites.errors import Invalid, NotFound
from sites.models import OpeningOutcome, Organisation, Site
from sites.rules import kind_for, opening_outcome
from sites.signals import site_created

# Judged together with the fields that may change later.
FOUNDING = frozenset({"code", "kind", "organisation", "special_need"})


@act("sites.site.create")
def create_site(
    *,
    actor: Any,
    organisation: Organisation,
    code: str,
    name: str,
    description: str,
    keywords: str,
    domain: str = "",
    kind: str = "",
    special_need: str = "",
    confirmed: bool = False,
    **fields: Any,
) -> Site:
    """Open a site for ``organisation`` as a draft (SITE-01, SITE-05, SITE-06).

    ``domain`` becomes the main domain. ``special_need`` says who approved an
    exception where the rules ask for one. ``confirmed`` means that a person has
    checked what NeedsConfirmation named. Raises NotAllowed, Invalid, NeedsConfirmation.
    """
    require_platform_admin(actor)
    # Two sites for one body at once: the second waits here and is refused.
    host = Organisation.objects.select_for_update(of=("self",)).filter(pk=organisation.pk).first()
    if host is None:
        raise NotFound
    basis = _may_open(host, kind, special_need)
    site = Site()
    founding = {"organisation": host, "kind": kind_for(host), "code": code, "special_need": special_need}
    values = with_checked_logo(
        code, {**founding, "name": name, "description": description, "keywords": keywords, **fields}
    )
    _old, new = assign(site, values, CHANGEABLE | FOUNDING)
    confirmations = check_site(site, values, confirmed=confirmed)
    clean(site, exclude=[field.name for field in Site._meta.fields if field.name != "code"])
    site.save()
    if domain:
        attach_domain(site, domain, primary=True, confirmed=confirmed)
        new["domain"] = site.primary_domain
    site_created.send(sender=Site, site=site)
    if confirmations:
        new["confirmed"] = str(confirmations)
    record("sites.site.create", site, actor=actor, new={**new, "status": shown(site, "status")}, reason=basis)
    return site


def _may_open(organisation: Organisation, kind: str, special_need: str) -> str:
    """The basis on which a site may be opened. Raises Invalid."""
    existing = Site.objects.filter(organisation=organisation).first()
    if existing is not None:
        raise Invalid(
            fields={
                "organisation": [
                    _(
                        "“%(body)s”已有网站“%(site)s”。一个单位最多开设一个网站（国办发〔2017〕47号 三（一）），"
                        "专项工作请开设专栏专题。"
                    )
                    % {"body": organisation.name, "site": existing.name}
                ]
            }
        )
    if kind and kind != kind_for(organisation):
        raise Invalid(fields={"kind": [_("这个单位应开设“%(kind)s”。") % {"kind": kind_for(organisation).label}]})
    opening = opening_outcome(organisation)
    if opening.outcome == OpeningOutcome.REFUSED:
        raise Invalid(
            fields={
                "organisation": [
                    _("“%(body)s”不得开设网站。依据：%(basis)s") % {"body": organisation.name, "basis": opening.basis}
                ]
            }
        )
    if opening.outcome == OpeningOutcome.SPECIAL_NEED and not special_need.strip():
        raise Invalid(
            fields={
                "special_need": [
                    _("这类单位原则上不开设网站，确有特殊需要的，请写明理由和批准文号。依据：%(basis)s")
                    % {"basis": opening.basis}
                ]
            }
        )
    return opening.basis
