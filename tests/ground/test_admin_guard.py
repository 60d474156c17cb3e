"""What holds for every model's pages in the admin: no hint of what is not yours, no looking round corners."""

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import NoReverseMatch, reverse

from accounts.roles import Role
from content.models import Item
from tests import given, given_content

pytestmark = [pytest.mark.django_db, pytest.mark.clause("ORG-04")]
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
MISSING = 99_999_999


def page(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


@pytest.fixture
def foreign(unscoped):
    """An item of a site where nobody of these tests works."""
    return given_content.draft_item(given.site())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
@pytest.mark.parametrize("role", [Role.PLATFORM_ADMIN, Role.SITE_MANAGER, Role.EDITOR, Role.AUDITOR])
def test_an_unknown_object_is_plainly_not_there(model, role, signed_in):
    on = None if role in {Role.PLATFORM_ADMIN, Role.AUDITOR} else given.site()
    client = signed_in(given.staff(role=role, on=on))
    for name in ("change", "history"):
        for number in (MISSING, 2**63 + 1, "x"):
            assert client.get(page(model, name, number)).status_code in (403, 404)


def test_an_item_of_another_site_looks_like_one_that_does_not_exist(signed_in, foreign):
    client = signed_in(given.staff(role=Role.EDITOR, on=given.site()))
    for name in ("change", "history", "review", "places", "withdraw"):
        theirs, none = (client.get(page(Item, name, pk)) for pk in (foreign.pk, MISSING))
        assert (theirs.status_code, none.status_code) == (404, 404)
        assert theirs.text == none.text


@pytest.mark.parametrize("role", [Role.PLATFORM_ADMIN, Role.SITE_MANAGER])
@pytest.mark.parametrize("lookup", ["password__startswith", "password", "name__regex", "groups__name", "last_login"])
def test_people_are_not_found_by_their_passwords(role, lookup, signed_in):
    on = None if role == Role.PLATFORM_ADMIN else given.site()
    client = signed_in(given.staff(role=role, on=on))
    assert client.get(f"/admin/accounts/user/?{lookup}=a").status_code == 400
    assert client.get("/admin/accounts/user/?role=editor&state=active&o=1&p=1&q=a").status_code == 200


@pytest.mark.parametrize("address", ["content/item/?state__exact=draft", "content/asset/?kind__exact=image&used=yes"])
def test_the_lists_own_filters_go_on_working(address, signed_in):
    client = signed_in(given.staff(role=Role.EDITOR, on=given.site()))
    assert client.get(f"/admin/{address}").status_code == 200


def test_no_address_forwards_to_any_object(signed_in, foreign):
    client = signed_in(given.staff(role=Role.EDITOR, on=given.site()))
    kind = ContentType.objects.get_for_model(foreign.column)
    assert client.get(f"/admin/r/{kind.pk}/{foreign.column_id}/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("admin:view_on_site", args=[kind.pk, foreign.column_id])


def test_a_nul_is_refused_before_postgresql_does(signed_in, unscoped):
    site = given.site()
    item = given_content.draft_item(site)
    client = signed_in(given.staff(role=Role.EDITOR, on=site))
    assert client.get("/admin/content/item/?state__exact=%00").status_code == 400
    assert client.get("/admin/content/item/?%00=1").status_code == 400
    answer = client.post(page(Item, "decide", item.pk), {"decision": "return", "comment": "改\x00", "version": 1})
    assert answer.status_code == 400
