"""Writing: drafts, revisions, what an editor may hand in, and what nothing typed may do."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from audit.log.models import LogEntry
from content.actions import create_item, save_draft, submit
from content.draft import AssetUse, Facts, clean_draft, split_keywords
from content.models import AssetRole, Item, ItemKind, Placement, Revision, State
from sites.errors import Invalid, NotAllowed, NotFound, Stale, WrongState
from sites.scoping import OtherSite, site_scope
from tests import given, given_content
from tests.given import Role
from tests.given_content import draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscoped")]


@pytest.fixture
def desk():
    """A site with its people and one column: ``desk.column``, ``desk.editor`` …"""
    site = given.site()
    return type("Desk", (), given.desk(site) | {"site": site, "column": given.column(site)})


def written(desk, **values) -> Item:
    return create_item(actor=desk.editor, column=desk.column, kind=ItemKind.NEWS, draft=draft(**values))


def refused_fields(values) -> list[str]:
    with pytest.raises(Invalid) as refusal:
        clean_draft(draft(**values))
    assert all(line.endswith("。") for lines in refusal.value.fields.values() for line in lines)
    return list(refusal.value.fields)


# --- creating ------------------------------------------------------------------


@pytest.mark.clause("RES-01", "SEC-03")
def test_a_new_item_is_a_draft_in_its_column_that_no_citizen_sees(desk):
    item = written(desk, title="防汛通知", keywords="防汛；水利、应急")
    assert (item.state, item.version, item.head.number, item.live_revision) == (State.DRAFT, 1, 1, None)
    assert item.head.keywords == "防汛,水利,应急"
    place = item.placements.get()
    assert (place.column, place.is_canonical, place.is_live) == (desk.column, True, False)
    entry = LogEntry.objects.get(verb="content.item.create")
    assert (entry.actor, entry.object_name, entry.site_id) == (desk.editor, "防汛通知", desk.site.pk)


@pytest.mark.clause("ORG-04")
@pytest.mark.parametrize(
    "role", [Role.REVIEWER_1, Role.REVIEWER_3, Role.SITE_MANAGER, Role.PLATFORM_ADMIN, Role.AUDITOR]
)
def test_only_an_editor_of_the_column_writes_there(desk, role):
    person = given.staff(role=role, on=desk.site)
    with pytest.raises(NotAllowed):
        create_item(actor=person, column=desk.column, kind=ItemKind.NEWS, draft=draft())
    assert not Item.objects.exists()


def test_an_editor_of_a_column_writes_below_it_and_not_beside_it(desk):
    editor = given.staff(role=Role.EDITOR, on=desk.column)
    below = given.column(desk.site, parent=desk.column)
    assert create_item(actor=editor, column=below, kind=ItemKind.NEWS, draft=draft())
    with pytest.raises(NotAllowed):
        create_item(actor=editor, column=given.column(desk.site), kind=ItemKind.NEWS, draft=draft())


def test_an_item_needs_a_real_column_not_the_home_page(desk):
    with pytest.raises(Invalid):
        create_item(actor=desk.editor, column=given.root(desk.site), kind=ItemKind.NEWS, draft=draft())


def test_nothing_is_written_for_another_site_than_the_one_at_work(desk):
    with site_scope(given.site()), pytest.raises(OtherSite):
        create_item(actor=desk.editor, column=desk.column, kind=ItemKind.NEWS, draft=draft())


# --- what may be handed in ------------------------------------------------------


@pytest.mark.clause("META-04")
@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"title": ""}, ["title"]),
        ({"title": " 　\n\x00"}, ["title"]),
        ({"title": "长" * 100_000}, ["title"]),
        ({"title": "关于\u202e印发"}, ["title"]),
        ({"source": ""}, ["source"]),
        ({"title": "", "source": ""}, ["title", "source"]),
        ({"short_title": "短" * 61}, ["short_title"]),
        ({"summary": "要" * 501}, ["summary"]),
        ({"keywords": ",".join(f"词{n}" for n in range(100))}, ["keywords"]),
        ({"author": "人" * 51}, ["author"]),
        ({"source_url": "javascript:alert(1)"}, ["source_url"]),
        ({"source_url": "ftp://www.gov.cn/"}, ["source_url"]),
        ({"source_url": "http://" + "a" * 600}, ["source_url"]),
        ({"body": "字" * 2_000_001}, ["body"]),
        ({"facts": Facts(issued_on=date(1899, 12, 31))}, ["issued_on"]),
        ({"facts": Facts(effective_on=date(2200, 1, 1))}, ["effective_on"]),
        ({"facts": Facts(effective_on=date(2026, 2, 1), expires_on=date(2026, 1, 1))}, ["expires_on"]),
        ({"facts": Facts(issuer="机" * 201, document_number="号" * 61)}, ["issuer", "document_number"]),
    ],
)
def test_what_is_wrong_is_named_by_field(values, fields):
    assert sorted(set(refused_fields(values))) == sorted(fields)


def test_a_too_long_title_says_how_long_it_may_be():
    with pytest.raises(Invalid, match="最多 200 个字，现在有 100000 个"):
        clean_draft(draft(title="长" * 100_000))


def test_an_effective_date_before_the_release_of_an_amended_text_is_a_fact_and_not_an_error():
    facts = Facts(released_on=date(2026, 5, 1), effective_on=date(2020, 1, 1))
    assert clean_draft(draft(facts=facts)).facts == facts


def test_hidden_characters_and_line_ends_go_scripts_go():
    cleaned = clean_draft(draft(title="关于\u200b\n印发\x07", author="\t李文 ", body="<script>x</script><p>字</p>"))
    assert (cleaned.title, cleaned.author, cleaned.body) == ("关于 印发", "李文", "<p>字</p>")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("防汛", "防汛"),
        ("防汛，水利, 应急;防汛", "防汛,水利,应急"),
        ("、，;\n", ""),
        ("政务 公开", "政务 公开"),
    ],
)
def test_keywords_are_split_whatever_parts_them(typed, kept):
    assert split_keywords(typed) == kept


# --- saving ---------------------------------------------------------------------


@pytest.mark.clause("RES-01")
def test_saving_appends_a_revision_and_keeps_the_old_one(desk):
    first = written(desk, title="一稿")
    item = save_draft(actor=desk.editor, item_id=first.pk, base_version=first.version, draft=draft(title="二稿"))
    assert (item.version, item.head.number, item.title) == (2, 2, "二稿")
    assert [one.title for one in item.revisions.order_by("number")] == ["一稿", "二稿"]


def test_saving_the_same_text_twice_adds_nothing(desk):
    text = draft(title="一稿")
    item = create_item(actor=desk.editor, column=desk.column, kind=ItemKind.NEWS, draft=text)
    again = save_draft(actor=desk.editor, item_id=item.pk, base_version=item.version, draft=text)
    changed = save_draft(
        actor=desk.editor, item_id=item.pk, base_version=item.version, draft=draft(title="二稿", body="x")
    )
    twice = save_draft(
        actor=desk.editor, item_id=item.pk, base_version=item.version, draft=draft(title="二稿", body="x")
    )
    assert (again.version, changed.version, twice.version) == (1, 2, 2)
    assert Revision.objects.count() == 2


def test_saving_over_somebody_elses_version_is_refused_and_theirs_stays(desk):
    item = written(desk)
    other = given.staff(role=Role.EDITOR, on=desk.site)
    save_draft(actor=other, item_id=item.pk, base_version=item.version, draft=draft(title="同事的"))
    with pytest.raises(Stale):
        save_draft(actor=desk.editor, item_id=item.pk, base_version=item.version, draft=draft(title="我的"))
    assert Item.objects.get().title == "同事的"


def test_an_invalid_draft_changes_nothing(desk):
    item = written(desk)
    with pytest.raises(Invalid):
        save_draft(actor=desk.editor, item_id=item.pk, base_version=item.version, draft=draft(title=""))
    assert (Item.objects.get().version, Revision.objects.count()) == (1, 1)


@pytest.mark.parametrize("state", [State.REVIEW_1, State.REVIEW_2, State.REVIEW_3, State.SCHEDULED])
def test_what_is_in_review_is_not_edited(desk, state):
    item = given_content.draft_item(desk.site, author=desk.editor, state=state)
    with pytest.raises(WrongState):
        save_draft(actor=desk.editor, item_id=item.pk, base_version=item.version, draft=draft())


def test_a_returned_item_stays_returned_until_it_is_submitted(desk):
    item = given_content.draft_item(desk.site, author=desk.editor, state=State.RETURNED)
    item = save_draft(actor=desk.editor, item_id=item.pk, base_version=item.version, draft=draft())
    assert item.state == State.RETURNED
    assert submit(actor=desk.editor, item_id=item.pk, version=item.version).state == State.REVIEW_1


@pytest.mark.clause("MECH-09")
def test_editing_a_live_item_leaves_what_citizens_see(desk):
    item = given_content.live_item(desk.site, column=desk.column, title="公布稿")
    item = save_draft(actor=desk.editor, item_id=item.pk, base_version=item.version, draft=draft(title="修改稿"))
    assert (item.state, item.head.title, item.live_revision.title) == (State.DRAFT, "修改稿", "公布稿")
    assert Placement.objects.live().filter(item=item).exists()


def test_an_unknown_item_and_one_of_another_site_look_the_same(desk):
    other = given_content.draft_item(given.site())
    said = set()
    for item_id in (other.pk, 10**9, 10**30):
        with pytest.raises(NotFound) as refusal:
            save_draft(actor=desk.editor, item_id=item_id, base_version=1, draft=draft())
        said.add(str(refusal.value))
    with site_scope(desk.site), pytest.raises(NotFound) as refusal:
        save_draft(actor=desk.editor, item_id=other.pk, base_version=1, draft=draft())
    assert len(said | {str(refusal.value)}) == 1


# --- files ----------------------------------------------------------------------


@pytest.mark.clause("INFO-02")
def test_a_revision_freezes_facts_and_files_and_the_digest_covers_them(desk):
    paper = given_content.asset(desk.site, upload=given_content.pdf(), title="全文")
    use = AssetUse(asset_id=paper.pk, role=AssetRole.ATTACHMENT, title="办法全文")
    facts = Facts(issuer="云岭省人民政府", document_number="云政发〔2026〕1号", issued_on=date(2026, 1, 5))
    item = written(desk, title="办法", assets=(use,), facts=facts)
    assert item.head.uses.get().title == "办法全文"
    assert item.head.facts.document_number == "云政发〔2026〕1号"
    digests = {item.head.digest}
    for other in (
        draft(title="办法", facts=facts),
        draft(title="办法", assets=(use,)),
        draft(title="办法", assets=(use,), facts=Facts()),
    ):
        item = save_draft(actor=desk.editor, item_id=item.pk, base_version=item.version, draft=other)
        digests.add(item.head.digest)
    assert len(digests) == 4


def test_images_of_the_body_belong_to_the_revision(desk):
    picture = given_content.asset(desk.site)
    item = written(desk, body=f'<p>字</p><img src="/media/{picture.file.name}" alt="会议现场">')
    use = item.head.uses.get()
    assert (use.asset, use.role) == (picture, AssetRole.BODY)


def test_files_of_another_site_are_not_found(desk):
    other = given_content.asset(given.site())
    with pytest.raises(Invalid) as refusal:
        written(desk, assets=(AssetUse(asset_id=other.pk, role=AssetRole.COVER),))
    assert list(refusal.value.fields) == ["assets"]
    with pytest.raises(Invalid) as refusal:
        written(desk, body=f'<img src="/media/{other.file.name}" alt="x">')
    assert list(refusal.value.fields) == ["body"]
    assert not Item.objects.exists()


# --- submitting -----------------------------------------------------------------


@pytest.mark.clause("META-04")
@pytest.mark.parametrize("body", ["", "<p>&nbsp;</p>", "<p>　</p><p><br></p>"])
def test_an_empty_item_is_not_submitted(desk, body):
    item = written(desk, body=body)
    with pytest.raises(Invalid) as refusal:
        submit(actor=desk.editor, item_id=item.pk, version=item.version)
    assert list(refusal.value.fields) == ["body"]
    assert Item.objects.get().state == State.DRAFT


def test_an_attachment_is_enough(desk):
    paper = given_content.asset(desk.site, upload=given_content.pdf())
    item = written(desk, body="", assets=(AssetUse(asset_id=paper.pk, role=AssetRole.ATTACHMENT),))
    assert submit(actor=desk.editor, item_id=item.pk, version=item.version).state == State.REVIEW_1


def test_pictures_need_a_text_for_who_cannot_see_them(desk):
    picture = given_content.asset(desk.site, alt_text="")
    tag = f'<img src="/media/{picture.file.name}">'
    item = written(desk, body=f"<p>字</p>{tag}{tag}", assets=(AssetUse(asset_id=picture.pk, role=AssetRole.COVER),))
    with pytest.raises(Invalid) as refusal:
        submit(actor=desk.editor, item_id=item.pk, version=item.version)
    assert list(refusal.value.fields) == ["body", "cover"]
    assert "2 张图片" in str(refusal.value)


def times() -> list[datetime]:
    now = timezone.now()
    return [now, now - timedelta(days=1), now + timedelta(days=400), datetime(2099, 1, 1)]


@pytest.mark.parametrize("which", range(4))
def test_a_set_time_lies_ahead_and_within_a_year(desk, which):
    item = written(desk)
    with pytest.raises(Invalid) as refusal:
        submit(actor=desk.editor, item_id=item.pk, version=item.version, publish_at=times()[which])
    assert list(refusal.value.fields) == ["publish_at"]


def test_submitting_what_was_changed_meanwhile_is_refused(desk):
    item = written(desk)
    save_draft(actor=desk.editor, item_id=item.pk, base_version=item.version, draft=draft(title="新"))
    with pytest.raises(WrongState):
        submit(actor=desk.editor, item_id=item.pk, version=item.version)


@pytest.mark.parametrize(("levels", "first"), [(1, State.REVIEW_3), (2, State.REVIEW_1), (3, State.REVIEW_1)])
def test_a_site_with_fewer_levels_starts_later(levels, first):
    site = given.site(review_levels=levels)
    editor = given.staff(role=Role.EDITOR, on=site)
    item = given_content.draft_item(site, author=editor)
    assert submit(actor=editor, item_id=item.pk, version=item.version).state == first
