"""``check_meta [--site DOMAIN]``: every page's tags, as the standard wants them (META-04)."""

from collections import Counter
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from content.meta_check import MetaCheck
from publishing.meta_rules import PageKind
from sites.models import Site, SiteStatus

LABELS = {PageKind.HOME: "首页", PageKind.COLUMN: "栏目页", PageKind.ITEM: "内容页", PageKind.PLAIN: "其他页面"}


def storage_lacks_files() -> bool:
    """Does the storage name static files by a manifest that was never written?"""
    read = getattr(staticfiles_storage, "read_manifest", None)
    return read is not None and read() is None


class Command(BaseCommand):
    help = "打开各网站的全部页面，列出缺失、空白或格式不对的网页标签；有问题时退出码为1。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--site", metavar="域名", help="只检查这个网站，写它的任一域名")

    def handle(self, *args: Any, **options: Any) -> None:
        if storage_lacks_files():
            raise CommandError(_("静态文件还没有收集，页面无法显示。请先运行 manage.py collectstatic。"))
        check = MetaCheck()
        wrong = 0
        counts: Counter[PageKind] = Counter()
        sites = self._sites(options["site"])
        for site in sites:
            for page in check.pages(site):
                counts[page.kind] += 1
                if page.faults:
                    wrong += 1
                    self.stdout.write(f"{page.url}  {' '.join(page.faults)}")
        by_kind = "，".join(f"{LABELS[kind]}{counts[kind]}个" for kind in PageKind if counts[kind])
        self.stdout.write(f"检查了{len(sites)}个网站的{counts.total()}个页面（{by_kind}），{wrong}个页面有问题。")
        if wrong:
            raise SystemExit(1)

    def _sites(self, domain: str | None) -> list[Site]:
        live = Site.objects.filter(status=SiteStatus.LIVE).select_related("organisation").prefetch_related("domains")
        if domain is None:
            found = list(live)
            if not found:
                raise CommandError(_("没有正在运行的网站可供检查。"))
            return found
        found = list(live.filter(domains__host=domain.strip().lower()))
        if not found:
            raise CommandError(_("没有域名为“%(domain)s”、正在运行的网站。") % {"domain": domain})
        return found
