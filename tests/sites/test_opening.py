"""Who may open a site."""

import pytest

from accounts.roles import Role
from audit.models import LogEntry
from sites.actions import create_organisation, create_site
from sites.errors import Invalid, NotAllowed
from sites.models import Management, OpeningOutcome, OrganisationKind, OrganisationLevel, Site, SiteOpeningRule
from sites.rules import opening_outcome
from sites.signals import site_created
from tests import given

pytestmark = [pytest.mark.django_db, pytest.mark.clause("SITE-01")]

GOVERNMENT, DEPARTMENT = OrganisationKind.GOVERNMENT, OrganisationKind.DEPARTMENT
PROVINCE, CITY, COUNTY, TOWNSHIP = list(OrganisationLevel)[1:]
ALLOWED, SPECIAL, REFUSED = OpeningOutcome.ALLOWED, OpeningOutcome.SPECIAL_NEED, OpeningOutcome.REFUSED


def body(above, level, kind, **values):
    return create_organisation(actor=None, name="测试单位", level=level, kind=kind, parent=above, **values)


def open_site(organisation, **values):
    defaults = {
        "actor": None,
        "code": "ceshi",
        "name": f"{organisation.name}网站",
        "description": "发布政务信息，提供办事服务。",
        "keywords": "政务公开,办事服务",
    }
    return create_site(organisation=organisation, **defaults | values)


@pytest.mark.parametrize(
    ("level", "kind", "vertical", "outcome"),
    [
        (PROVINCE, GOVERNMENT, False, ALLOWED),
        (CITY, GOVERNMENT, False, ALLOWED),
        (COUNTY, GOVERNMENT, False, ALLOWED),
        (TOWNSHIP, GOVERNMENT, False, SPECIAL),
        (PROVINCE, DEPARTMENT, False, ALLOWED),
        (CITY, DEPARTMENT, False, ALLOWED),
        (COUNTY, DEPARTMENT, False, SPECIAL),
        (TOWNSHIP, DEPARTMENT, False, REFUSED),
        (CITY, DEPARTMENT, True, ALLOWED),
        (COUNTY, DEPARTMENT, True, SPECIAL),
    ],
)
def test_the_national_rules(province, level, kind, vertical, outcome):
    management = Management.VERTICAL if vertical else Management.LOCAL
    opening = opening_outcome(body(province, level, kind, management=management))
    assert opening.outcome == outcome
    assert "47号" in opening.basis


def test_a_province_may_be_stricter_and_only_for_itself(province):
    SiteOpeningRule.objects.create(
        province=province, level=TOWNSHIP, kind=GOVERNMENT, outcome=REFUSED, basis="本省规定乡镇不开设网站。"
    )
    other = create_organisation(actor=None, name="望海省人民政府", level=PROVINCE, kind=GOVERNMENT)
    here = body(province, TOWNSHIP, GOVERNMENT)
    there = create_organisation(actor=None, name="望海镇", level=TOWNSHIP, kind=GOVERNMENT, parent=other)
    assert opening_outcome(here).outcome == REFUSED
    assert opening_outcome(there).outcome == SPECIAL


def test_an_institution_without_administrative_functions_is_refused(province):
    institution = body(province, PROVINCE, OrganisationKind.INSTITUTION, has_administrative_function=False)
    with pytest.raises(Invalid, match="事业单位"):
        open_site(institution)


def test_a_refused_body_gets_no_site_and_reads_the_rule(province):
    with pytest.raises(Invalid, match="国办发〔2017〕47号") as refusal:
        open_site(body(province, TOWNSHIP, DEPARTMENT), special_need="确有需要")
    assert "organisation" in refusal.value.fields
    assert not Site.objects.exists()


def test_an_exception_needs_its_stated_reason(province):
    office = body(province, COUNTY, DEPARTMENT)
    with pytest.raises(Invalid) as refusal:
        open_site(office, special_need="  ")
    assert list(refusal.value.fields) == ["special_need"]
    site = open_site(office, special_need="省政府办公厅批准，云政办函〔2026〕1号")
    row = LogEntry.objects.order_by("sequence").last()
    assert row.new["special_need"] == site.special_need
    assert "47号" in row.reason


def test_one_site_per_body(department):
    open_site(department)
    with pytest.raises(Invalid, match="最多开设一个网站") as refusal:
        open_site(department, code="zwei")
    assert "organisation" in refusal.value.fields


def test_kind_follows_from_the_body(city, department):
    assert open_site(city, code="a").kind == "portal"
    assert open_site(department, code="b").kind == "department"


def test_another_kind_is_refused(city):
    with pytest.raises(Invalid) as refusal:
        open_site(city, kind="department")
    assert "kind" in refusal.value.fields


def test_a_new_site_is_a_draft_with_its_domain_and_announced_to_other_rooms(department, admin):
    seen = []
    receiver = lambda site, **rest: seen.append(site.pk)  # noqa: E731
    site_created.connect(receiver)
    try:
        site = open_site(department, actor=admin, domain="jyt.yunling.gov.cn", confirmed=True)
    finally:
        site_created.disconnect(receiver)
    assert (site.status, site.primary_domain) == ("draft", "jyt.yunling.gov.cn")
    assert seen == [site.pk]


def test_only_the_platform_administrator_opens_sites(department):
    for role in (None, Role.AUDITOR):
        with pytest.raises(NotAllowed):
            open_site(department, actor=given.staff(role=role))


def test_a_code_that_is_taken_or_no_code_is_refused(city, department):
    open_site(city, code="taken")
    for code in ("taken", "mit leerzeichen", "../x", "", "测试"):
        with pytest.raises(Invalid) as refusal:
            open_site(department, code=code)
        assert "code" in refusal.value.fields


@pytest.mark.clause("META-04")
@pytest.mark.parametrize("field", ["description", "keywords"])
def test_a_site_without_the_text_of_its_tags_is_not_opened(department, field):
    with pytest.raises(Invalid) as refusal:
        open_site(department, **{field: " "})
    assert list(refusal.value.fields) == [field]
