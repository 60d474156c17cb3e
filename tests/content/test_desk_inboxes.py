"""Inboxes, the list and the library: the right rows, and no more queries for more of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.desk import todos
from accounts.roles import Grants, Role
from content.models import State
from tests import given, given_content
from tests.content.desk_client import at_desk, text_of, to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscoped")]


@pytest.fixture
def site():
    return given.site()


@pytest.fixture
def desk(site):
    return given.desk(site)


def titles(answer):
    return [item.title for item in answer.context["page"]]


def queries(client, url):
    client.get(url)  # fill the content type cache
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return [one["sql"] for one in caught]


def test_my_work_has_a_tab_a_state_and_only_mine(site, desk):
    mine = {"author": desk["editor"]}
    given_content.draft_item(site, title="草稿一", **mine)
    given_content.draft_item(site, title="退回一", state=State.RETURNED, **mine)
    given_content.draft_item(site, title="在审一", state=State.REVIEW_2, **mine)
    given_content.draft_item(site, title="待发一", state=State.SCHEDULED, **mine)
    given_content.live_item(site, title="已发一", **mine)
    given_content.draft_item(site, title="别人的", author=given.staff(role=Role.EDITOR, on=site))
    client = at_desk(desk["editor"])

    found = {
        tab: titles(client.get(to("my_work"), {"tab": tab})) for tab in ("draft", "returned", "review", "published")
    }

    assert found == {
        "draft": ["草稿一"], "returned": ["退回一"], "review": ["待发一", "在审一"], "published": ["已发一"],
    }  # fmt: skip
    assert titles(client.get(to("my_work"))) == ["退回一"]  # opens where something is to be done


@pytest.mark.clause("ORG-04")
def test_the_queue_spans_sites_and_leaves_out_own_work(site, desk):
    reviewer = desk["reviewer_1"]
    elsewhere = given.site()
    branch = given.column(elsewhere)
    given.grant(reviewer, Role.REVIEWER_1, branch)
    given.grant(reviewer, Role.EDITOR, site)
    given_content.draft_item(site, title="甲站", state=State.REVIEW_1)
    given_content.draft_item(
        elsewhere, title="乙站", column=given.column(elsewhere, parent=branch), state=State.REVIEW_1
    )
    given_content.draft_item(elsewhere, title="乙站别栏", state=State.REVIEW_1)
    given_content.draft_item(site, title="自己写的", author=reviewer, state=State.REVIEW_1)
    given_content.draft_item(site, title="下一级", state=State.REVIEW_2)

    assert titles(at_desk(reviewer).get(to("review_queue"))) == ["甲站", "乙站"]


def test_who_reviews_nothing_reads_why_the_queue_is_empty(desk):
    assert "您没有审核权限" in text_of(at_desk(desk["editor"]).get(to("review_queue")))
    assert "没有等候您审核的稿件" in text_of(at_desk(desk["reviewer_1"]).get(to("review_queue")))


@pytest.mark.parametrize(
    ("name", "who", "state"),
    [
        ("my_work", "editor", State.DRAFT),
        ("review_queue", "reviewer_1", State.REVIEW_1),
        ("item_changelist", "editor", State.DRAFT),
        ("asset_changelist", "editor", State.DRAFT),
        ("item_add", "editor", State.DRAFT),
    ],
)
def test_no_more_queries_for_more_rows(site, desk, name, who, state):
    client = at_desk(desk[who])

    def more(n):
        for _ in range(n):
            column = given.column(site)
            given_content.draft_item(site, column=column, author=desk["editor"], state=state)
            given_content.asset(site)

    more(2)
    few = queries(client, to(name))
    more(15)
    many = queries(client, to(name))

    assert len(few) == len(many), "\n".join(many)


def test_no_more_queries_for_a_longer_history(site, desk):
    item = given_content.draft_item(site, author=desk["editor"], state=State.REVIEW_1)
    client = at_desk(desk["reviewer_1"])
    few = queries(client, to("item_review", item.pk))
    for _ in range(10):
        given_content.step(item, "save", given.staff(), to_state=State.DRAFT)
    assert len(queries(client, to("item_review", item.pk))) == len(few)


def test_the_list_finds_by_title_state_site_column_and_owner(site, desk):
    editor, other = desk["editor"], given.site()
    given.grant(editor, Role.EDITOR, other)
    top = given.column(site)
    given_content.draft_item(site, title="防汛通知", column=given.column(site, parent=top), author=editor)
    given_content.draft_item(site, title="防汛简报", state=State.REVIEW_1)
    given_content.draft_item(other, title="招考公告")
    given_content.draft_item(given.site(), title="别站防汛")
    client = at_desk(editor)

    def found(**asked):
        return {item.title for item in client.get(to("item_changelist"), asked).context["cl"].result_list}

    assert found() == {"防汛通知", "防汛简报", "招考公告"}
    assert found(q="防汛") == {"防汛通知", "防汛简报"}
    assert found(state__exact="review_1") == {"防汛简报"}
    assert found(site=other.pk) == {"招考公告"}
    assert found(site=site.pk, column=top.pk) == {"防汛通知"}
    assert found(whose="mine") == {"防汛通知"}
    assert found(changed="1") == {"防汛通知", "防汛简报", "招考公告"}


@pytest.mark.clause("ORG-04")
@pytest.mark.parametrize("role", [Role.PLATFORM_ADMIN, Role.AUDITOR])
def test_platform_roles_see_no_content(site, role):
    given_content.draft_item(site, title="机密草稿")
    client = at_desk(given.staff(role=role))

    for name in ("item_changelist", "asset_changelist"):
        assert client.get(to(name)).status_code == 403
    for name in ("my_work", "review_queue"):
        assert "机密草稿" not in text_of(client.get(to(name)))


def test_nothing_is_deleted_at_the_desk(site, desk):
    item = given_content.draft_item(site, author=desk["editor"])
    client = at_desk(desk["editor"])

    assert client.post(to("item_delete", item.pk), {"post": "yes"}).status_code == 403
    assert client.post(to("asset_delete", given_content.asset(site).pk), {"post": "yes"}).status_code == 403


def test_the_first_screen_counts_what_is_to_be_done(site, desk, rf):
    given_content.draft_item(site, author=desk["editor"])
    given_content.draft_item(site, author=desk["editor"], state=State.RETURNED)
    given_content.draft_item(site, author=desk["editor"], state=State.REVIEW_1)
    request = rf.get("/admin/")

    def counted(user):
        request.user, request.grants = user, Grants.of(user)
        return {todo.label: todo.count for todo in todos(request) if todo.count}

    assert counted(desk["editor"])["退回修改的稿件"] == 1
    assert counted(desk["editor"])["我的草稿"] == 1
    assert counted(desk["reviewer_1"])["待我审核的稿件"] == 1
