"""Logos are real pictures of a sensible size, stored freshly encoded (SITE-08)."""

import warnings
from io import BytesIO

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image

from sites.errors import Invalid

FORMATS = ("PNG", "JPEG", "WEBP")
MAX_BYTES = 1024 * 1024
MIN_SIDE, MAX_SIDE = 32, 2000


def checked_logo(upload: File, name: str) -> ContentFile:
    """Return the picture in ``upload`` as a new PNG called ``name``; raises Invalid with what to do.

    Encoding it again drops whatever else the file may carry: scripts behind the
    picture, positions, comments. SVG is refused because it can hold scripts.
    """
    if (upload.size or 0) > MAX_BYTES:
        raise Invalid(fields={"logo": [_("徽标不能超过 1 MB，请压缩后再上传。")]})
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(upload, formats=FORMATS) as image:
                _check_sides(image.size)  # known before a single pixel is decoded
                picture = image.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Invalid(fields={"logo": [_("徽标不是有效的图片，请上传 PNG、JPEG 或 WebP 格式的图片。")]}) from None
    encoded = BytesIO()
    picture.save(encoded, "PNG", optimize=True)
    return ContentFile(encoded.getvalue(), name=f"{name}.png")


def _check_sides(size: tuple[int, int]) -> None:
    if min(size) < MIN_SIDE or max(size) > MAX_SIDE:
        raise Invalid(fields={"logo": [_("徽标的宽和高应在 32 至 2000 像素之间，请调整后再上传。")]})
