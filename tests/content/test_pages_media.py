"""Files under /media/: who may read which, and how they go out."""

import pytest
from django.test import Client

from accounts.roles import Role
from content.models import AssetRole
from sites.scoping import all_sites
from tests import given, given_content

pytestmark = pytest.mark.django_db
HOST = "www.yunling.gov.cn"


@pytest.fixture
def site():
    return given.site(host=HOST)


@pytest.fixture
def citizen():
    return Client(HTTP_HOST=HOST)


@pytest.fixture
def staff_client(site):
    client = Client(HTTP_HOST=given.PLATFORM_HOST)
    client.force_login(given.staff(role=Role.EDITOR, on=site), backend=given.MODEL_BACKEND)
    return client


def test_pictures_of_live_items_are_shown(site, citizen):
    picture = given_content.asset(site)
    given_content.live_item(site, uses=[(picture, AssetRole.BODY)])
    answer = citizen.get(picture.file.url)
    assert answer.status_code == 200
    with picture.file.open() as stored:
        assert b"".join(answer.streaming_content) == stored.read()
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("inline")
    again = citizen.get(picture.file.url, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.clause("PAGE-11")
def test_documents_are_handed_over_under_their_readable_name(site, citizen):
    paper = given_content.asset(site, upload=given_content.pdf(), title="申报表（2026）")
    given_content.live_item(site, uses=[(paper, AssetRole.ATTACHMENT)])
    answer = citizen.get(paper.file.url)
    b"".join(answer.streaming_content)
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E7%94%B3%E6%8A%A5%E8%A1%A8%EF%BC%882026%EF%BC%89.pdf"
    )


def test_what_no_live_revision_uses_is_not_public_but_staff_see_it(site, citizen, staff_client):
    fresh, old = given_content.asset(site), given_content.asset(site)
    given_content.draft_item(site, uses=[(fresh, AssetRole.BODY)])
    given_content.withdrawn_item(site, uses=[(old, AssetRole.BODY)])
    replaced = given_content.asset(site)
    item = given_content.live_item(site, uses=[(replaced, AssetRole.BODY)])
    with all_sites():
        item.live_revision = item.head = given_content.add_revision(item, author=None)
        item.save()
    for asset in (fresh, old, replaced):
        assert citizen.get(asset.file.url).status_code == 404
        answer = staff_client.get(asset.file.url)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"].startswith("private")
        b"".join(answer.streaming_content)


def test_files_of_another_site_are_not_here(site, citizen, staff_client):
    other = given.site()
    picture = given_content.asset(other)
    given_content.live_item(other, uses=[(picture, AssetRole.BODY)])
    assert citizen.get(picture.file.url).status_code == 404
    assert staff_client.get(picture.file.url).status_code == 404


@pytest.mark.clause("ORG-04")
@pytest.mark.parametrize("role", [Role.PLATFORM_ADMIN, Role.AUDITOR])
def test_roles_without_content_see_no_files(site, role):
    picture = given_content.asset(site)
    client = Client(HTTP_HOST=given.PLATFORM_HOST)
    client.force_login(given.staff(role=role), backend=given.MODEL_BACKEND)
    assert client.get(picture.file.url).status_code == 404
    assert Client(HTTP_HOST=given.PLATFORM_HOST).get(picture.file.url).status_code == 404


def test_a_password_without_the_second_factor_opens_no_draft(site, staff_client, two_factor_required):
    assert staff_client.get(given_content.asset(site).file.url).status_code == 404


def test_the_picture_of_a_topic_is_public(site, citizen):
    topic = given.column(site, is_topic=True)
    with all_sites():
        topic.picture.save("zt.png", given_content.picture())
    answer = citizen.get(topic.picture.url)
    assert answer.headers["Content-Type"] == "image/png"
    b"".join(answer.streaming_content)


TRICKS = [
    "../govsite.sqlite3", "..%2f..%2fetc/passwd", "assets/../secret_key", "%2fetc%2fpasswd", "assets/",
    "a%00b", "a" * 400,
]  # fmt: skip


@pytest.mark.parametrize("path", TRICKS)
def test_no_path_leads_to_any_other_file(site, citizen, staff_client, path):
    assert citizen.get(f"/media/{path}").status_code == 404
    assert staff_client.get(f"/media/{path}").status_code == 404


def test_a_row_whose_file_is_missing_is_a_404(site, citizen):
    picture = given_content.asset(site)
    given_content.live_item(site, uses=[(picture, AssetRole.BODY)])
    picture.file.storage.delete(picture.file.name)
    assert citizen.get(picture.file.url).status_code == 404
