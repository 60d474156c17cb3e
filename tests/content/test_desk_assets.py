"""The library of pictures and attachments."""

import pytest

from accounts.roles import Grants, Role
from audit.models import LogEntry
from content.actions import change_asset
from content.models import Asset
from sites.errors import Invalid, NotAllowed, NotFound, Stale
from sites.scoping import site_scope
from tests import given, given_content
from tests.content.desk_client import at_desk, text_of, to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscoped")]


@pytest.fixture
def site():
    return given.site()


@pytest.fixture
def editor(site):
    return given.staff(role=Role.EDITOR, on=site)


@pytest.fixture
def asset(site):
    return given_content.asset(site, title="旧名", alt_text="旧文字")


def test_changing_the_texts_is_logged_with_old_and_new(asset, editor):
    change_asset(actor=editor, asset_id=asset.pk, title="新名", alt_text=" 会议  现场 ", rights_note="本网摄")

    asset.refresh_from_db()
    entry = LogEntry.objects.get(verb="content.asset.change")
    assert (asset.title, asset.alt_text, asset.rights_note) == ("新名", "会议 现场", "本网摄")
    assert (entry.old["alt_text"], entry.new["alt_text"]) == ("旧文字", "会议 现场")


def test_the_same_texts_again_are_no_act(asset, editor):
    change_asset(actor=editor, asset_id=asset.pk, title="旧名", alt_text="旧文字", rights_note=asset.rights_note)
    assert not LogEntry.objects.filter(verb="content.asset.change").exists()


@pytest.mark.clause("ORG-04")
def test_who_does_not_edit_on_the_site_changes_nothing(asset, site):
    for user in (given.staff(role=Role.REVIEWER_1, on=site), given.staff(role=Role.EDITOR, on=given.site())):
        with pytest.raises(NotAllowed):
            change_asset(actor=user, asset_id=asset.pk, title="新名")
    with site_scope(given.site()), pytest.raises(NotFound):
        change_asset(actor=given.staff(role=Role.EDITOR, on=site), asset_id=asset.pk, title="新名")
    asset.refresh_from_db()
    assert asset.title == "旧名"


def test_texts_too_long_missing_or_overtaken_are_refused(asset, editor):
    with pytest.raises(Invalid) as refusal:
        change_asset(actor=editor, asset_id=asset.pk, title="", alt_text="长" * 201)
    assert set(refusal.value.fields) == {"title", "alt_text"}
    with pytest.raises(Stale):
        change_asset(
            actor=editor, asset_id=asset.pk, title="新", seen={"title": "x", "alt_text": "", "rights_note": ""}
        )


def test_what_was_approved_keeps_its_words(asset, editor, site):
    item = given_content.live_item(site, uses=[(asset, "cover")])
    before = item.head.uses.get().alt_text
    change_asset(actor=editor, asset_id=asset.pk, title="新名", alt_text="新文字")
    assert item.head.uses.get().alt_text == before


def test_the_page_shows_where_the_file_is_used_and_saves(asset, editor, site):
    given_content.live_item(site, title="防汛通知", uses=[(asset, "cover")])
    client = at_desk(editor)
    page = client.get(to("asset_change", asset.pk))
    form = page.context["form"]
    client.post(to("asset_change", asset.pk), form.initial | {"alt_text": "河堤"})

    assert "防汛通知" in text_of(page)
    assert Asset.objects.get().alt_text == "河堤"


def test_a_file_of_another_site_does_not_exist(asset):
    stranger = at_desk(given.staff(role=Role.EDITOR, on=given.site()))

    assert stranger.get(to("asset_change", asset.pk)).status_code == 404
    assert asset.title not in text_of(stranger.get(to("asset_changelist")))
    assert Grants.of(given.staff()).any_reach().sites == frozenset()
