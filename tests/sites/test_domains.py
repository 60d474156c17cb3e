"""Which domains a site may use."""

import pytest
from hypothesis import given as for_all
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from audit.models import LogEntry
from sites.actions import add_domain, create_organisation, remove_domain, set_primary_domain
from sites.domains import LABEL, normalise, readable
from sites.errors import Invalid, NeedsConfirmation, NotAllowed, NotFound, WrongState
from sites.models import Management, OrganisationKind, OrganisationLevel, SiteDomain
from tests import given

pytestmark = pytest.mark.clause("SITE-06")


@pytest.fixture
def portal(province):
    return given.site(organisation=province, kind="portal", name="云岭省人民政府网", host="www.yunling.gov.cn")


@pytest.fixture
def bare(department, portal):
    """A department's site without a domain."""
    site = given.site(organisation=department, name="云岭省教育厅网")
    site.domains.all().delete()
    return site


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("www.yunling.gov.cn", "www.yunling.gov.cn"),
        ("  https://WWW.Yunling.GOV.cn/ ", "www.yunling.gov.cn"),
        ("www.yunling.gov.cn.", "www.yunling.gov.cn"),
        ("云岭.政务", "xn--9kqv75a.xn--zfr164b"),
        ("云岭。政务", "xn--9kqv75a.xn--zfr164b"),
    ],
)
def test_what_people_type_is_understood(typed, stored):
    assert normalise(typed) == normalise(stored)


def test_chinese_domains_are_shown_in_chinese():
    assert normalise("云岭.政务").startswith("xn--")
    assert readable(normalise("云岭.政务")) == "云岭.政务"


@pytest.mark.parametrize(
    "typed",
    [
        "", ".", "..", "a..b", "-a.gov.cn", "a-.gov.cn", "a b.gov.cn", "a_b.gov.cn", "www.x.gov.cn:8000",
        "user@x.gov.cn",
        "www.x.gov.cn/zwgk", "x\n.gov.cn", "*.gov.cn", f"{'a' * 64}.gov.cn", f"{'a.' * 80}gov.cn", "\ud800.gov.cn",
    ],
)  # fmt: skip
def test_what_is_no_domain_is_refused_in_a_sentence(typed):
    with pytest.raises(Invalid) as refusal:
        normalise(typed)
    assert str(refusal.value).endswith(("。", "）。"))


@for_all(st.text(max_size=60))
@hypothesis_settings(max_examples=200, deadline=None)
def test_whatever_is_typed_gives_a_host_name_or_a_refusal(typed):
    try:
        host = normalise(typed)
    except Invalid:
        return
    assert len(host) <= 120
    assert all(LABEL.fullmatch(label) for label in host.split("."))
    assert normalise(host) == host


@pytest.mark.django_db
class TestPortal:
    @pytest.mark.parametrize("host", ["www.qinglan.gov.cn", "www.qing-lan2.gov.cn"])
    def test_the_prescribed_structure_is_taken(self, city, host):
        site = given.site(organisation=city, kind="portal")
        site.domains.all().delete()
        assert add_domain(actor=None, site_id=site.pk, host=host).is_primary

    @pytest.mark.parametrize(
        "host",
        ["qinglan.gov.cn", "www.a.qinglan.gov.cn", "web.qinglan.gov.cn", "www.gov.cn", "gov.cn", "wwwqinglan.gov.cn"],
    )
    def test_every_other_structure_is_refused_with_the_rule(self, city, host):
        site = given.site(organisation=city, kind="portal")
        site.domains.all().delete()
        with pytest.raises(Invalid, match=r"47号|中央人民政府|\.gov\.cn"):
            add_domain(actor=None, site_id=site.pk, host=host)

    @pytest.mark.parametrize(
        "host",
        ["www.qinglan.com", "www.qinglan.cn", "www.gov.cn.evil.com", "wwwxgov.cn", "www.x.gov.cn.localhost", "政务"],
    )
    def test_another_ending_is_refused_even_for_a_further_domain(self, city, host):
        site = given.site(organisation=city, kind="portal", host="www.qinglan.gov.cn")
        with pytest.raises(Invalid, match="后缀"):
            add_domain(actor=None, site_id=site.pk, host=host, confirmed=True)


