"""What holds for the record of every site, new or changed."""

from collections.abc import Iterable
from typing import Any

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile

from sites.actions.shared import clean
from sites.colours import FIELDS as COLOUR_FIELDS
from sites.colours import colour_faults
from sites.errors import Invalid, NeedsConfirmation
from sites.identifiers import identifier_warnings
from sites.logos import checked_logo
from sites.models import IdentifierKind, Site
from sites.names import name_faults

CHANGEABLE = frozenset(
    {
        "name", "name_note", "operator", "description", "keywords", "id_code", "icp_number", "police_number",
        "has_party_government_mark", "person_in_charge", "contact_name", "contact_phone", "contact_email",
        "contact_address", "logo", "slogan", "show_slogan", "main_colour", "accent_colour", "third_colour",
        "review_levels",
    }
)  # fmt: skip
REGISTERED_LATER = ("id_code", "person_in_charge", "contact_phone")


def check_site(site: Site, changed: Iterable[str], *, confirmed: bool) -> dict[str, list[str]]:
    """Raises Invalid for a broken rule, NeedsConfirmation for a doubt; returns the doubts confirmed.

    A site in preparation may still lack what going live will ask for; description
    and keywords it needs from the first day, for the tags of its home page (META-02).
    """
    names = set(changed)
    clean(
        site,
        exclude=[name for name in REGISTERED_LATER if not getattr(site, name)] + ["status", "logo", *COLOUR_FIELDS],
    )
    faults: dict[str, list[str]] = {}
    if names & {"name", "name_note"}:
        faults |= name_faults(site.organisation, site.name, site.name_note)
    if names & set(COLOUR_FIELDS):
        faults |= colour_faults({name: getattr(site, name) for name in COLOUR_FIELDS})
    if faults:
        raise Invalid(fields=faults)
    numbers = {kind.value: getattr(site, kind) for kind in IdentifierKind if kind.value in names}
    doubts = identifier_warnings(site.organisation, numbers)
    if doubts and not confirmed:
        raise NeedsConfirmation(fields=doubts)
    return doubts


def with_checked_logo(site_code: str, fields: dict[str, Any]) -> dict[str, Any]:
    """``fields`` with a new logo checked and encoded again; an unchanged or emptied one stays as it is."""
    logo = fields.get("logo")
    if isinstance(logo, UploadedFile) or type(logo) is File:
        return {**fields, "logo": checked_logo(logo, site_code)}
    return {**fields, "logo": ""} if logo is False else fields
