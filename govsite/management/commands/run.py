"""``manage.py run``: the whole platform in one command."""

import errno
import socket
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, SystemCheckError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from govsite.supervisor import Child, Supervisor
from sites.models import Site, SiteStatus

START_SECONDS = 60
SITES_SHOWN = 12


class Command(BaseCommand):
    help = _("启动网站服务和定时任务，直到按 Ctrl-C 或收到 SIGTERM。")
    requires_system_checks = []  # handle() asks for the ones of this profile

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--prepare", action="store_true", help=_("先升级数据库、收集静态文件；演示环境没有网站时先生成演示数据。")
        )
        parser.add_argument("--workers", type=int, default=2, help=_("网站服务的进程数，默认 2。"))

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unsafe_settings()
        refuse_busy_port(settings.BIND, settings.PORT)
        if options["prepare"]:
            self.prepare()
        refuse_old_database()
        supervisor = Supervisor([web_server(options["workers"]), *background_work()])
        supervisor.run(on_started=lambda: self.announce(supervisor))

    def prepare(self) -> None:
        """Bring database, static files and, in an empty demo, the content up to date."""
        self.stdout.write(_("正在准备数据库…"))
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write(_("正在收集静态文件…"))
        call_command("collectstatic", interactive=False, verbosity=0)
        # The mark survives an interrupted run, so that half a demo is completed.
        unfinished = settings.DATA_DIR / "demo-unfinished"
        if settings.DEMO and (unfinished.exists() or not Site.objects.exists()):
            unfinished.touch()
            call_command("demo", stdout=self.stdout)
            unfinished.unlink()

    def announce(self, supervisor: Supervisor) -> None:
        """Say where the platform answers, once it does."""
        wait_until(
            lambda: supervisor.stopping.is_set() or supervisor.a_child_ended() or answers(settings.BIND, settings.PORT),
            START_SECONDS,
        )
        if supervisor.stopping.is_set():
            return
        if supervisor.a_child_ended() or not answers(settings.BIND, settings.PORT):
            raise CommandError(_("网站服务没有启动，请查看上面的错误信息。"))
        host = settings.PLATFORM_HOSTS[0]
        platform = f"http://{host}:{settings.PORT}"
        lines = ["", _("GovSite 已启动，按 Ctrl-C 停止。")]
        if settings.ROLE != "public":
            lines += [
                "  " + _("平台目录　%(url)s") % {"url": f"{platform}/"},
                "  " + _("管理后台　%(url)s") % {"url": f"{platform}/admin/"},
            ]
        live = Site.objects.filter(status=SiteStatus.LIVE).prefetch_related("domains")
        lines += [f"  {site.name}　{site.absolute_url()}" for site in live[:SITES_SHOWN]]
        more = live.count() - SITES_SHOWN
        if more > 0:
            lines.append("  " + _("另有 %(n)s 个网站，见平台目录。") % {"n": more})
        accounts = settings.DATA_DIR / "demo-accounts.txt"
        if settings.DEMO and accounts.exists():
            lines.append("  " + _("演示账号和一次性密码　%(path)s") % {"path": accounts})
        self.stdout.write("\n".join(lines))
        self.stdout.flush()
        connection.close()


def refuse_unsafe_settings() -> None:
    """Raise CommandError with every sentence of the checks; in production the deployment checks count too."""
    try:
        deploy = not (settings.DEMO or settings.DEBUG)
        call_command("check", deploy=deploy, fail_level="ERROR", stdout=StringIO())  # silent when all is well
    except SystemCheckError as error:
        raise CommandError(str(error)) from error


def refuse_old_database() -> None:
    """Raise CommandError when migrations are waiting, instead of serving errors."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError(_("数据库还不是当前版本。请先执行 manage.py migrate，或使用 manage.py run --prepare。"))


def refuse_busy_port(host: str, port: int) -> None:
    """Raise CommandError when something else already listens on ``port``."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                text = _(
                    "端口 %(port)s 已被其他程序占用。请先停止那个程序，或换一个端口，例如：PORT=%(other)s make run"
                )
            else:
                text = _("不能在 %(host)s:%(port)s 上启动服务，请检查 GOVSITE_BIND 和 PORT。")
            raise CommandError(text % {"host": host, "port": port, "other": port + 1}) from error


def web_server(workers: int) -> Child:
    return Child(
        "web server",
        [
            sys.executable, "-m", "granian",
            "--interface", "wsgi", "--host", settings.BIND, "--port", str(settings.PORT),
            "--workers", str(workers), "--blocking-threads", "4", "--no-ws",
            "--respawn-failed-workers", "--log-level", "warning",
            "govsite.wsgi:application",
        ],
    )  # fmt: skip


def background_work() -> list[Child]:
    """Celery where there is a broker, else the scheduler; nothing beside a public process (it may not write)."""
    if settings.ROLE == "public":
        return []
    if not settings.REDIS_URL:
        manage = str(Path(settings.BASE_DIR) / "manage.py")
        return [Child("scheduler", [sys.executable, manage, "scheduler"])]
    celery = [sys.executable, "-m", "celery", "-A", "govsite"]
    return [
        Child("worker", [*celery, "worker", "--loglevel", "warning", "--concurrency", "2"]),
        Child(
            "beat",
            [*celery, "beat", "--loglevel", "warning", "--schedule", str(settings.DATA_DIR / "celerybeat-schedule")],
        ),
    ]


def answers(host: str, port: int) -> bool:
    # 0.0.0.0 means every address of this machine; ask it at one of them.
    where = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104
    try:
        with socket.create_connection((where, port), timeout=1):
            return True
    except OSError:
        return False


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False
