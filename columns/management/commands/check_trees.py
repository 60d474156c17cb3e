"""Verify the column trees, and mend them on request."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from columns.trees import faults, repair
from sites.models import Site
from sites.scoping import all_sites


class Command(BaseCommand):
    help = "检查所有网站的栏目树（编号、层级、地址、条数）。加 --repair 时修复。仍有错误时退出码为1。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="按上下级关系重新编号，并重新统计条数")

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        with all_sites():
            for site in Site.objects.iterator():
                wrong += self.check(site, mend=options["repair"])
        if wrong:
            raise CommandError(_("%(n)d个网站的栏目树有错误。") % {"n": wrong}, returncode=1)
        self.stdout.write(_("所有栏目树正确。"))

    def check(self, site: Site, *, mend: bool) -> bool:
        """Print the faults of one tree, mend it if asked; return whether faults remain."""
        found = faults(site)
        for line in found:
            self.stdout.write(f"{site.name}：{line}")
        if not found or not mend:
            return bool(found)
        try:
            count = repair(site=site)
        except ValueError as error:
            self.stderr.write(
                _("%(site)s：不能自动修复，需要人工处理（%(why)s）。") % {"site": site.name, "why": error}
            )
            return True
        self.stdout.write(_("%(site)s：已修复%(n)d个栏目。") % {"site": site.name, "n": count})
        return bool(faults(site))
