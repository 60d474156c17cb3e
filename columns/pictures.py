"""Pictures of topics: what is accepted, decided by the bytes and never by the name."""

import warnings

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image

ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
LARGEST_PIXELS = 40_000_000


def checked_picture(upload: File) -> File:
    """Return ``upload`` under a name that tells its true kind. Raises ValueError with a sentence.

    JPEG, PNG or WebP of at most ``MAX_IMAGE_BYTES`` and 40 million pixels. A page
    or drawing (HTML, SVG) under an image's name is no image and is refused.
    """
    if upload.size > settings.MAX_IMAGE_BYTES:
        limit = settings.MAX_IMAGE_BYTES // 1024 // 1024
        raise ValueError(_("图片超过%(limit)d MB，请压缩后再上传。") % {"limit": limit})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            upload.seek(0)
            with Image.open(upload, formats=tuple(ENDINGS)) as picture:
                kind, (width, height) = picture.format, picture.size
                if width * height > LARGEST_PIXELS:
                    raise ValueError(_("图片尺寸过大，请缩小到4000万像素以内。"))
                picture.load()
    except (OSError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValueError(_("这个文件不是能够显示的图片，请上传 JPG、PNG 或 WebP 格式的图片。")) from error
    upload.seek(0)
    return File(upload, name=f"picture.{ENDINGS[str(kind)]}")
