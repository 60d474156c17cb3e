"""Public names of the room's models."""

from sites.models.organisation import Management, Organisation, OrganisationKind, OrganisationLevel
from sites.models.rule import OpeningOutcome, SiteOpeningRule
from sites.models.site import Site, SiteDomain, SiteKind, SiteStatus

__all__ = [
    "Management",
    "OpeningOutcome",
    "Organisation",
    "OrganisationKind",
    "OrganisationLevel",
    "Site",
    "SiteDomain",
    "SiteKind",
    "SiteOpeningRule",
    "SiteStatus",
]
