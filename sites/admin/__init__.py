"""Organisations, sites and their rules at the desk."""

from sites.admin.organisations import OrganisationAdmin
from sites.admin.settings import IdentifierPatternAdmin, SiteOpeningRuleAdmin
from sites.admin.sites import SiteAdmin

__all__ = ["IdentifierPatternAdmin", "OrganisationAdmin", "SiteAdmin", "SiteOpeningRuleAdmin"]
