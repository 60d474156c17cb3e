"""What a file is, is told by its content; what may run anywhere never gets in."""

import io
import sys
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given as examples
from hypothesis import strategies as st
from PIL import Image

from audit.log.models import LogEntry
from content.actions import add_asset
from content.models import Asset, AssetKind
from content.uploads import check_upload, clean_name
from sites.errors import Invalid, NotAllowed
from tests import given
from tests.given import Role
from tests.given_content import pdf, picture


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return buffer.getvalue()


def named(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("format", "ending"), [("JPEG", "jpg"), ("JPEG", "JPEG"), ("PNG", "png"), ("WEBP", "webp"), ("GIF", "gif")]
)
def test_pictures_are_known_with_their_size(format, ending):
    checked = check_upload(picture(f"会议.{ending}", size=(40, 30), format=format))
    assert (checked.kind, checked.width, checked.height) == (AssetKind.IMAGE, 40, 30)
    assert checked.mime == f"image/{format.lower()}"
    assert checked.name == f"会议.{ending.lower()}"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("通知.pdf", b"%PDF-1.7\n%%EOF"),
        ("公文.ofd", archive("OFD.xml", "Doc_0/Document.xml")),
        ("公文.docx", archive("[Content_Types].xml", "word/document.xml")),
        ("报表.xlsx", archive("[Content_Types].xml", "xl/workbook.xml")),
        ("幻灯.pptx", archive("[Content_Types].xml", "ppt/presentation.xml")),
        ("旧公文.doc", OLE),
        ("旧报表.xls", OLE),
        ("说明.txt", "第一条".encode()),
        ("说明.txt", "第一条".encode("gb18030")),
        ("说明.txt", "第一条".encode("utf-16")),
        ("数据.csv", "年份,数值\n2026,1\n".encode("utf-8-sig")),
        ("打包.zip", archive("一.txt")),
        ("录音.mp3", b"ID3\x04\x00" + b"\x00" * 50),
        ("视频.mp4", b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 50),
    ],
)
def test_documents_are_known(name, content):
    checked = check_upload(named(name, content))
    assert (checked.kind, checked.name, checked.size) == (AssetKind.DOCUMENT, name, len(content))
    assert len(checked.digest) == 64


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("空.pdf", b"", "空"),
        ("图.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "图片"),
        ("图.jpg", b"<!DOCTYPE html><html><script>alert(1)</script>", "图片"),
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不能上传这种文件"),
        ("页.html", b"<html>", "不能上传这种文件"),
        ("程序.exe", b"MZ", "不能上传这种文件"),
        ("没有扩展名", b"%PDF-1.7", "不能上传这种文件"),
        ("宏.docm", archive("word/document.xml"), "不能上传这种文件"),
        ("宏.docx", archive("word/document.xml", "word/vbaProject.bin"), "宏"),
        ("宏.xls", OLE + "_VBA_PROJECT".encode("utf-16-le"), "宏"),
        ("通知.pdf", b"<html><script>alert(1)</script>", "不符"),
        ("通知.pdf", b"MZ\x90", "不符"),
        ("公文.docx", archive("xl/workbook.xml"), "不符"),
        ("公文.docx", b"PK\x03\x04 broken", "不符"),
        ("公文.doc", archive("word/document.xml"), "不符"),
        ("说明.txt", b"\n <script>alert(1)</script>", "不符"),
        ("说明.txt", b"text\x00binary", "不符"),
        ("说明.txt", b"\xff\xff\xff\xfe", "不符"),
        ("数据.csv", b"\xef\xbb\xbf<!doctype html>", "不符"),
    ],
)
def test_what_is_not_what_it_says_is_refused(name, content, says):
    with pytest.raises(Invalid) as refusal:
        check_upload(named(name, content))
    assert says in str(refusal.value)
    assert list(refusal.value.fields) == ["file"]


def test_a_photograph_with_a_second_picture_in_it_is_a_jpeg():
    file = io.BytesIO()
    second = Image.new("RGB", (4, 4), "#b3202a")
    Image.new("RGB", (8, 6)).save(file, "MPO", save_all=True, append_images=[second])
    checked = check_upload(SimpleUploadedFile("手机照片.jpg", file.getvalue()))
    assert (checked.mime, checked.width, checked.height) == ("image/jpeg", 8, 6)


def test_a_picture_with_the_wrong_ending_is_refused_with_its_real_kind():
    with pytest.raises(Invalid, match="JPEG"):
        check_upload(picture("图.png", format="JPEG"))


