"""List what is wrong with the columns of one site or all."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from columns.inspection import Severity, inspect
from sites.models import Site, SiteStatus
from sites.scoping import all_sites


class Command(BaseCommand):
    help = "检查各网站的栏目：必设栏目、类别、标签、频道、更新和说明（PAGE-07 至 PAGE-10）。有不合格项时退出码为1。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--site", metavar="DOMAIN", help="只检查这个域名的网站，例如 www.yunling.gov.cn")

    def handle(self, *args: Any, **options: Any) -> None:
        with all_sites():
            faults = sum(self.report(site) for site in sites_to_check(options["site"]))
        if faults:
            raise CommandError(_("共有%(n)d项不合格。") % {"n": faults}, returncode=1)
        self.stdout.write(_("没有不合格项。"))

    def report(self, site: Site) -> int:
        """Print what was found on ``site``; return the number of faults."""
        found = inspect(site)
        self.stdout.write(f"{site.name}（{site.primary_domain}）")
        for finding in found:
            place = f"/{finding.column.path} " if finding.column and finding.column.path else ""
            self.stdout.write(f"  [{finding.severity.label}] {place}{finding.message}")
        if not found:
            self.stdout.write("  " + _("栏目设置符合要求。"))
        return sum(finding.severity is Severity.FAULT for finding in found)


def sites_to_check(domain: str | None) -> list[Site]:
    """The site of ``domain``, or all that are not closed. Raises CommandError for an unknown domain."""
    sites = Site.objects.exclude(status=SiteStatus.CLOSED).prefetch_related("domains")
    if domain is None:
        return list(sites)
    found = list(sites.filter(domains__host=domain.strip().lower()))
    if not found:
        raise CommandError(_("没有域名为“%(domain)s”的网站。") % {"domain": domain}, returncode=2)
    return found
