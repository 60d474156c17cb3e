"""Reviewing at the desk: only the right people, only what they saw, each refusal in a sentence."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from content.models import Item, State
from publishing.meta import stamp
from tests import given, given_content
from tests.content.desk_client import at_desk, text_of, to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscoped")]


@pytest.fixture
def site():
    return given.site()


@pytest.fixture
def desk(site):
    return given.desk(site)


@pytest.fixture
def waiting(site, desk):
    return given_content.draft_item(site, author=desk["editor"], state=State.REVIEW_1, title="防汛通知")


def pressed(item, decision="approve", **values):
    item = Item.objects.select_related("head").get(pk=item.pk)
    return {"decision": decision, "version": item.version, "digest": item.head.digest} | values


@pytest.mark.clause("ORG-04")
def test_each_level_passes_in_turn_and_the_last_one_publishes(waiting, desk):
    for level in ("reviewer_1", "reviewer_2", "reviewer_3"):
        at_desk(desk[level]).post(to("item_decide", waiting.pk), pressed(waiting))

    item = Item.objects.get()
    assert item.state == State.PUBLISHED
    assert item.live_revision == item.head


@pytest.mark.clause("ORG-04")
def test_the_author_has_no_button_and_no_post(waiting, desk, site):
    author = desk["editor"]
    given.grant(author, Role.REVIEWER_1, site)
    client = at_desk(author)

    page = text_of(client.get(to("item_review", waiting.pk)))
    answer = client.post(to("item_decide", waiting.pk), pressed(waiting), follow=True)

    assert 'name="decision"' not in page
    assert "不能由您审核" in page
    assert "不能由您审核" in text_of(answer)
    assert Item.objects.get().state == State.REVIEW_1


@pytest.mark.clause("ORG-04")
@pytest.mark.parametrize("who", ["editor", "reviewer_2", "reviewer_3", "manager"])
def test_who_may_not_pass_this_level_is_told_so_and_changes_nothing(waiting, desk, who):
    client = at_desk(desk[who])

    page = text_of(client.get(to("item_review", waiting.pk)))
    answer = client.post(to("item_decide", waiting.pk), pressed(waiting), follow=True)

    assert 'value="approve"' not in page
    assert "wk-desk" in text_of(answer)
    assert list(answer.context["messages"])
    assert Item.objects.get().state == State.REVIEW_1


@pytest.mark.clause("ORG-04")
def test_for_strangers_the_item_does_not_exist(waiting):
    strangers = [
        given.staff(role=Role.REVIEWER_1, on=given.site()),
        given.staff(role=Role.PLATFORM_ADMIN),
        given.staff(role=Role.AUDITOR),
    ]
    for stranger in strangers:
        client = at_desk(stranger)
        assert client.get(to("item_review", waiting.pk)).status_code == 404
        assert client.get(to("item_change", waiting.pk)).status_code == 404
        for name in ("item_decide", "item_recall", "item_withdraw"):
            assert client.post(to(name, waiting.pk), pressed(waiting)).status_code == 404
    assert Item.objects.get().state == State.REVIEW_1


def test_the_second_of_two_reviewers_is_told_that_it_is_done(waiting, desk, site):
    second = given.staff(role=Role.REVIEWER_1, on=site)
    seen = pressed(waiting)
    at_desk(desk["reviewer_1"]).post(to("item_decide", waiting.pk), seen)

    answer = at_desk(second).post(
        to("item_decide", waiting.pk), seen | {"decision": "return", "comment": "重写"}, follow=True
    )

    assert "已由他人处理" in text_of(answer)
    assert Item.objects.get().state == State.REVIEW_2


def test_only_what_was_seen_can_be_passed(waiting, desk):
    client = at_desk(desk["reviewer_1"])
    for forged in ({"digest": "0" * 64}, {"version": "999"}, {"version": "x"}, {"digest": ""}):
        client.post(to("item_decide", waiting.pk), pressed(waiting, **forged))
    assert Item.objects.get().state == State.REVIEW_1
    assert client.get(to("item_decide", waiting.pk)).status_code == 405


def test_a_return_needs_its_reason_and_the_author_reads_it(waiting, desk):
    client = at_desk(desk["reviewer_1"])
    bare = client.post(to("item_decide", waiting.pk), pressed(waiting, "return"), follow=True)
    assert "请写明退回的原因" in text_of(bare)

    client.post(to("item_decide", waiting.pk), pressed(waiting, "return", comment="缺少数据来源。"))

    inbox = text_of(at_desk(desk["editor"]).get(to("my_work")))
    form = text_of(at_desk(desk["editor"]).get(to("item_change", waiting.pk)))
    assert "缺少数据来源。" in inbox
    assert "缺少数据来源。" in form


def test_the_words_of_a_refused_decision_come_back(waiting, desk):
    answer = at_desk(desk["reviewer_1"]).post(
        to("item_decide", waiting.pk), pressed(waiting, digest="0" * 64, comment="表格数字请核对"), follow=True
    )
    assert "表格数字请核对" in text_of(answer)


def test_recall_gives_the_form_back(waiting, desk):
    answer = at_desk(desk["editor"]).post(to("item_recall", waiting.pk), {"version": waiting.version}, follow=True)

    assert Item.objects.get().state == State.DRAFT
    assert 'id="item_form"' in text_of(answer)


def test_withdrawing_asks_first_and_wants_a_reason(site, desk):
    item = given_content.live_item(site, author=desk["editor"])
    client = at_desk(desk["manager"])

    asked = client.get(to("item_withdraw", item.pk))
    bare = client.post(to("item_withdraw", item.pk), {"reason": " "})
    assert "公众立即看不到" in text_of(asked)
    assert "请写明撤稿的原因" in text_of(bare)
    assert Item.objects.get().state == State.PUBLISHED

    client.post(to("item_withdraw", item.pk), {"reason": "数据有误"})
    assert Item.objects.get().state == State.WITHDRAWN


def test_a_stored_script_does_not_reach_the_reviewer(site, desk):
    body = '<p onclick="x()">文</p><script>alert(1)</script>'
    item = given_content.draft_item(
        site, author=desk["editor"], state=State.REVIEW_1, body=body, title="<script>t</script>"
    )
    page = text_of(at_desk(desk["reviewer_1"]).get(to("item_review", item.pk)))

    assert "<script>t" not in page
    assert "alert(1)" not in page
    assert 'onclick="x' not in page


def test_the_page_names_what_differs_from_what_citizens_see(site, desk):
    item = given_content.live_item(site, author=desk["editor"], title="旧标题")
    given_content.add_revision(
        item, author=desk["editor"], title="新标题", source="云岭省人民政府办公厅", body="<p>新</p>"
    )
    Item.objects.filter(pk=item.pk).update(head=item.revisions.first(), state=State.REVIEW_1, round=1)

    changes = at_desk(desk["reviewer_1"]).get(to("item_review", item.pk)).context["changes"]

    assert [(one.name, one.now, one.new) for one in changes][0] == ("标题", "旧标题", "新标题")
    assert changes[-1].name == "正文"


def test_signing_for_a_set_time_names_the_time(site, desk):
    at = timezone.now() + timedelta(hours=3)
    item = given_content.draft_item(site, author=desk["editor"], state=State.REVIEW_3, publish_at=at)

    page = text_of(at_desk(desk["reviewer_3"]).post(to("item_decide", item.pk), pressed(item), follow=True))

    assert f"将于 {stamp(at)} 自动发布" in page
