"""The ground stands: every profile starts, models and migrations agree, scopes hold."""

import pytest
from django.core.management import call_command
from django_scopes.exceptions import ScopeError

from content.models import Item
from sites.errors import Refused
from sites.scoping import NoSiteSelected, OtherSite, site_scope
from tests import given

pytestmark = pytest.mark.django_db


def test_models_and_migrations_agree():
    assert call_command("makemigrations", "--check", "--dry-run") is None


def test_forgetting_the_site_raises():
    with pytest.raises(ScopeError):
        list(Item.objects.all())


def test_a_scope_of_nothing_is_refused():
    with pytest.raises(NoSiteSelected), site_scope(None):
        pass


def test_writing_a_row_of_another_site_is_refused():
    here, there = given.site(), given.site()
    column = given.column(there)
    with site_scope(here), pytest.raises(OtherSite) as refusal:
        column.save()
    assert isinstance(refusal.value, Refused)
    assert str(refusal.value).endswith("。")


def test_what_migrations_wrote_is_there_for_tests_with_real_transactions(transactional_db):
    given.site()
    assert given.column_type("首页").pk
