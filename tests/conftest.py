"""Fixtures that every room's tests share."""

import pytest
from django_scopes import scopes_disabled


@pytest.fixture
def unscoped():
    """Lift the site scope for a test that looks at several sites at once."""
    with scopes_disabled():
        yield
