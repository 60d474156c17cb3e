"""What tests start from. Each function makes one valid thing; say only what matters.

Rows are written directly, beside the actions, so that a test of one room does
not depend on the others. Whatever is left out gets a sensible value.
"""

from itertools import count
from typing import Any

from django.utils import timezone
from guardian.shortcuts import assign_perm

from accounts.models import User
from accounts.roles import PLATFORM_ROLES, Role, permission_codename
from columns.models import Column, ColumnType
from sites.models import Organisation, OrganisationKind, OrganisationLevel, Site, SiteDomain, SiteKind, SiteStatus
from sites.scoping import all_sites

numbers = count(1)
PASSWORD = "Yunling-2026!"
PLATFORM_HOST = "127.0.0.1"
# force_login would pick the lockout backend, which knows no users.
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


def organisation(**values: Any) -> Organisation:
    n = next(numbers)
    defaults = {
        "name": f"云岭省第{n}厅",
        "level": OrganisationLevel.PROVINCE,
        "kind": OrganisationKind.DEPARTMENT,
        "region_code": "530000",
    }
    return Organisation.objects.create(**defaults | values)


def site(*, host: str = "", **values: Any) -> Site:
    """A live site with a main domain and its hidden root column."""
    n = next(numbers)
    defaults = {
        "code": f"site{n}",
        "name": f"云岭省第{n}网",
        "kind": SiteKind.DEPARTMENT,
        "status": SiteStatus.LIVE,
        "description": "发布政务信息，提供办事服务。",
        "keywords": "政务公开,办事服务",
        "id_code": f"53000000{n % 100:02d}",
        "icp_number": "滇ICP备05000001号",
        "police_number": "滇公网安备 53010202000001号",
        "person_in_charge": "张云",
        "contact_name": "李联",
        "contact_phone": "0871-60000001",
        "has_party_government_mark": True,
        "review_levels": 3,
    }
    if "organisation" not in values:
        values["organisation"] = organisation()
    made = Site.objects.create(**defaults | values)
    SiteDomain.objects.create(site=made, host=host or f"dept{n}.yunling.gov.cn", is_primary=True)
    with all_sites():
        Column(
            site=made, name="首页", slug="", path="", type=column_type("首页"), tree_id=made.pk,
            description="网站首页", keywords="首页",
        ).save()  # fmt: skip
    return made


def column_type(name: str = "工作动态") -> ColumnType:
    return ColumnType.objects.get_or_create(name=name, defaults={"is_standard": True})[0]


def root(site: Site) -> Column:
    return Column.tree.get(site=site, parent=None)


def column(site: Site, *, parent: Column | None = None, **values: Any) -> Column:
    n = next(numbers)
    above = Column.tree.get(pk=(parent or root(site)).pk)
    defaults = {
        "name": f"栏目{n}",
        "slug": f"lm{n}",
        "type": column_type(),
        "description": "发布工作动态。",
        "keywords": "动态",
    }
    made = Column(site=site, parent=above, **defaults | values)
    made.path = f"{above.path}/{made.slug}".strip("/")
    with all_sites():
        made.save()
    return made


def staff(*, role: Role | None = None, on: Site | Column | None = None, **values: Any) -> User:
    """A staff member, with ``role`` on a site or column if given."""
    n = next(numbers)
    defaults = {"username": f"user{n}", "name": f"云岭{n}号", "password_changed_at": timezone.now()}
    user = User(**defaults | values)
    user.set_password(PASSWORD)
    user.save()
    if role is not None:
        grant(user, role, on)
    return user


def grant(user: User, role: Role, on: Site | Column | None = None) -> None:
    """Give ``role`` without asking the rules."""
    from django.contrib.auth.models import Group

    group, _made = Group.objects.get_or_create(name=role.value)
    user.groups.add(group)
    if role not in PLATFORM_ROLES:
        assert on is not None, "a site role needs a site or column"
        assign_perm(f"{on._meta.app_label}.{permission_codename(role)}", user, on)


def desk(site: Site) -> dict[str, User]:
    """One editor, one reviewer of each level and one manager of ``site``."""
    return {
        "editor": staff(role=Role.EDITOR, on=site, name="李文"),
        "reviewer_1": staff(role=Role.REVIEWER_1, on=site, name="王初"),
        "reviewer_2": staff(role=Role.REVIEWER_2, on=site, name="赵复"),
        "reviewer_3": staff(role=Role.REVIEWER_3, on=site, name="周签"),
        "manager": staff(role=Role.SITE_MANAGER, on=site, name="吴管"),
    }
