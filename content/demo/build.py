"""The whole demo, step by step; each step adds only what is missing, so a broken run can be repeated."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils import timezone

from columns.actions import apply_column_set
from content.demo.desk import Desk
from content.demo.library import Shelves
from content.demo.people import make_people
from content.demo.piece import Calendar
from content.demo.places import BodySpec, SiteSpec, body_specs, site_specs
from sites.actions import create_organisation, create_site, go_live
from sites.models import Management, Organisation, Site, SiteStatus
from sites.scoping import all_sites, site_scope

REVIEW_LEVELS = {"shiquan": 2}

Tell = Callable[[str], None]


@dataclass(slots=True)
class Made:
    """What a run added."""

    sites: int = 0
    items: int = 0
    passwords: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.sites or self.items or self.passwords)


def is_complete() -> bool:
    """Has the demo been built to its end? (Going live is the last step of each site.)"""
    codes = [spec.code for spec in site_specs()]
    return Site.objects.filter(code__in=codes).exclude(status=SiteStatus.DRAFT).count() == len(codes)


def build(tell: Tell) -> Made:
    """Add what the demo lacks; ``tell`` hears in Chinese how far it is. Raises sites.errors.Refused."""
    made = Made()
    if is_complete():
        return made
    calendar = Calendar(timezone.now())
    with all_sites():
        bodies = _make_bodies()
        sites = {}
        for spec in site_specs():
            sites[spec.key], new = _make_site(spec, bodies[spec.key])
            made.sites += new
        tell("机构、网站和栏目已建立。")
        made.passwords = make_people(sites)
        tell("各岗位人员已就位。")
    for spec in site_specs():
        site = sites[spec.key]
        shelves = Shelves(spec, site, calendar)
        added = shelves.fill() + Desk(shelves).work()
        made.items += added
        if site.status == SiteStatus.DRAFT:
            with site_scope(site):
                go_live(actor=None, site_id=site.pk)
        tell(f"{spec.name}：{added}篇稿件。")
    return made


def _make_bodies() -> dict[str, Organisation]:
    bodies: dict[str, Organisation] = {}
    for spec in body_specs():
        known = Organisation.objects.filter(name=spec.body).first()
        bodies[spec.key] = known or _make_body(spec, bodies)
    return bodies


def _make_body(spec: BodySpec, bodies: dict[str, Organisation]) -> Organisation:
    return create_organisation(
        actor=None,
        name=spec.body,
        short_name=spec.short,
        level=spec.level,
        kind=spec.kind,
        management=Management(spec.management),
        region_code=spec.region,
        parent=bodies.get(spec.parent),
        trade_superior=bodies.get(spec.trade),
    )


def _make_site(spec: SiteSpec, body: Organisation) -> tuple[Site, bool]:
    site = Site.objects.filter(code=spec.code).first()
    made = site is None
    if site is None:
        main, accent = spec.colours
        site = create_site(
            actor=None, organisation=body, code=spec.code, name=spec.name, domain=spec.domain, confirmed=True,
            operator=spec.operator, description=spec.description, keywords=spec.keywords,
            id_code=spec.id_code, icp_number=spec.icp_number, police_number=spec.police_number,
            has_party_government_mark=True, person_in_charge=spec.charge, contact_name="政务公开办公室",
            contact_phone=spec.phone, contact_email=spec.email, contact_address=spec.address,
            main_colour=main, accent_colour=accent, review_levels=REVIEW_LEVELS.get(spec.key, 3),
        )  # fmt: skip
    apply_column_set(actor=None, site=site, name=spec.column_set)
    return site, made
