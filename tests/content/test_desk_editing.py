"""The edit form: what is typed is saved through the actions, or comes back with the reason."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.roles import Role
from content.models import Asset, Item, ItemKind, Revision, State
from tests import given, given_content
from tests.content.desk_client import at_desk, row, rows, text_of, to, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscoped")]


@pytest.fixture
def site():
    return given.site()


@pytest.fixture
def column(site):
    return given.column(site, name="要闻")


@pytest.fixture
def editor(site):
    return given.staff(role=Role.EDITOR, on=site, name="李文")


def picture(name="图.png"):
    return given_content.picture(name)


@pytest.mark.clause("RES-01")
def test_a_new_item_is_saved_as_a_draft_with_its_defaults(editor, column, site):
    answer = at_desk(editor).post(to("item_add"), typed(column))

    item = Item.objects.get()
    assert answer.url == to("item_change", item.pk)
    assert (item.state, item.site, item.column, item.created_by) == (State.DRAFT, site, column, editor)
    assert item.head.source == site.organisation.name
    assert "研究部署防汛工作" in item.head.body


def test_a_new_form_knows_the_editor_and_the_only_column(editor, column):
    form = at_desk(editor).get(to("item_add")).context["form"]

    assert form["responsible_editor"].value() == "李文"
    assert form["column"].value() == column.pk


def test_save_and_submit_is_one_act(editor, column):
    at_desk(editor).post(to("item_add"), typed(column, _submit="1"))

    item = Item.objects.get()
    assert item.state == State.REVIEW_1
    assert [step.verb for step in item.steps.all()] == ["create", "submit"]


def test_an_unfinished_item_is_not_half_submitted(editor, column):
    answer = at_desk(editor).post(to("item_add"), typed(column, body="", summary="防汛", _submit="1"))

    assert not Item.objects.exists()
    assert "正文还是空的" in text_of(answer)
    assert answer.context["form"]["summary"].value() == "防汛"


def test_nothing_typed_is_lost_when_a_field_is_wrong(editor, column):
    sent = typed(
        column, title="长" * 100_000, body="<p>正文一</p>", kind="policy", effective_on="2026-13-01", author="甲"
    )
    answer = at_desk(editor).post(to("item_add"), sent)

    form = answer.context["form"]
    assert answer.status_code == 200
    assert not Item.objects.exists()
    assert [form[name].value() for name in ("title", "body", "effective_on", "author")] == [
        sent["title"], "<p>正文一</p>", "2026-13-01", "甲",
    ]  # fmt: skip
    assert form.errors["effective_on"] == ["请填写正确的日期，例如 2026-05-01。"]
    assert "title" in form.errors


def test_a_column_of_another_site_is_refused_like_one_that_does_not_exist(editor, column):
    elsewhere = given.column(given.site())
    client = at_desk(editor)

    foreign = client.post(to("item_add"), typed(elsewhere)).context["form"].errors["column"]
    missing = client.post(to("item_add"), typed(column, column=elsewhere.pk + 1000)).context["form"].errors["column"]

    assert foreign == missing == ["请从列表中选择栏目：所选栏目不存在，或者您没有在其中编辑的权限。"]
    assert not Item.objects.exists()


def test_only_columns_within_reach_are_offered_with_their_whole_path(site):
    top = given.column(site, name="政务公开")
    policies = given.column(site, parent=top, name="政策文件")
    given.column(site, name="要闻")
    editor = given.staff(role=Role.EDITOR, on=policies)

    choices = at_desk(editor).get(to("item_add")).context["form"].fields["column"].choices

    assert choices == [("", "请选择栏目"), (site.name, [(policies.pk, "政务公开 / 政策文件")])]


def test_files_sent_along_are_kept_even_when_the_form_is_wrong(editor, column):
    answer = at_desk(editor).post(to("item_add"), typed(column, title="", new_files=[picture()]))

    asset = Asset.objects.get()
    assert [form.asset for form in answer.context["rows"]] == [asset]
    assert not Item.objects.exists()


def test_a_disguised_file_is_refused_by_name_and_costs_nothing_else(editor, column):
    bad = SimpleUploadedFile("假.png", b"<svg onload='alert(1)'></svg>", content_type="image/png")
    answer = at_desk(editor).post(to("item_add"), typed(column, new_files=[picture(), bad]))

    assert Asset.objects.count() == 1
    assert "文件“假.png”没有上传" in text_of(answer)
    assert answer.context["form"]["title"].value() == "省政府召开常务会议"


def test_a_file_of_another_site_is_refused(editor, column):
    foreign = given_content.asset(given.site())
    answer = at_desk(editor).post(to("item_add"), typed(column, **rows(row(0, foreign.pk))))

    assert not Item.objects.exists()
    assert "不属于本网站" in text_of(answer)
    assert foreign.file.url not in text_of(answer)


def test_files_keep_their_order_and_a_removed_one_goes(editor, column, site):
    first, second, third = (given_content.asset(site, upload=given_content.pdf()) for _ in range(3))
    files = rows(row(0, first.pk, ORDER=3), row(1, second.pk, ORDER=1), row(2, third.pk, DELETE="on"))
    at_desk(editor).post(to("item_add"), typed(column, **files))

    assert [use.asset for use in Item.objects.get().head.uses.all()] == [second, first]


def test_a_cover_needs_alternative_text_to_be_submitted(editor, column, site):
    cover = given_content.asset(site, alt_text="")
    client = at_desk(editor)
    bare = client.post(to("item_add"), typed(column, _submit="1", **rows(row(0, cover.pk, role="cover"))))
    described = rows(row(0, cover.pk, role="cover", alt_text="会议现场"))
    client.post(to("item_add"), typed(column, _submit="1", **described))

    assert "送审的图片必须有替代文字" in text_of(bare)
    assert Item.objects.get().head.uses.get().alt_text == "会议现场"
    cover.refresh_from_db()
    assert cover.alt_text == "会议现场"


def test_a_picture_not_yet_in_the_text_stays_at_hand(editor, column, site):
    loose = given_content.asset(site)
    client = at_desk(editor)
    answer = client.post(to("item_add"), typed(column, **rows(row(0, loose.pk, role="body"))), follow=True)

    assert [form.asset for form in answer.context["rows"]] == [loose]


def test_facts_are_kept_for_documents_only(editor, column):
    client = at_desk(editor)
    client.post(to("item_add"), typed(column, kind="policy", document_number="云政发〔2026〕1号"))
    client.post(to("item_add"), typed(column, kind="news", document_number="云政发〔2026〕1号"))

    assert Revision.objects.get(item__kind=ItemKind.POLICY).facts.document_number == "云政发〔2026〕1号"
    assert not Revision.objects.filter(item__kind=ItemKind.NEWS, facts__isnull=False).exists()


def test_a_later_save_is_told_of_and_can_be_saved_over_knowingly(editor, column, site):
    other = given.staff(role=Role.EDITOR, on=site, name="孙另")
    item = given_content.draft_item(site, column=column, author=editor)
    at_desk(other).post(to("item_change", item.pk), typed(column, base_version=item.version, body="<p>另一人</p>"))
    mine = typed(column, base_version=item.version, body="<p>我写的</p>")

    refused = at_desk(editor).post(to("item_change", item.pk), mine)
    newer = Item.objects.get()

    assert newer.head.created_by == other
    assert "孙另" in text_of(refused)
    assert refused.context["form"]["body"].value() == "<p>我写的</p>"
    at_desk(editor).post(to("item_change", item.pk), mine | {"overwrite": newer.version})
    assert Item.objects.get().head.body == "<p>我写的</p>"
    assert item.revisions.count() == 3


def test_an_item_in_review_is_shown_and_not_saved(editor, column, site):
    item = given_content.draft_item(site, column=column, author=editor, state=State.REVIEW_1)
    client = at_desk(editor)

    page = client.get(to("item_change", item.pk))
    refused = client.post(to("item_change", item.pk), typed(column, base_version=item.version, body="<p>偷改</p>"))

    assert "item_form" not in text_of(page)
    assert "撤回送审" in text_of(page)
    assert "不能保存修改" in text_of(refused)
    assert refused.context["form"]["body"].value() == "<p>偷改</p>"
    assert item.revisions.count() == 1


def test_a_draft_can_change_its_column_a_published_item_cannot(editor, column, site):
    other = given.column(site)
    draft = given_content.draft_item(site, column=column, author=editor)
    live = given_content.live_item(site, column=column, author=editor)
    client = at_desk(editor)
    for item in (draft, live):
        client.post(to("item_change", item.pk), typed(other, base_version=item.version, title="改了"))

    assert Item.objects.get(pk=draft.pk).column == other
    assert Item.objects.get(pk=draft.pk).placements.get().column == other
    assert Item.objects.get(pk=live.pk).column == column
    assert Item.objects.get(pk=live.pk).title == "改了"


@pytest.mark.parametrize("value", ["abc", "1e9", "-1", "99999999999999999999"])
def test_garbage_instead_of_an_id_is_a_plain_answer(editor, column, value):
    client = at_desk(editor)

    assert client.get(f"/admin/content/item/{value}/change/").status_code == 404
    assert client.post(to("item_add"), typed(column, column=value)).status_code == 200
    files = rows({f"files-0-{name}": value for name in ("asset_id", "role", "ORDER")})
    assert client.post(to("item_add"), typed(column, **files)).status_code == 200


@pytest.mark.clause("ORG-04")
def test_administrator_auditor_and_reviewer_cannot_write(column, site):
    for role, on in ((Role.PLATFORM_ADMIN, None), (Role.AUDITOR, None), (Role.REVIEWER_1, site)):
        client = at_desk(given.staff(role=role, on=on))
        assert client.get(to("item_add")).status_code == 403
        assert client.post(to("item_add"), typed(column)).status_code == 403
    assert not Item.objects.exists()


def test_uploading_answers_rows_and_refusals(editor, column):
    bad = SimpleUploadedFile("坏.exe", b"MZ\x90\x00", content_type="image/png")
    answer = (
        at_desk(editor)
        .post(to("asset_upload"), {"column": column.pk, "start": "4", "new_files": [picture(), bad]})
        .json()
    )

    assert len(answer["rows"]) == 1
    assert 'name="files-4-asset_id"' in answer["rows"][0]
    assert answer["refusals"][0].startswith("文件“坏.exe”没有上传")


def test_a_reviewer_cannot_upload(column, site):
    client = at_desk(given.staff(role=Role.REVIEWER_1, on=site))
    answer = client.post(to("asset_upload"), {"column": column.pk, "new_files": [picture()]})

    assert not Asset.objects.exists()
    assert answer.json()["rows"] == []


def test_a_picture_with_a_chinese_name_stands_in_the_text(editor, column, site):
    shown = given_content.asset(site, upload=given_content.picture("会议现场.png"))
    body = f'<figure><img src="{shown.file.url}" alt="会议现场"></figure>'
    at_desk(editor).post(to("item_add"), typed(column, body=body, **rows(row(0, shown.pk, role="body"))))

    assert Item.objects.get().head.uses.get().asset == shown


@pytest.mark.parametrize(("change", "state"), [({"role": "body"}, None), ({"role": "cover"}, State.REVIEW_1)])
def test_a_picture_that_was_not_put_into_the_text_is_not_lost_on_submitting(editor, column, site, change, state):
    shown = given_content.asset(site, upload=picture(), alt_text="会议现场")
    sent = rows(row(0, shown.pk, **change, alt_text="会议现场"))
    answer = at_desk(editor).post(to("item_add"), typed(column, _submit="1", **sent))

    item = Item.objects.first()
    assert (item and item.state) == state
    assert ("还没有插入正文" in text_of(answer)) is (state is None)
