"""What the platform's host answers when it refuses: plain Chinese, in its own look."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from tests import given

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscoped")]


@pytest.mark.parametrize("name", ["accounts_user_changelist", "audit_logentry_changelist"])
def test_a_page_outside_ones_roles_says_so_in_chinese(name):
    client = Client(HTTP_HOST=given.PLATFORM_HOST)
    client.force_login(given.staff(role=Role.EDITOR, on=given.site()), backend=given.MODEL_BACKEND)

    answer = client.get(reverse(f"admin:{name}"))

    assert answer.status_code == 403
    assert "您没有打开这个页面的权限" in answer.content.decode()
    assert "Forbidden" not in answer.content.decode()


def test_a_malformed_request_is_answered_in_chinese(client):
    answer = client.get("/", HTTP_HOST=given.PLATFORM_HOST, QUERY_STRING="q=%00")

    assert "Bad Request" not in answer.content.decode()
