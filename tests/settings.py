"""A small overlay on the real settings: nothing that would change what the code does."""

import atexit
import os
import shutil
import tempfile

if "GOVSITE_DATA_DIR" not in os.environ:
    os.environ["GOVSITE_DATA_DIR"] = tempfile.mkdtemp(prefix="govsite-test-")
    atexit.register(shutil.rmtree, os.environ["GOVSITE_DATA_DIR"], ignore_errors=True)
os.environ.setdefault("GOVSITE_DEMO", "0")

from govsite.settings import *  # noqa: F403
from govsite.settings import DATA_DIR, DATABASES, STATIC_ROOT

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; real ones are slow on purpose
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns about a missing one
SECURE_TRANSPORT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SITE_SCHEME = "https"
STAFF_TWO_FACTOR_REQUIRED = False  # switched on by the tests that are about it

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in the product: in memory all threads would share one
    # connection, and with it one transaction.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
