"""Two levels of government, with departments, and people who look after their sites."""

import pytest

from accounts.roles import Role
from sites.actions import create_organisation
from sites.models import OrganisationKind, OrganisationLevel
from tests import given


@pytest.fixture
def province(db):
    return create_organisation(
        actor=None, name="云岭省人民政府", short_name="云岭", level=OrganisationLevel.PROVINCE,
        kind=OrganisationKind.GOVERNMENT, region_code="530000",
    )  # fmt: skip


@pytest.fixture
def city(province):
    return create_organisation(
        actor=None, name="青岚市人民政府", level=OrganisationLevel.CITY, kind=OrganisationKind.GOVERNMENT,
        region_code="530100", parent=province,
    )  # fmt: skip


@pytest.fixture
def department(province):
    return create_organisation(
        actor=None, name="云岭省教育厅", level=OrganisationLevel.PROVINCE, kind=OrganisationKind.DEPARTMENT,
        region_code="530000", parent=province,
    )  # fmt: skip


@pytest.fixture
def admin(db):
    return given.staff(role=Role.PLATFORM_ADMIN, name="平台")
