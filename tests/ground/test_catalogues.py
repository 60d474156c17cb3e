"""What a person reads is in their language."""

import re
import shutil
import subprocess
from gettext import GNUTranslations
from pathlib import Path

import pytest
from django.utils import translation

ROOT = Path(__file__).resolve().parent.parent.parent
CATALOGUES = sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
STRING = re.compile(r"""\{% (?:trans|translate) "([^"]+)" """)


@pytest.mark.parametrize(
    "text", ["Apply Filters", "Choose file to upload", "access attempt", "Entered token is not valid.", "Backup Tokens"]
)
def test_packages_without_chinese_speak_it_here(text):
    with translation.override("zh-hans"):
        assert re.search("[一-鿿]", translation.gettext(text))


@pytest.mark.parametrize(
    "text",
    [
        "Select %s to change",
        "This field is required.",
        "Your old password was entered incorrectly. Please enter it again.",
    ],
)
def test_our_wording_comes_before_the_one_of_django(text):
    with translation.override("zh-hans"):
        assert not re.search("你|来修改|字段", translation.gettext(text))


def test_every_fixed_string_of_the_public_pages_has_english():
    templates = [*(ROOT / "templates" / "public").rglob("*.html"), *(ROOT / "templates").glob("*.html")]
    # A percent sign is doubled in the catalogue.
    words = {word.replace("%", "%%") for path in templates for word in STRING.findall(path.read_text("utf-8"))}
    assert len(words) > 50

    with translation.override("en"):
        missing = sorted(word for word in words if translation.gettext(word) == word)

    assert missing == [], "Add them to locale/en/LC_MESSAGES/django.po after `make messages`."


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="needs msgfmt (apt-get install gettext)")
@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_compiled_catalogues_are_those_of_their_sources(path, tmp_path):
    fresh = tmp_path / "fresh.mo"
    subprocess.run(["msgfmt", "--check-format", "-o", fresh, path], check=True)

    assert read(path.with_suffix(".mo")) == read(fresh)


def read(path: Path) -> dict:
    with path.open("rb") as file:
        return dict(GNUTranslations(file)._catalog)
