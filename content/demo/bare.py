"""Many bare sites at once, to measure with: rows are numbered in memory and written in bulk.

This goes beside the actions on purpose. Opening a thousand sites one by one
would measure the actions, not what a thousand sites cost afterwards.
"""

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from guardian.shortcuts import assign_perm

from accounts.actions import create_staff
from accounts.models import User
from accounts.roles import Role, permission_codename
from audit.log import record
from columns.actions import load_columns
from columns.sets import ColumnSpec
from sites.models import Organisation, OrganisationKind, OrganisationLevel, Site, SiteDomain, SiteKind, SiteStatus
from sites.scoping import all_sites

ROOT_NAME = "测速省人民政府"
REVIEWER = "bench-reviewer"
CHANNELS, SECTIONS, LEAVES = 8, 4, 5  # 8 × (1 + 4 × (1 + 5)) = 200 columns
AT_ONCE = 1000


def bare_code(number: int) -> str:
    return f"bare{number:05d}"


def bare_host(number: int) -> str:
    """The domain of the ``number``-th bare site, from 1."""
    return f"b{number:05d}.bench.gov.cn"


def bare_specs() -> tuple[ColumnSpec, ...]:
    """A tree of 200 columns."""
    return tuple(_spec(f"频道{one}", f"c{one}", 2, is_channel=True) for one in range(1, CHANNELS + 1))


def build_bare(count: int) -> str:
    """Make sites until there are ``count`` bare ones, with one reviewer for all of them; return a Chinese report."""
    with all_sites():
        with transaction.atomic():
            made = _make_sites(count)
        sites = list(Site.objects.filter(code__startswith="bare").order_by("code")[:count])
        specs = bare_specs()
        columns = load_columns(dict.fromkeys(sites, specs))
        with transaction.atomic():
            _grant(sites)
    return f"新建{made}个空网站、{columns}个栏目；审核人员“{REVIEWER}”可以初审其中全部{len(sites)}个网站。"


def _spec(name: str, slug: str, below: int, **options: bool) -> ColumnSpec:
    width = {2: SECTIONS, 1: LEAVES, 0: 0}[below]
    return ColumnSpec(
        name=name,
        slug=slug,
        type="工作动态",
        description=f"{name}的工作动态。",
        keywords=f"{name},工作动态",
        children=tuple(_spec(f"{name}-{one}", f"{slug}-{one}", below - 1) for one in range(1, width + 1)),
        **options,
    )


def _make_sites(count: int) -> int:
    known = set(Site.objects.filter(code__startswith="bare").values_list("code", flat=True))
    numbers = [number for number in range(1, count + 1) if bare_code(number) not in known]
    bodies = _make_bodies(numbers)
    sites = [_site(number, body) for number, body in zip(numbers, bodies, strict=True)]
    Site.objects.bulk_create(sites, batch_size=AT_ONCE)
    domains = [
        SiteDomain(site=site, host=bare_host(number), is_primary=True)
        for number, site in zip(numbers, sites, strict=True)
    ]
    SiteDomain.objects.bulk_create(domains, batch_size=AT_ONCE)
    return len(numbers)


def _make_bodies(numbers: list[int]) -> list[Organisation]:
    """Bodies below one root of their own, its places numbered here."""
    root = Organisation.objects.filter(name=ROOT_NAME).first()
    if root is None:
        tree = (Organisation.objects.aggregate(last=Max("tree_id"))["last"] or 0) + 1
        root = Organisation(
            name=ROOT_NAME, level=OrganisationLevel.PROVINCE, kind=OrganisationKind.GOVERNMENT,
            lft=1, rght=2, tree_id=tree, tree_depth=0,
        )  # fmt: skip
        Organisation.objects.bulk_create([root])
    start = root.rght
    bodies = [
        Organisation(
            name=f"测速单位{number:05d}", level=OrganisationLevel.PROVINCE, kind=OrganisationKind.DEPARTMENT,
            parent=root, lft=start + 2 * place, rght=start + 2 * place + 1, tree_id=root.tree_id, tree_depth=1,
        )
        for place, number in enumerate(numbers)
    ]  # fmt: skip
    Organisation.objects.filter(pk=root.pk).update(rght=start + 2 * len(bodies))
    return Organisation.objects.bulk_create(bodies, batch_size=AT_ONCE)


def _site(number: int, body: Organisation) -> Site:
    return Site(
        code=bare_code(number), name=f"测速单位{number:05d}", kind=SiteKind.DEPARTMENT, status=SiteStatus.LIVE,
        organisation=body, description="用于测速的空网站。", keywords="测速", id_code=f"57{number:08d}",
        person_in_charge="测速员", contact_phone="0885-60000000",
    )  # fmt: skip


def _grant(sites: list[Site]) -> None:
    reviewer = User.objects.filter(username=REVIEWER).first()
    if reviewer is None:
        reviewer, _password = create_staff(actor=None, username=REVIEWER, name="测速审核员")
        # Its password is thrown away: nobody signs in with this account.
        reviewer.set_unusable_password()
        reviewer.password_changed_at = timezone.now()
        reviewer.save(update_fields=["password", "password_changed_at"])
    role = Role.REVIEWER_1
    reviewer.groups.add(Group.objects.get_or_create(name=role.value)[0])
    queryset = Site.objects.filter(pk__in=[site.pk for site in sites])
    assign_perm(f"gov_sites.{permission_codename(role)}", reviewer, queryset)
    record("accounts.role.grant", reviewer, new={"role": role.value, "sites": len(sites), "bulk": True})
