"""A small overlay on the real settings: nothing that would change what the code does."""

import os
import tempfile

os.environ.setdefault("GOVSITE_DATA_DIR", tempfile.mkdtemp(prefix="govsite-test-"))
os.environ.setdefault("GOVSITE_DEMO", "0")

from govsite.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; real ones are slow on purpose
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
SECURE_TRANSPORT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SITE_SCHEME = "https"
STAFF_TWO_FACTOR_REQUIRED = False  # switched on by the tests that are about it