@pytest.mark.django_db
class TestDepartment:
    def test_it_stands_under_the_portal_of_its_level(self, bare):
        assert add_domain(actor=None, site_id=bare.pk, host="jyt.yunling.gov.cn").is_primary

    @pytest.mark.parametrize(
        "host",
        ["jyt.qinglan.gov.cn", "www.yunling.gov.cn.gov.cn", "a.jyt.yunling.gov.cn", "www.jyt.gov.cn", "jyt.gov.cn"],
    )
    def test_elsewhere_it_is_refused(self, bare, host):
        with pytest.raises(Invalid, match="部门网站"):
            add_domain(actor=None, site_id=bare.pk, host=host)

    def test_a_vertical_body_may_stand_under_its_trade_superior(self, portal, department, city):
        given.site(organisation=department, name="云岭省教育厅网", host="www.yledu.gov.cn")
        bureau = create_organisation(
            actor=None, name="青岚教育分局", level=OrganisationLevel.CITY, kind=OrganisationKind.DEPARTMENT,
            parent=city,
            trade_superior=department, management=Management.VERTICAL,
        )  # fmt: skip
        site = given.site(organisation=bureau)
        site.domains.all().delete()
        assert add_domain(actor=None, site_id=site.pk, host="qinglan.yledu.gov.cn").is_primary

    def test_without_a_portal_on_the_platform_a_person_confirms(self, department):
        site = given.site(organisation=department)
        site.domains.all().delete()
        with pytest.raises(NeedsConfirmation):
            add_domain(actor=None, site_id=site.pk, host="jyt.yunling.gov.cn")
        assert add_domain(actor=None, site_id=site.pk, host="jyt.yunling.gov.cn", confirmed=True)

    def test_a_body_without_administrative_functions_gets_none(self, province, portal):
        school = create_organisation(
            actor=None, name="云岭大学", level=OrganisationLevel.PROVINCE, kind=OrganisationKind.INSTITUTION,
            parent=province, has_administrative_function=False,
        )  # fmt: skip
        site = given.site(organisation=school)
        with pytest.raises(Invalid, match="事业单位"):
            add_domain(actor=None, site_id=site.pk, host="dx.yunling.gov.cn", confirmed=True)


@pytest.mark.django_db
class TestSeveralDomains:
    def test_a_further_one_of_an_old_structure_is_confirmed(self, portal):
        with pytest.raises(NeedsConfirmation, match="逐步注销"):
            add_domain(actor=None, site_id=portal.pk, host="old.yl.gov.cn")
        added = add_domain(actor=None, site_id=portal.pk, host="old.yl.gov.cn", confirmed=True)
        assert not added.is_primary

    def test_the_name_without_www_needs_no_confirmation(self, portal):
        assert not add_domain(actor=None, site_id=portal.pk, host="yunling.gov.cn").is_primary

    def test_a_chinese_domain_goes_beside_the_english_one(self, portal):
        assert not add_domain(actor=None, site_id=portal.pk, host="云岭.政务").is_primary
        with pytest.raises(NeedsConfirmation, match="规范化简称"):
            add_domain(actor=None, site_id=portal.pk, host="别处.政务")

    def test_a_chinese_domain_is_never_the_main_one(self, portal):
        added = add_domain(actor=None, site_id=portal.pk, host="云岭.政务")
        with pytest.raises(Invalid, match="主域名应为英文域名"):
            set_primary_domain(actor=None, site_id=portal.pk, domain_id=added.pk)

    def test_a_domain_of_another_site_is_refused_by_name(self, portal, bare):
        with pytest.raises(Invalid, match="云岭省人民政府网"):
            add_domain(actor=None, site_id=bare.pk, host="WWW.yunling.gov.cn.")

    def test_there_is_exactly_one_main_domain_after_a_change(self, portal, admin):
        added = add_domain(actor=admin, site_id=portal.pk, host="www.yl.gov.cn")
        set_primary_domain(actor=admin, site_id=portal.pk, domain_id=added.pk)
        assert list(portal.domains.filter(is_primary=True)) == [added]
        row = LogEntry.objects.order_by("sequence").last()
        assert (row.old, row.new) == ({"domain": "www.yunling.gov.cn"}, {"domain": "www.yl.gov.cn"})

    def test_the_main_domain_is_not_removed(self, portal):
        with pytest.raises(WrongState, match="主域名"):
            remove_domain(actor=None, site_id=portal.pk, domain_id=portal.domains.get().pk)

    def test_a_further_domain_is_removed(self, portal):
        added = add_domain(actor=None, site_id=portal.pk, host="yunling.gov.cn")
        remove_domain(actor=None, site_id=portal.pk, domain_id=added.pk)
        assert not SiteDomain.objects.filter(pk=added.pk).exists()

    def test_a_domain_id_of_another_site_is_not_found(self, portal, bare):
        foreign = portal.domains.get().pk
        for act in (remove_domain, set_primary_domain):
            with pytest.raises(NotFound):
                act(actor=None, site_id=bare.pk, domain_id=foreign)

    def test_a_site_manager_does_not_touch_domains(self, portal):
        from accounts.roles import Role

        manager = given.staff(role=Role.SITE_MANAGER, on=portal)
        with pytest.raises(NotAllowed):
            add_domain(actor=manager, site_id=portal.pk, host="yunling.gov.cn")
