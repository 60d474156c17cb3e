"""Who may have a site (SITE-01)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sites.models import Management, OpeningOutcome, Organisation, OrganisationKind, OrganisationLevel, SiteKind
from sites.models import SiteOpeningRule as Rule


@dataclass(frozen=True, slots=True)
class Opening:
    """May a body have a site, and which rule says so."""

    outcome: OpeningOutcome
    basis: str


def opening_outcome(organisation: Organisation) -> Opening:
    """Look ``organisation`` up in the rules of its province, then in the national ones.

    A body that no rule speaks of may not open a site.
    """
    if organisation.kind == OrganisationKind.INSTITUTION and not organisation.has_administrative_function:
        return Opening(
            OpeningOutcome.REFUSED,
            _(
                "不承担行政职能的事业单位不使用“.gov.cn”域名，不开设政府网站"
                "（国办发〔2017〕47号 三（一）、国办函〔2018〕55号）。"
            ),
        )
    province = organisation.province()
    vertical = organisation.management == Management.VERTICAL
    rules = Rule.objects.filter(level=organisation.level, kind=organisation.kind, vertical=vertical)
    found = {rule.province_id: rule for rule in rules}
    rule = found.get(province.pk if province else None) or found.get(None)
    if rule is None:
        return Opening(OpeningOutcome.REFUSED, _("开设规则表中没有允许这类单位开设网站的规定。"))
    return Opening(OpeningOutcome(rule.outcome), rule.basis)


def kind_for(organisation: Organisation) -> SiteKind:
    """Portal for governments and for departments of the State Council, else a department's site."""
    state_department = (
        organisation.level == OrganisationLevel.STATE and organisation.kind == OrganisationKind.DEPARTMENT
    )
    if organisation.kind == OrganisationKind.GOVERNMENT or state_department:
        return SiteKind.PORTAL
    return SiteKind.DEPARTMENT
