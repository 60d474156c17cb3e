"""The desk: who gets in, what the forms say, nothing changed when something is wrong."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from sites.models import IdentifierPattern, Organisation, Site, SiteDomain, SiteOpeningRule, SiteStatus
from tests import given

pytestmark = pytest.mark.django_db
MODELS = ("site", "organisation", "siteopeningrule", "identifierpattern")


@pytest.fixture
def site(department):
    return given.site(organisation=department, name="云岭省教育厅", id_code="5300000012", host="jyt.yunling.gov.cn")


@pytest.fixture
def desk(signed_in, admin):
    return signed_in(admin)


def url(name, *args):
    return reverse(f"admin:gov_sites_{name}", args=args, urlconf="govsite.urls.platform")


def record(site, **changes):
    """What the form of a site sends when nothing but ``changes`` was typed."""
    names = (
        "name", "name_note", "description", "keywords", "id_code", "icp_number", "police_number", "person_in_charge",
        "operator", "contact_name", "contact_phone", "contact_email", "contact_address", "slogan", "main_colour",
        "accent_colour", "third_colour", "review_levels", "version",
    )  # fmt: skip
    return {name: getattr(site, name) for name in names} | {"has_party_government_mark": "on"} | changes


@pytest.mark.parametrize("model", MODELS)
def test_lists_open_for_the_platform_administrator(desk, site, model):
    answer = desk.get(url(f"{model}_changelist"))
    assert answer.status_code == 200


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.EDITOR, Role.REVIEWER_3])
@pytest.mark.parametrize("model", MODELS)
def test_and_for_nobody_who_has_nothing_to_do_there(signed_in, site, role, model):
    person = given.staff(role=role, on=None if role == Role.AUDITOR else site)
    client = signed_in(person)
    assert client.get(url(f"{model}_changelist")).status_code in (403, 404)
    assert client.get(url(f"{model}_add")).status_code in (403, 404)


@pytest.mark.clause("ORG-04")
def test_a_manager_sees_their_own_site_only(signed_in, site):
    other = given.site(name="别家网站")
    client = signed_in(given.staff(role=Role.SITE_MANAGER, on=site))
    assert "别家网站" not in client.get(url("site_changelist")).text
    assert client.get(url("site_change", site.pk)).status_code == 200
    assert client.get(url("site_change", other.pk)).status_code == 404
    assert client.get(url("site_change", 99999)).status_code == 404
    assert client.get(url("site_add")).status_code == 403


def test_a_manager_cannot_slip_in_a_field_that_is_not_theirs(signed_in, site):
    client = signed_in(given.staff(role=Role.SITE_MANAGER, on=site))
    client.post(url("site_change", site.pk), record(site, name="云岭省教育厅新网", contact_phone="0871-1"))
    site.refresh_from_db()
    assert (site.name, site.contact_phone) == ("云岭省教育厅", "0871-1")


@pytest.mark.parametrize("step", ["go_live", "take_offline", "close", "add_domain"])
def test_a_manager_takes_no_step(signed_in, site, step):
    client = signed_in(given.staff(role=Role.SITE_MANAGER, on=site))
    assert client.get(url(f"site_{step}", site.pk)).status_code == 404
    assert client.post(url(f"site_{step}", site.pk), {"reason": "x", "host": "x.yunling.gov.cn"}).status_code == 404
    assert Site.objects.get(pk=site.pk).status == SiteStatus.LIVE


def test_a_change_is_saved(desk, site):
    answer = desk.post(url("site_change", site.pk), record(site, contact_phone="0871-2"))
    assert answer.status_code == 302
    assert Site.objects.get(pk=site.pk).contact_phone == "0871-2"


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(desk, site):
    answer = desk.post(
        url("site_change", site.pk), record(site, name="在线", main_colour="#ff0000", contact_phone="0871-3")
    )
    assert answer.status_code == 200
    form = answer.context["adminform"].form
    assert set(form.errors) == {"name_note", "main_colour"}
    assert "0871-3" in answer.text
    assert Site.objects.get(pk=site.pk).contact_phone == site.contact_phone


@pytest.mark.clause("SITE-03")
def test_a_doubt_shows_a_box_to_tick_and_is_saved_with_it(desk, site):
    address, sent = url("site_change", site.pk), record(site, icp_number="自编1号")
    answer = desk.post(address, sent)
    assert answer.status_code == 200
    assert 'name="confirmed"' in answer.text
    assert Site.objects.get(pk=site.pk).icp_number == site.icp_number
    assert desk.post(address, sent | {"confirmed": "on"}).status_code == 302
    assert Site.objects.get(pk=site.pk).icp_number == "自编1号"


def test_no_box_is_shown_while_nothing_is_doubted(desk, site):
    assert 'name="confirmed"' not in desk.get(url("site_change", site.pk)).text


def test_who_saves_second_is_told(desk, site):
    old = record(site, contact_phone="0871-4")
    desk.post(url("site_change", site.pk), record(site, contact_phone="0871-5"))
    answer = desk.post(url("site_change", site.pk), old)
    assert "他人已修改" in answer.text
    assert Site.objects.get(pk=site.pk).contact_phone == "0871-5"


@pytest.mark.clause("SITE-01")
def test_a_site_is_opened_or_refused_with_the_rule(desk, province, department):
    given.site(organisation=province, kind="portal", host="www.yunling.gov.cn")
    sent = {
        "organisation": department.pk, "code": "jyt", "domain": "jyt.yunling.gov.cn", "name": "云岭省教育厅",
        "description": "发布教育信息。", "keywords": "教育", "main_colour": "#b3202a", "review_levels": 3,
    }  # fmt: skip
    refused = desk.post(url("site_add"), sent | {"domain": "www.jyt.com"})
    assert "不得使用其他后缀" in refused.context["adminform"].form.errors["domain"][0]
    assert not Site.objects.filter(code="jyt").exists()
    assert desk.post(url("site_add"), sent).status_code == 302
    assert Site.objects.get(code="jyt").status == SiteStatus.DRAFT
    again = desk.post(url("site_add"), sent | {"code": "jyt2"})
    assert "最多开设一个网站" in again.context["adminform"].form.errors["organisation"][0]


def test_going_live_shows_all_that_is_missing(desk, site):
    Site.objects.filter(pk=site.pk).update(status=SiteStatus.DRAFT, police_number="", has_party_government_mark=False)
    for answer in (desk.get(url("site_go_live", site.pk)), desk.post(url("site_go_live", site.pk))):
        assert "“公安备案号”还没有填写。" in answer.text
        assert "党政机关网站标识" in answer.text
    assert Site.objects.get(pk=site.pk).status == SiteStatus.DRAFT


def test_reading_a_step_changes_nothing_and_posting_it_does(desk, site):
    address = url("site_take_offline", site.pk)
    assert desk.get(address).status_code == 200
    assert desk.post(address, {"reason": ""}).status_code == 200
    assert Site.objects.get(pk=site.pk).status == SiteStatus.LIVE
    assert desk.post(address, {"reason": "检修"}).status_code == 302
    assert Site.objects.get(pk=site.pk).status == SiteStatus.OFFLINE


def test_domains_are_added_made_main_and_removed(desk, province):
    site = given.site(organisation=province, kind="portal", host="www.yunling.gov.cn")
    desk.post(url("site_add_domain", site.pk), {"host": "www.yl.gov.cn"})
    added, old = SiteDomain.objects.get(host="www.yl.gov.cn"), site.domains.get(is_primary=True)
    desk.post(url("site_set_primary", site.pk, added.pk))
    assert SiteDomain.objects.get(pk=added.pk).is_primary
    desk.post(url("site_remove_domain", site.pk, old.pk))
    assert list(site.domains.values_list("host", flat=True)) == ["www.yl.gov.cn"]


def test_a_doubtful_domain_is_confirmed_on_its_page(desk, province):
    site = given.site(organisation=province, kind="portal", host="www.yunling.gov.cn")
    answer = desk.post(url("site_add_domain", site.pk), {"host": "old.yl.gov.cn"})
    assert 'name="confirmed"' in answer.text
    desk.post(url("site_add_domain", site.pk), {"host": "old.yl.gov.cn", "confirmed": "on"})
    assert SiteDomain.objects.filter(site=site, host="old.yl.gov.cn").exists()


def test_a_domain_of_another_site_is_not_there(desk, site):
    foreign = given.site().domains.get()
    assert desk.post(url("site_remove_domain", site.pk, foreign.pk)).status_code == 404


def test_a_body_is_made_and_moved(desk, province, city):
    sent = {"name": "石泉县人民政府", "level": 4, "kind": "government", "management": "local", "parent": province.pk}
    assert desk.post(url("organisation_add"), sent).status_code == 302
    county = Organisation.objects.get(name="石泉县人民政府")
    desk.post(url("organisation_change", county.pk), sent | {"parent": city.pk})
    assert Organisation.objects.get(pk=county.pk).parent == city
    refused = desk.post(
        url("organisation_change", city.pk),
        {"name": city.name, "level": 3, "kind": "government", "management": "local", "parent": county.pk},
    )
    assert "不能作为它的上级" in refused.context["adminform"].form.errors["parent"][0]


def test_rules_and_formats_are_edited_and_removed(desk, province):
    sent = {"level": 5, "kind": "government", "province": province.pk, "outcome": "refused", "basis": "本省规定。"}
    assert desk.post(url("siteopeningrule_add"), sent).status_code == 302
    rule = SiteOpeningRule.objects.get(province=province)
    again = desk.post(url("siteopeningrule_add"), sent)
    assert "已有适用于同一层级" in again.text
    assert desk.post(url("siteopeningrule_delete", rule.pk), {"post": "yes"}).status_code == 302
    assert not SiteOpeningRule.objects.filter(province=province).exists()
    wrong = desk.post(url("identifierpattern_add"), {"kind": "icp_number", "format": "云备#", "example": "云备12"})
    assert "示例不符合" in wrong.text
    desk.post(url("identifierpattern_add"), {"kind": "icp_number", "format": "云备#", "example": "云备1"})
    assert IdentifierPattern.objects.filter(format="云备#").exists()


def test_a_second_national_rule_for_one_case_is_refused(desk):
    sent = {"level": 5, "kind": "government", "outcome": "refused", "basis": "再来一条。"}
    assert "已有适用于同一层级" in desk.post(url("siteopeningrule_add"), sent).text


def test_the_list_of_sites_costs_the_same_with_many(desk, site, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(url("site_changelist")).status_code == 200
        return len(seen)

    queries()
    few = queries()
    for _number in range(10):
        given.site()
    assert queries() == few
