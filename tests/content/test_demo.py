"""The demo: built once, whole, with a random password for everybody."""

import stat
from collections import Counter
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from accounts.models import User
from accounts.roles import REVIEWER_ROLES, Grants, Role
from columns.inspection import blocks
from columns.models import Column
from content.demo.bare import REVIEWER, bare_host, build_bare
from content.demo.build import is_complete
from content.demo.files import pdf
from content.demo.markup import to_html
from content.demo.pictures import HEIGHT, SCENES, WIDTH, paint
from content.demo.places import site_specs
from content.demo.voice import Voice
from content.models import Item, ItemKind, State
from content.policies import ItemPolicy
from sites.middleware import find_domain
from sites.models import Site, SiteStatus
from sites.scoping import all_sites, site_scope

PERSON = site_specs()[0]


def run(**options) -> str:
    out = StringIO()
    call_command("demo", stdout=out, **options)
    return out.getvalue()


@pytest.mark.django_db
def test_the_demo_is_built_once_and_whole(settings, tmp_path):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    first = run()
    assert is_complete()
    _check_sites()
    _check_library()
    _check_inboxes()
    _check_accounts(first, tmp_path / "demo-accounts.txt")
    with all_sites():
        counts = (Site.objects.count(), Column.objects.count(), Item.objects.count(), User.objects.count())
        second = run()
        assert "没有添加任何内容" in second
        assert "--new-passwords" in second
        assert counts == (Site.objects.count(), Column.objects.count(), Item.objects.count(), User.objects.count())
    _check_new_passwords(first)


def _check_sites():
    sites = list(Site.objects.prefetch_related("domains"))
    assert {site.status for site in sites} == {SiteStatus.LIVE}
    assert {site.primary_domain for site in sites} == {spec.domain for spec in site_specs()}
    assert len({site.main_colour for site in sites}) == len(sites)
    for site in sites:
        with site_scope(site):
            assert blocks(site) == []


def _check_library():
    with all_sites():
        live = Item.objects.exclude(live_revision=None).select_related("live_revision")
        assert len(live) >= 300
        assert len({(item.site_id, item.live_revision.body) for item in live}) == len(live)  # no text twice on a site
        assert {item.kind for item in live} == set(ItemKind)
        assert all(item.imported_from and item.original_published_at for item in live if item.created_by is None)
        months = Counter(item.first_published_at.strftime("%Y%m") for item in live)
        assert len(months) >= 9
        topics = Column.objects.filter(is_topic=True)
        assert {topic.topic_is_over() for topic in topics} == {True, False}
        assert all(topic.picture for topic in topics)


def _check_inboxes():
    with all_sites():
        states = {state for (state,) in Item.objects.filter(imported_from="").values_list("state")}
        assert states >= {*State} - {State.WITHDRAWN}
        for role in REVIEWER_ROLES:
            for user in User.objects.filter(groups__name=role.value, username__startswith="yl-"):
                assert ItemPolicy(Grants.of(user)).waiting(Item.objects.all()).exists(), user.username
        deputy = Grants.of(User.objects.get(username="yl-deputy"))
        assert deputy.delegated


def _check_accounts(output: str, path: Path):
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    users = {user.username: user for user in User.objects.all()}
    lines = [line.split() for line in path.read_text("utf-8").splitlines()]
    assert {line[0] for line in lines} == set(users)
    assert len({line[1] for line in lines}) == len(users)  # nobody shares a password
    for username, password, *_rest in lines:
        assert users[username].check_password(password)
        assert password in output
    groups = {name for user in users.values() for name in user.groups.values_list("name", flat=True)}
    assert groups == {role.value for role in Role}


def _check_new_passwords(first: str):
    output = run(new_passwords=True)
    editor = User.objects.get(username="yl-editor")
    line = next(line.split() for line in output.splitlines() if line.startswith("yl-editor"))
    assert editor.check_password(line[1])
    assert line[1] not in first


@pytest.mark.django_db
def test_new_passwords_need_a_demo():
    with pytest.raises(CommandError, match="还没有演示账号"):
        run(new_passwords=True)


@pytest.mark.parametrize("options", [{"sites": 3}, {"bare": True}, {"bare": True, "sites": 0}])
def test_bare_sites_need_a_number(options):
    with pytest.raises(CommandError):
        run(**options)


@pytest.mark.django_db
def test_bare_sites_are_whole_and_added_once(settings):
    settings.SITE_HOST_SUFFIX = ""
    build_bare(2)
    report = build_bare(3)
    assert report.startswith("新建1个空网站、200个栏目")
    assert find_domain(bare_host(3)) is not None
    with all_sites():
        assert Column.objects.filter(parent__isnull=False).count() == 600
        assert Column.objects.filter(site__code="bare00003", is_channel=True).count() == 8
        reviewer = Grants.of(User.objects.get(username=REVIEWER))
        assert len(reviewer.reach(Role.REVIEWER_1).sites) == 3
    assert "新建0个空网站、0个栏目" in build_bare(3)


def test_a_voice_says_the_same_every_time_and_never_contradicts_itself():
    import datetime

    day = datetime.date(2026, 3, 2)
    one, other = (Voice(PERSON, day, "x").say("{part}{n:1-99999}、{part}{n:1-99999}") for _time in range(2))
    assert one == other
    first, second = one.split("、")
    assert first == second
    assert Voice(PERSON, day, "x").say("{md}") == "3月2日"
    with pytest.raises(KeyError):
        Voice(PERSON, day, "x").say("{nothing}")


def test_markup_escapes_and_builds_tables():
    html = to_html("## 一\n甲<b>\n- 一\n- 二\n^ 表\n| 头 |\n| 乙 |")
    assert html == (
        "<h2>一</h2>\n<p>甲&lt;b&gt;</p>\n<ul><li>一</li><li>二</li></ul>\n"
        '<table><caption>表</caption><thead><tr><th scope="col">头</th></tr></thead>'
        "<tbody><tr><td>乙</td></tr></tbody></table>"
    )


@pytest.mark.parametrize("scene", SCENES)
def test_every_scene_is_a_picture_for_the_web(scene):
    data = paint(scene, "test")
    with Image.open(BytesIO(data)) as picture:
        assert picture.size == (WIDTH, HEIGHT)
        assert picture.format == "JPEG"
    assert len(data) < 200_000


def test_the_pdf_is_a_pdf():
    data = pdf("标题", [f"第{number}行" for number in range(100)])
    assert data.startswith(b"%PDF-1.4")
    assert data.rstrip().endswith(b"%%EOF")
    start = int(data.rsplit(b"startxref", 1)[1].split()[0])
    assert data[start : start + 4] == b"xref"
    assert data.count(b"/Type /Page ") == 4
