"""Public names of the room's models."""

from sites.models.organisation import Management, Organisation, OrganisationKind, OrganisationLevel
from sites.models.pattern import IdentifierKind, IdentifierPattern
from sites.models.rule import OpeningOutcome, SiteOpeningRule
from sites.models.site import Site, SiteDomain, SiteKind, SiteStatus

__all__ = [
    "IdentifierKind",
    "IdentifierPattern",
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
