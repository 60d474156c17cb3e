"""Which site stands above which (ORG-01)."""

from sites.models import Organisation, OrganisationKind, Site


def superior_sites(site: Site) -> list[Site]:
    """Sites of the bodies directly above the host of ``site``, the one that manages it first.

    A body without a site of its own is passed over upwards: a county whose city
    has none answers to the province.
    """
    found: list[Site] = []
    for body in site.organisation.superiors():
        above = _nearest_site(body)
        if above is not None and above not in found and above != site:
            found.append(above)
    return found


def portal_of_same_level(organisation: Organisation) -> Site | None:
    """The portal of the government that ``organisation`` belongs to (SITE-04, SITE-06)."""
    government = organisation.government()
    if government is None or government == organisation:
        return None
    return Site.objects.filter(organisation=government).prefetch_related("domains").first()


def trade_superior_site(organisation: Organisation) -> Site | None:
    """The site of the nearest body above in the same line."""
    above = organisation.trade_superior
    seen: set[int] = set()
    while above is not None and above.pk not in seen:
        seen.add(above.pk)
        site = Site.objects.filter(organisation=above).prefetch_related("domains").first()
        if site is not None:
            return site
        above = above.trade_superior
    return None


def _nearest_site(body: Organisation) -> Site | None:
    bodies = [body, *body.get_ancestors(ascending=True).exclude(kind=OrganisationKind.INSTITUTION)]
    sites = {site.organisation_id: site for site in Site.objects.filter(organisation__in=bodies)}
    return next((sites[one.pk] for one in bodies if one.pk in sites), None)