def test_a_cut_off_picture_is_refused():
    whole = picture("图.png", size=(300, 300)).read()
    with pytest.raises(Invalid, match="损坏"):
        check_upload(named("图.png", whole[: len(whole) // 2]))


def test_a_decompression_bomb_is_refused_before_it_is_unpacked():
    buffer = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(buffer, "PNG")
    assert len(buffer.getvalue()) < 100_000
    with pytest.raises(Invalid, match="尺寸过大"):
        check_upload(named("炸弹.png", buffer.getvalue()))


def test_too_large_a_file_is_refused_with_the_limit(settings):
    settings.MAX_ATTACHMENT_BYTES = 1024 * 1024
    with pytest.raises(Invalid, match="1 MB"):
        check_upload(named("大.pdf", b"%PDF-" + b"0" * 1024 * 1024))
    settings.MAX_IMAGE_BYTES = 10
    with pytest.raises(Invalid, match="上限"):
        check_upload(picture())


@pytest.mark.clause("LINK-01")
@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("省政府〔2026〕1号.PDF", "省政府〔2026〕1号.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\文件\\通知（终稿）.docx", "通知（终稿）.docx"),
        ("a.php.jpg", "a-php.jpg"),
        ("a b\x00\n<c>.png", "a-b-c.png"),
        ("\u202egnp.exe.png", "gnp-exe.png"),
        (".htaccess", "file.htaccess"),
        ("", "file"),
        ("长" * 300 + ".pdf", "长" * 80 + ".pdf"),
    ],
)
def test_names_stay_readable_and_lose_their_tricks(given_name, kept):
    assert clean_name(given_name) == kept


@examples(st.text(max_size=120))
def test_no_name_leads_out_of_its_folder(name):
    cleaned = clean_name(name)
    assert cleaned
    assert "/" not in cleaned
    assert "\\" not in cleaned
    assert not cleaned.startswith(".")
    assert cleaned.count(".") <= 1
    assert clean_name(cleaned) == cleaned


# --- into the library --------------------------------------------------------


@pytest.fixture
def editor_of(db, unscoped):
    site = given.site()
    return given.staff(role=Role.EDITOR, on=site), site


@pytest.mark.clause("LINK-01", "RES-01")
def test_a_file_gets_an_address_that_shows_its_place(editor_of):
    editor, site = editor_of
    made = add_asset(actor=editor, site=site, upload=pdf("办法全文.pdf"), alt_text="", title=" 办法\n全文 ")
    assert made.title == "办法 全文"
    assert made.file.name.startswith(f"assets/{site.code}/")
    assert made.file.name.endswith("/办法全文.pdf")
    assert made.file.storage.exists(made.file.name)


@pytest.mark.clause("SEC-03")
def test_adding_a_file_is_logged(editor_of):
    editor, site = editor_of
    made = add_asset(actor=editor, site=site, upload=picture())
    entry = LogEntry.objects.get(verb="content.asset.add")
    assert (entry.actor, entry.object_id, entry.new["digest"]) == (editor, str(made.pk), made.digest)


def test_the_same_file_is_stored_once_for_a_site_and_again_for_another(editor_of):
    editor, site = editor_of
    other = given.site()
    given.grant(editor, Role.EDITOR, other)
    first = add_asset(actor=editor, site=site, upload=picture("一.png"))
    again = add_asset(actor=editor, site=site, upload=picture("二.png"))
    there = add_asset(actor=editor, site=other, upload=picture("一.png"))
    assert first == again
    assert there != first
    assert there.file.name != first.file.name


def test_a_file_without_a_row_does_not_stay_behind(editor_of, monkeypatch):
    editor, site = editor_of
    written = []
    module = sys.modules["content.actions.add_asset"]
    monkeypatch.setattr(module, "record", lambda *a, **k: (_ for _ in ()).throw(RuntimeError))
    keep = Asset.save
    monkeypatch.setattr(Asset, "save", lambda self, **k: (written.append(self.file.name), keep(self, **k)))
    with pytest.raises(RuntimeError):
        add_asset(actor=editor, site=site, upload=pdf())
    assert not Asset.objects.exists()
    assert written
    assert not Asset._meta.get_field("file").storage.exists(written[0])


@pytest.mark.clause("ORG-04")
@pytest.mark.parametrize("role", [Role.REVIEWER_1, Role.REVIEWER_3, Role.PLATFORM_ADMIN, Role.AUDITOR])
def test_only_who_writes_on_the_site_adds_files(editor_of, role):
    _editor, site = editor_of
    other = given.staff(role=role, on=site)
    with pytest.raises(NotAllowed):
        add_asset(actor=other, site=site, upload=picture())


def test_an_editor_of_one_column_adds_files_there_and_nowhere_else(editor_of):
    _editor, site = editor_of
    other = given.site()
    editor = given.staff(role=Role.EDITOR, on=given.column(site))
    assert add_asset(actor=editor, site=site, upload=picture())
    with pytest.raises(NotAllowed):
        add_asset(actor=editor, site=other, upload=picture())


@pytest.mark.parametrize("field", ["title", "alt_text", "rights_note"])
def test_descriptions_are_checked(editor_of, field):
    editor, site = editor_of
    with pytest.raises(Invalid) as refusal:
        add_asset(actor=editor, site=site, upload=picture(), **{field: "长" * 201})
    assert list(refusal.value.fields) == [field]
