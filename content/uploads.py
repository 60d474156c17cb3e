"""What may be uploaded: decided by the content of the file, never by what it is called.

The name's ending must fit what the file really is. Anything that a browser would
run (HTML, SVG) or an office program would run (macros) is refused.
"""

import hashlib
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from content.models import AssetKind
from sites.errors import Invalid

HEAD = 4096  # bytes looked at to tell what a file is
MAX_PIXELS = 50_000_000  # 50 megapixels: more is no picture for a web page but a bomb
LONGEST_NAME = 80
IMAGES = {"JPEG": (("jpg", "jpeg"), "image/jpeg"), "PNG": (("png",), "image/png"),
          "WEBP": (("webp",), "image/webp"), "GIF": (("gif",), "image/gif")}  # fmt: skip
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ALLOWED = "JPG、PNG、WebP、GIF、PDF、OFD、DOC、DOCX、XLS、XLSX、PPTX、TXT、CSV、ZIP、MP3、MP4"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file really is. ``size`` in bytes; ``digest`` is SM3 in hex; width and height in pixels."""

    kind: AssetKind
    mime: str
    name: str
    size: int
    digest: str
    width: int | None = None
    height: int | None = None


def check_upload(upload: File) -> Checked:
    """Look into ``upload`` and say what it is, or raise Invalid (field ``file``) with the reason."""
    name = clean_name(upload.name or "")
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if not upload.size:
        raise _refused(_("文件是空的，请重新选择文件。"))
    upload.seek(0)
    head = upload.read(HEAD)
    image = any(extension in endings for endings, _mime in IMAGES.values())
    _refuse_size(upload.size, settings.MAX_IMAGE_BYTES if image else settings.MAX_ATTACHMENT_BYTES)
    if image:
        mime, width, height = _look_at_image(upload, extension)
    else:
        mime, width, height = _look_at_document(upload, head, extension), None, None
    kind = AssetKind.IMAGE if image else AssetKind.DOCUMENT
    return Checked(kind, mime, name, upload.size, _digest(upload), width, height)


def clean_name(name: str) -> str:
    """A file name to keep and to show: no path, no tricks, Chinese as it is, ending in small letters."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    stem = re.sub(r"[^\w()（）《》〔〕\[\]·—-]+", "-", stem.replace(".", "-")).strip("-_ ")
    ending = re.sub(r"[^a-z0-9]", "", ending.lower())[:10]
    return f"{stem[:LONGEST_NAME] or 'file'}{'.' + ending if ending else ''}"


def _look_at_image(upload: File, extension: str) -> tuple[str, int, int]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            upload.seek(0)
            with Image.open(upload, formats=list(IMAGES)) as picture:
                found, (width, height) = picture.format, picture.size
                if width * height > MAX_PIXELS:
                    raise _refused(_("图片的尺寸过大（%(w)d×%(h)d），请缩小后再上传。") % {"w": width, "h": height})
                picture.verify()
            upload.seek(0)
            with Image.open(upload, formats=list(IMAGES)) as picture:
                picture.load()  # verify() does not see a file that is cut off
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _refused(_("图片的尺寸过大，请缩小后再上传。")) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, OverflowError) as error:
        raise _refused(_("这不是能识别的图片，或者图片已损坏。请使用 JPG、PNG、WebP 或 GIF 图片。")) from error
    # Many phones append a second picture to a JPEG (MPO); browsers show the first.
    endings, mime = IMAGES["JPEG" if found == "MPO" else found or ""]
    if extension not in endings:
        message = _("文件的扩展名是 .%(named)s，内容却是 %(real)s 图片，请改正扩展名后再上传。")
        raise _refused(message % {"named": extension, "real": found})
    return mime, width, height


def _look_at_document(upload: File, head: bytes, extension: str) -> str:
    if extension not in DOCUMENTS:
        raise _refused(_("不能上传这种文件。可以上传：%(allowed)s。") % {"allowed": ALLOWED})
    mime, fits = DOCUMENTS[extension]
    upload.seek(0)
    if _runs_in_browser(head) or not fits(cast("BinaryIO", upload.file), head):
        message = _("文件的内容与扩展名 .%(named)s 不符，或者文件已损坏，请检查后再上传。")
        raise _refused(message % {"named": extension})
    return mime


def _runs_in_browser(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").lower()
    return bool(re.match(rb"<(!doctype|html|svg|script|\?xml|head|body|iframe)", start))


def _starts(*magics: bytes) -> Callable[[BinaryIO, bytes], bool]:
    return lambda _file, head: head.startswith(magics)


def _mp4(_file: BinaryIO, head: bytes) -> bool:
    return head[4:8] == b"ftyp"


def _mp3(_file: BinaryIO, head: bytes) -> bool:
    return head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2)


def _text(file: BinaryIO, head: bytes) -> bool:
    """Plain text in UTF-8, UTF-16 with mark, or GB 18030, without a byte that no text has."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decodes(file, "utf-16")
    if b"\x00" in head or re.search(rb"<\s*(script|html|svg|iframe)", head, re.IGNORECASE):
        return False
    return _decodes(file, "utf-8-sig") or _decodes(file, "gb18030")


def _decodes(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    try:
        file.read().decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _package(member: str) -> Callable[[BinaryIO, bytes], bool]:
    """A zip that holds ``member`` and no macros: an office document, or OFD."""

    def fits(file: BinaryIO, head: bytes) -> bool:
        names = _members(file, head)
        if any("vbaproject" in name.lower() for name in names):
            raise _refused(_("文件中含有宏，不能上传。请另存为不含宏的格式后再上传。"))
        return member in names

    return fits


def _zip(file: BinaryIO, head: bytes) -> bool:
    return bool(_members(file, head))


def _members(file: BinaryIO, head: bytes) -> list[str]:
    if not head.startswith(b"PK\x03\x04"):
        return []
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []


_MACRO_MARKS = ("_VBA_PROJECT".encode("utf-16-le"), "Macros".encode("utf-16-le"))


def _old_office(file: BinaryIO, head: bytes) -> bool:
    if not head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return False
    file.seek(0)
    content = file.read()
    if any(mark in content for mark in _MACRO_MARKS):
        raise _refused(_("文件中含有宏，不能上传。请另存为不含宏的格式后再上传。"))
    return True


# ending → media type, and does the content fit it
DOCUMENTS: dict[str, tuple[str, Callable[[BinaryIO, bytes], bool]]] = {
    "pdf": ("application/pdf", _starts(b"%PDF-")),
    "ofd": ("application/ofd", _package("OFD.xml")),
    "docx": (_WORD, _package("word/document.xml")),
    "xlsx": (_SHEET, _package("xl/workbook.xml")),
    "pptx": (_SLIDES, _package("ppt/presentation.xml")),
    "doc": ("application/msword", _old_office),
    "xls": ("application/vnd.ms-excel", _old_office),
    "txt": ("text/plain", _text),
    "csv": ("text/csv", _text),
    "zip": ("application/zip", _zip),
    "mp3": ("audio/mpeg", _mp3),
    "mp4": ("video/mp4", _mp4),
}


def _refuse_size(size: int, most: int) -> None:
    if size > most:
        message = _("文件有 %(size).1f MB，超过了 %(most)d MB 的上限，请压缩或拆分后再上传。")
        raise _refused(message % {"size": size / 1024 / 1024, "most": most // 1024 // 1024})


def _digest(upload: File) -> str:
    digest = hashlib.new("sm3")
    upload.seek(0)
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def _refused(sentence: str) -> Invalid:
    return Invalid(fields={"file": [sentence]})
