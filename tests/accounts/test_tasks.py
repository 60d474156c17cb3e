"""Background work on accounts."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.tasks import forget_expired_sessions

pytestmark = pytest.mark.django_db


def test_only_ended_sessions_are_forgotten():
    now = timezone.now()
    Session.objects.create(session_key="a" * 32, session_data="", expire_date=now - timedelta(minutes=1))
    Session.objects.create(session_key="b" * 32, session_data="", expire_date=now + timedelta(minutes=1))

    forget_expired_sessions()

    assert [one.session_key for one in Session.objects.all()] == ["b" * 32]
