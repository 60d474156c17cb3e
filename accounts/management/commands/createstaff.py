"""``manage.py createstaff``: make an account, the first administrator above all."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.actions import create_staff, grant_role
from accounts.models import User
from accounts.roles import PLATFORM_ROLES, Role
from audit.log import acting_from
from sites.errors import Refused
from sites.models import Organisation, Site


class Command(BaseCommand):
    help = "建立工作人员账号，并显示一次性密码（首次登录须修改）。系统没有任何默认账号，第一位平台管理员由此产生。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", help="账号，用字母、数字和 @ . + - _")
        parser.add_argument("--name", help="真实姓名")
        parser.add_argument("--role", choices=[role.value for role in Role], help="角色，默认 platform_admin")
        parser.add_argument("--site", help="网站角色所在网站的域名，例如 www.yunling.gov.cn")
        parser.add_argument("--organisation", help="所在单位的全称")

    def handle(self, *args: Any, **options: Any) -> None:
        username = options["username"] or self._ask("账号：")
        name = options["name"] or self._ask("姓名：")
        role = Role(options["role"] or Role.PLATFORM_ADMIN)
        site = self._site(role, options["site"])
        organisation = self._organisation(options["organisation"])
        try:
            with acting_from("", "command"), transaction.atomic():
                user, password = create_staff(actor=None, username=username, name=name, organisation=organisation)
                grant_role(actor=None, user=user, role=role, on=site)
        except Refused as error:
            raise CommandError(str(error)) from error
        self._report(user, role, site, password)

    def _ask(self, question: str) -> str:
        if not sys.stdin.isatty():
            raise CommandError("请用 --username 和 --name 写明账号和姓名。")
        return input(question).strip()

    def _site(self, role: Role, domain: str | None) -> Site | None:
        if role in PLATFORM_ROLES:
            if domain:
                raise CommandError(f"“{role.label}”对全平台有效，不用写 --site。")
            return None
        if not domain:
            raise CommandError(f"请用 --site 写明“{role.label}”在哪个网站有效，例如 --site www.yunling.gov.cn。")
        site = Site.objects.filter(domains__host=domain.lower()).first()
        if site is None:
            raise CommandError(f"没有域名为 {domain} 的网站，请检查后重试。")
        return site

    def _organisation(self, name: str | None) -> Organisation | None:
        if not name:
            return None
        found = Organisation.objects.filter(name=name).first()
        if found is None:
            raise CommandError(f"没有名为“{name}”的单位，请检查后重试。")
        return found

    def _report(self, user: User, role: Role, site: Site | None, password: str) -> None:
        where = f"（{site.name}）" if site else ""
        self.stdout.write(f"账号：{user.username}\n姓名：{user.name}\n角色：{role.label}{where}")
        self.stdout.write(f"一次性密码：{password}")
        self.stdout.write("密码只显示这一次，首次登录后必须修改。")
