"""The list of people says no more than its reader may know, and nothing untrue."""

import pytest
from django.test import Client

from accounts.roles import Role
from tests import given

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscoped")]


@pytest.mark.parametrize(
    ("role", "says"), [(Role.PLATFORM_ADMIN, "没有角色"), (Role.SITE_MANAGER, "在您管理的网站没有角色")]
)
def test_no_role_is_said_only_of_the_sites_that_the_reader_sees(role, says):
    site = given.site()
    given.staff(organisation=site.organisation, name="同事")
    reader = given.staff(role=role, on=None if role == Role.PLATFORM_ADMIN else site)
    client = Client(HTTP_HOST=given.PLATFORM_HOST)
    client.force_login(reader, backend=given.MODEL_BACKEND)

    text = client.get("/admin/accounts/user/").content.decode()

    assert says in text
    assert ("在您管理的网站没有角色" in text) is (role == Role.SITE_MANAGER)
