"""``demo``: the invented 云岭省 to try everything with; ``demo --sites N --bare``: many empty sites to measure with."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from audit.log import acting_from
from content.demo.bare import build_bare
from content.demo.build import build, is_complete
from content.demo.people import account_lines, new_passwords, write_accounts
from content.demo.places import site_specs
from sites.errors import Refused
from sites.models import Site

ADMIN_URL = f"http://127.0.0.1:{settings.PORT}/admin/"


class Command(BaseCommand):
    help = "建立演示数据：虚构的云岭省及其网站、人员和稿件。可以重复运行，已经有的不再添加。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--new-passwords", action="store_true", help="为所有演示账号换一次密码并显示")
        parser.add_argument("--sites", type=int, metavar="N", help="与 --bare 合用：建立 N 个空网站，用于测速")
        parser.add_argument("--bare", action="store_true", help="只建立网站和栏目，没有内容")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["bare"] != (options["sites"] is not None):
            raise CommandError("“--sites N”和“--bare”须一起使用，例如：demo --sites 1000 --bare。")
        if options["bare"] and not 1 <= options["sites"] <= 20_000:
            raise CommandError("网站数应在1至20000之间。")
        with acting_from("", "command"):
            try:
                self._run(**options)
            except Refused as error:
                raise CommandError(str(error)) from error

    def _run(self, *, new_passwords: bool, sites: int | None, bare: bool, **_others: Any) -> None:
        if bare and sites:
            self.stdout.write(build_bare(sites))
        elif new_passwords:
            self._change_passwords()
        else:
            self._build()

    def _build(self) -> None:
        if is_complete():
            self.stdout.write("演示数据已经齐全，没有添加任何内容。")
            self._tell_addresses()
            self.stdout.write("账号的密码只在建立时显示过一次，需要新密码请运行：manage.py demo --new-passwords")
            return
        made = build(self.stdout.write)
        self.stdout.write(f"演示数据已建立：新建{made.sites}个网站、{made.items}篇稿件。")
        self._tell_addresses()
        if made.passwords:
            self._tell_accounts(made.passwords)

    def _change_passwords(self) -> None:
        passwords = new_passwords()
        if not passwords:
            raise CommandError("还没有演示账号，请先运行：manage.py demo")
        self._tell_accounts(passwords)

    def _tell_addresses(self) -> None:
        self.stdout.write(f"\n平台首页  http://127.0.0.1:{settings.PORT}/\n管理后台  {ADMIN_URL}")
        codes = [spec.code for spec in site_specs()]
        for site in Site.objects.filter(code__in=codes).prefetch_related("domains"):
            self.stdout.write(f"{site.absolute_url()}  {site.name}")

    def _tell_accounts(self, passwords: dict[str, str]) -> None:
        lines = account_lines(passwords)
        path = write_accounts(lines)
        self.stdout.write("\n账号  一次性密码  姓名  岗位（密码随机生成，请勿用于正式环境）")
        for line in lines:
            self.stdout.write(line)
        self.stdout.write(f"\n以上账号也写入了 {path}，只有本机当前用户可以读取。")
