"""The tree of bodies and the second relation beside it."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from accounts.roles import Role
from audit.models import LogEntry
from sites.actions import change_organisation, create_organisation
from sites.errors import Invalid, NotAllowed, NotFound
from sites.models import Management, Organisation, OrganisationKind, OrganisationLevel, SiteKind
from sites.superiors import superior_sites
from tests import given

pytestmark = [pytest.mark.django_db, pytest.mark.clause("ORG-01")]

BUREAU = {"level": OrganisationLevel.CITY, "kind": OrganisationKind.DEPARTMENT}


def test_creating_a_body_is_logged_with_its_values(province, admin):
    made = create_organisation(actor=admin, name="青岚市教育局", parent=province, **BUREAU)
    row = LogEntry.objects.order_by("sequence").last()
    assert (row.verb, row.actor, row.object_id) == ("sites.organisation.create", admin, str(made.pk))
    assert row.new["name"] == "青岚市教育局"
    assert row.new["parent"] == "云岭省人民政府"


def test_only_the_platform_administrator_changes_the_tree(province):
    for role in (Role.AUDITOR, None):
        with pytest.raises(NotAllowed):
            create_organisation(actor=given.staff(role=role), name="甲", parent=province, **BUREAU)
    manager = given.staff(role=Role.SITE_MANAGER, on=given.site(organisation=province))
    with pytest.raises(NotAllowed):
        change_organisation(actor=manager, organisation_id=province.pk, name="乙")
    assert list(Organisation.objects.values_list("name", flat=True)) == ["云岭省人民政府"]


@pytest.mark.clause("SEC-03")
def test_an_act_that_was_not_allowed_is_logged_as_refused(province):
    person = given.staff()
    with pytest.raises(NotAllowed):
        change_organisation(actor=person, organisation_id=province.pk, name="乙")
    row = LogEntry.objects.order_by("sequence").last()
    assert (row.verb, row.actor, row.result) == ("sites.organisation.change", person, "refused")


def test_a_body_never_stands_above_itself(province, city, admin):
    for above in (province, city):
        with pytest.raises(Invalid) as refusal:
            change_organisation(actor=admin, organisation_id=province.pk, parent=above, level=OrganisationLevel.CITY)
        assert "parent" in refusal.value.fields


def test_the_trade_relation_has_no_circle_either(province, admin):
    first = create_organisation(actor=admin, name="甲局", parent=province, **BUREAU)
    second = create_organisation(actor=admin, name="乙局", parent=province, trade_superior=first, **BUREAU)
    third = create_organisation(actor=admin, name="丙局", parent=province, trade_superior=second, **BUREAU)
    for above in (first, second, third):
        with pytest.raises(Invalid) as refusal:
            change_organisation(actor=admin, organisation_id=first.pk, trade_superior=above)
        assert "trade_superior" in refusal.value.fields


def test_a_superior_is_never_of_a_lower_level(province, city, admin):
    with pytest.raises(Invalid, match="层级低于本机构"):
        create_organisation(
            actor=admin, name="云岭省水利厅", level=OrganisationLevel.PROVINCE, kind=OrganisationKind.DEPARTMENT,
            parent=city,
        )  # fmt: skip


def test_a_department_belongs_somewhere(admin):
    with pytest.raises(Invalid, match="隶属"):
        create_organisation(actor=admin, name="无主局", **BUREAU)


def test_a_second_body_of_the_same_name_is_refused_in_words(province, admin):
    with pytest.raises(Invalid) as refusal:
        create_organisation(actor=admin, name="云岭省人民政府", parent=province, **BUREAU)
    assert "name" in refusal.value.fields


def test_a_body_that_is_gone_is_not_found(admin):
    with pytest.raises(NotFound):
        change_organisation(actor=admin, organisation_id=404, name="甲")


def test_moving_a_branch_keeps_the_tree_whole(province, city, department, admin):
    county = create_organisation(
        actor=admin,
        name="石泉县人民政府",
        level=OrganisationLevel.COUNTY,
        kind=OrganisationKind.GOVERNMENT,
        parent=province,
    )
    change_organisation(actor=admin, organisation_id=county.pk, parent=city)
    assert [one.name for one in county.get_ancestors()] != []
    fresh = Organisation.objects.get(pk=county.pk)
    assert [one.name for one in fresh.get_ancestors()] == ["云岭省人民政府", "青岚市人民政府"]
    assert_tree_is_valid()


@pytest.mark.parametrize(
    ("management", "expected"),
    [
        (Management.LOCAL, ["青岚市人民政府"]),
        (Management.VERTICAL, ["云岭省教育厅"]),
        (Management.DUAL, ["青岚市人民政府", "云岭省教育厅"]),
    ],
)
def test_management_says_which_superior_counts(city, department, management, expected):
    bureau = create_organisation(
        actor=None, name="青岚市教育局", parent=city, trade_superior=department, management=management, **BUREAU
    )
    assert [one.name for one in bureau.superiors()] == expected
    for body in (city, department):
        given.site(name=f"{body.name}网站", organisation=body)
    site = given.site(name="青岚市教育局网站", organisation=bureau)
    assert [one.organisation.name for one in superior_sites(site)] == expected


def test_a_superior_without_a_site_is_passed_over(province, city):
    portal = given.site(organisation=province, kind=SiteKind.PORTAL)
    county = create_organisation(
        actor=None, name="石泉县人民政府", level=OrganisationLevel.COUNTY, kind=OrganisationKind.GOVERNMENT, parent=city
    )
    assert superior_sites(given.site(organisation=county)) == [portal]
    assert superior_sites(portal) == []


@pytest.mark.django_db(transaction=True)
def test_roots_made_at_once_never_share_a_tree():
    errors, barrier = [], Barrier(2)

    def make(number):
        try:
            barrier.wait()
            for one in range(8):
                root = create_organisation(
                    actor=None,
                    name=f"甲{number}-{one}",
                    level=OrganisationLevel.PROVINCE,
                    kind=OrganisationKind.GOVERNMENT,
                )
                create_organisation(actor=None, name=f"乙{number}-{one}", parent=root, **BUREAU)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    writers = [Thread(target=make, args=(number,)) for number in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert errors == []
    roots = Organisation.objects.filter(parent=None)
    assert len({one.tree_id for one in roots}) == 16
    assert_tree_is_valid()


def assert_tree_is_valid():
    for one in Organisation.objects.all():
        children = list(one.children.order_by("lft"))
        assert one.rght == one.lft + 1 + sum(child.rght - child.lft + 1 for child in children)
        edge = one.lft + 1
        for child in children:
            assert (child.tree_id, child.lft, child.tree_depth) == (one.tree_id, edge, one.tree_depth + 1)
            edge = child.rght + 1


@pytest.mark.parametrize("code", ["53", "5300000", "53000a", "５３００００"])
def test_a_region_code_is_six_digits(province, admin, code):
    with pytest.raises(Invalid) as refusal:
        change_organisation(actor=admin, organisation_id=province.pk, region_code=code)
    assert list(refusal.value.fields) == ["region_code"]
