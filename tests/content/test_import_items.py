"""The command ``import_items``: every good line once, every bad one named."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.roles import Role
from audit.models import LogEntry
from content.models import Item, Placement, ReviewStep, State, Verb
from sites.scoping import site_scope
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def library():
    return given.site(host="www.yunling.gov.cn")


@pytest.fixture
def column(library):
    return given.column(library, slug="zcwj", name="政策文件")


@pytest.fixture
def signer(library):
    return given.staff(username="signer", role=Role.REVIEWER_3, on=library)


def document(number: int, **changes) -> dict:
    return {
        "id": f"d{number}",
        "title": f"关于第{number}号事项的通知",
        "text": "各市人民政府：\n请认真执行。",
        "published_at": f"2025-03-{number:02d} 09:00",
        "source": "云岭省人民政府办公厅",
    } | changes


def write(path, *rows):
    lines = [row if isinstance(row, bytes) else json.dumps(row, ensure_ascii=False).encode() for row in rows]
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def run(path, *, host="www.yunling.gov.cn", column="zcwj", **options) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("import_items", str(path), site=host, column=column, stdout=out, stderr=err, **options)
    except CommandError as error:
        return out.getvalue() + f"[1]{error}", err.getvalue()
    return out.getvalue(), err.getvalue()


@pytest.mark.clause("RES-01")
def test_a_signed_import_is_public_and_says_who_signed(tmp_path, library, column, signer):
    out, err = run(write(tmp_path / "a.jsonl", document(1), document(2)), publish_as="signer")
    assert "新导入2篇" in out
    assert err == ""
    with site_scope(library):
        items = list(Item.objects.all())
        assert {item.state for item in items} == {State.PUBLISHED}
        assert ReviewStep.objects.filter(verb=Verb.SIGN_IMPORT, actor=signer).count() == 2
    assert LogEntry.objects.filter(verb="content.item.sign_import", channel="command").count() == 2


@pytest.mark.clause("MECH-09")
def test_the_original_date_is_kept_with_its_provenance(tmp_path, library, column, signer):
    run(write(tmp_path / "a.jsonl", document(7)), publish_as="signer", origin="云岭省政府网站旧站")
    with site_scope(library):
        item = Item.objects.get()
        assert item.first_published_at.isoformat() == "2025-03-07T01:00:00+00:00"
        assert (item.imported_from, item.import_key) == ("云岭省政府网站旧站", "d7")


def test_without_a_signer_they_become_drafts(tmp_path, library, column):
    out, _err = run(write(tmp_path / "a.jsonl", document(1)))
    assert "草稿" in out
    with site_scope(library):
        assert Item.objects.get().state == State.DRAFT
        assert not Placement.objects.filter(is_live=True).exists()


@pytest.mark.parametrize("name", ["signer", ""])
def test_running_it_twice_adds_nothing(tmp_path, library, column, signer, name):
    path = write(tmp_path / "a.jsonl", document(1), {"title": "没有编号", "text": "内容"})
    run(path, publish_as=name)
    out, _err = run(path, publish_as=name)
    assert "新导入0篇，已经导入过2篇" in out
    with site_scope(library):
        assert Item.objects.count() == 2


def test_bad_lines_are_named_and_the_others_go_in(tmp_path, library, column, signer):
    path = write(
        tmp_path / "a.jsonl",
        document(1),
        b"{broken",
        document(3, title=""),
        "{}".encode("utf-16"),
        document(1, title="又一次"),
        document(6, title="长" * 100_000),
        document(7, published_at="2025-02-30"),
        b"[]",
        document(9),
    )
    out, err = run(path, publish_as="signer")
    assert out.startswith("[1]")
    assert "新导入2篇，已经导入过0篇，有问题7行" in out
    numbers = [int(line.split("行")[0].removeprefix("第")) for line in err.splitlines()]
    assert numbers == [2, 3, 4, 5, 6, 7, 8]
    assert "与第1行是同一份文件" in err
    with site_scope(library):
        assert Item.objects.count() == 2


def test_what_the_library_refuses_is_named_too(tmp_path, library, column, signer):
    path = write(tmp_path / "a.jsonl", document(1, text="", body="<script>alert(1)</script>"), document(2))
    out, err = run(path, publish_as="signer")
    assert err.startswith("第1行：")
    assert "新导入1篇" in out


def test_scripts_do_not_get_in(tmp_path, library, column, signer):
    body = "<p onclick='x()'>正文</p><script>alert(1)</script>"
    run(write(tmp_path / "a.jsonl", document(1, text=None, body=body)), publish_as="signer")
    with site_scope(library):
        assert Item.objects.get().live_revision.body == "<p>正文</p>"


def test_the_newest_law_stands_first(tmp_path, library, column, signer):
    laws = [
        {"law_id": f"l{year}", "law_name": f"试行法{year}", "version_date": f"{year}-01-01", "status": "现行有效",
         "articles": [{"no": "第一条", "text": "试行。"}]}
        for year in (2020, 2026, 1998)
    ]  # fmt: skip
    run(write(tmp_path / "laws.jsonl", *laws), publish_as="signer")
    with site_scope(library):
        titles = [place.item.title for place in Placement.objects.live().newest_first().select_related("item")]
    assert titles == ["试行法2026", "试行法2020", "试行法1998"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"host": "www.nowhere.gov.cn"}, "没有域名为“www.nowhere.gov.cn”的网站"),
        ({"column": "nothing/here"}, "没有地址为“nothing/here”的栏目"),
        ({"column": "/"}, "没有地址为“/”的栏目"),
        ({"publish_as": "nobody"}, "没有账号“nobody”"),
        ({"publish_as": "editor"}, "没有终审（签发）权限"),
    ],
)
def test_what_is_not_there_is_said(tmp_path, library, column, options, said):
    given.staff(username="editor", role=Role.EDITOR, on=library)
    out, _err = run(write(tmp_path / "a.jsonl", document(1)), **options)
    assert out.startswith("[1]")
    assert said in out


def test_a_signer_of_another_site_is_refused(tmp_path, column):
    given.staff(username="elsewhere", role=Role.REVIEWER_3, on=given.site())
    out, _err = run(write(tmp_path / "a.jsonl", document(1)), publish_as="elsewhere")
    assert "没有终审（签发）权限" in out


def test_a_missing_file_is_said(tmp_path, column):
    out, _err = run(tmp_path / "none.jsonl")
    assert "无法读取文件" in out


def test_an_empty_file_is_said(tmp_path, column):
    path = tmp_path / "empty.jsonl"
    path.write_bytes(b"\n")
    assert "文件里没有内容" in run(path)[0]
