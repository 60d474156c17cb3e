"""Sign-in, sign-out, failures and lock-outs are in the log."""

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from audit.models import LogEntry
from tests import given

pytestmark = [pytest.mark.django_db, pytest.mark.clause("SEC-03")]


def request():
    return RequestFactory().post("/account/login/", REMOTE_ADDR="192.0.2.7")


def test_signing_in_and_out(signed_in):
    user = given.staff()
    signed_in(user).logout()
    rows = LogEntry.objects.order_by("sequence").values_list("verb", "actor", "object_id")
    assert list(rows) == [("session.login", user.pk, str(user.pk)), ("session.logout", user.pk, str(user.pk))]


def test_a_wrong_password_is_logged_without_it():
    user = given.staff(username="liwen")
    assert authenticate(request(), username="liwen", password="geheim-123") is None
    row = LogEntry.objects.get(verb="session.login_failed")
    assert (row.object_id, row.new, row.result) == (str(user.pk), {"username": "liwen"}, "refused")
    assert "geheim" not in str([row.new, row.old, row.reason, row.object_name])


def test_a_name_that_nobody_has_may_be_a_password_and_is_masked():
    authenticate(request(), username="Geheim-2026!", password="x")
    assert LogEntry.objects.get(verb="session.login_failed").new == {"username": "Ge***"}


def test_the_lock_out_is_logged():
    given.staff(username="liwen")
    for _number in range(5):
        authenticate(request(), username="liwen", password="wrong")
    assert LogEntry.objects.filter(verb="session.locked_out", new={"username": "liwen"}).exists()
