"""The laws file: seconds and memory."""

import resource
import time
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.roles import Role
from content.models import Item
from sites.scoping import site_scope
from tests import given
from tests.content.test_validity import LAWS

pytestmark = [pytest.mark.bench, pytest.mark.django_db]

MOST_SECONDS, MOST_MEGABYTES = 15, 300
LAWS_IN_FILE = 313


@pytest.mark.skipif(not LAWS.exists(), reason="the laws file is not here (GOVSITE_LAWS names it)")
def test_laws(table):
    site = given.site(host="www.yunling.gov.cn")
    given.column(site, slug="zcwj")
    given.staff(username="signer", role=Role.REVIEWER_3, on=site)
    start = time.perf_counter()
    call_command(
        "import_items", str(LAWS), site="www.yunling.gov.cn", column="zcwj", publish_as="signer", stdout=StringIO()
    )
    seconds = time.perf_counter() - start
    with site_scope(site):
        assert Item.objects.count() == LAWS_IN_FILE
    # What this process ever held: Django, the tests and the import together, so an upper bound.
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    table.add(f"import of {LAWS_IN_FILE} laws", f"{seconds:.1f} s", f"≤ {MOST_SECONDS} s", seconds <= MOST_SECONDS)
    table.add(
        "import of laws, peak memory of the process",
        f"{megabytes:.0f} MB",
        f"≤ {MOST_MEGABYTES} MB",
        megabytes <= MOST_MEGABYTES,
    )
