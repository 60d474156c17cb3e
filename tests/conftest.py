"""Fixtures that every room's tests share."""

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django_scopes import scopes_disabled

from tests import given

TRANSACTIONAL = {"transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep what migrations wrote in tests with real transactions.

    Such a test empties every table when it ends. Restoring the rows of the
    data migrations (column types, roles, rules) before the next one only works
    if all of them do it, so nobody has to remember it.
    """
    for item in items:
        marker = item.get_closest_marker("django_db")
        names = getattr(item, "fixturenames", None)
        if names is None:
            continue
        if (marker and marker.kwargs.get("transaction")) or TRANSACTIONAL & set(names):
            names.append("django_db_serialized_rollback")
            # Whether the rows are kept at all is decided by the marker, not by the fixture.
            kept = (marker.kwargs if marker else {"transaction": True}) | {"serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(**kept), append=False)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let SQLite empty the operation log after tests with real transactions.

    It does so by DELETE, which the log's triggers refuse; PostgreSQL truncates.
    The tests that are about the triggers switch them on again.
    """
    kept = getattr(connection, "_test_serialized_contents", None)
    if kept is not None:
        # Where Playwright's event loop runs, Django hands out other connection objects.
        type(connections[DEFAULT_DB_ALIAS])._test_serialized_contents = kept
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            for act in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER audit_logentry_no_{act}")


@pytest.fixture
def unscoped():
    """Lift the site scope for a test that looks at several sites at once."""
    with scopes_disabled():
        yield


@pytest.fixture
def two_factor_required(settings):
    """Staff need a second factor, as in production (ORG-05)."""
    settings.STAFF_TWO_FACTOR_REQUIRED = True


@pytest.fixture
def signed_in(client):
    """Return a function that signs ``user`` in on the platform's own host and gives the client."""

    def sign_in(user):
        client.defaults["HTTP_HOST"] = given.PLATFORM_HOST
        client.force_login(user, backend=given.MODEL_BACKEND)
        return client

    return sign_in
