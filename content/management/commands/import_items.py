"""``import_items FILE --site DOMAIN --column PATH [--publish-as REVIEWER]``: see docs/import-format.md."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Grants
from audit.log import acting_from
from columns.models import Column
from content.importing import Import, import_file
from content.policies import ItemPolicy
from sites.errors import Refused
from sites.models import Site, SiteDomain
from sites.scoping import site_scope

FALLBACK_SOURCE = "来源文件未注明发布机关"


class Command(BaseCommand):
    help = "把文件中的稿件逐行导入一个网站的一个栏目。可以重复运行：已经导入的不再导入。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="JSON Lines 文件，可以用 gzip 压缩")
        parser.add_argument("--site", required=True, metavar="DOMAIN", help="网站的域名，例如 www.yunling.gov.cn")
        parser.add_argument("--column", required=True, metavar="PATH", help="栏目的地址，例如 zwgk/zcwj")
        parser.add_argument(
            "--publish-as", metavar="REVIEWER", default="", help="签发人的账号，须在该栏目担任终审；不写则存为草稿"
        )
        parser.add_argument("--source", default=FALLBACK_SOURCE, help="稿件没有注明来源时写什么（默认：%(default)s）")
        parser.add_argument("--from", dest="origin", default="", help="材料的出处，例如 云岭省政府网站旧站")

    def handle(self, *args: Any, **options: Any) -> None:
        site = _find_site(options["site"])
        with acting_from("", "command"), site_scope(site):
            column = _find_column(site, options["column"])
            work = Import(
                path=options["file"],
                column=column,
                signer=_find_signer(options["publish_as"], column),
                fallback_source=options["source"].strip() or FALLBACK_SOURCE,
                origin=options["origin"].strip(),
            )
            try:
                report = import_file(work, on_bad=self._tell)
            except OSError as error:
                raise CommandError(
                    _("无法读取文件“%(path)s”：%(why)s。请核对文件名和读取权限。")
                    % {"path": options["file"], "why": error.strerror or error}
                ) from None
        done = _("共%(read)d行：新导入%(added)d篇，已经导入过%(known)d篇，有问题%(bad)d行。") % {
            "read": report.read, "added": report.added, "known": report.known, "bad": report.bad,
        }  # fmt: skip
        if report.bad:
            raise CommandError(done + _("有问题的行没有导入，改正后可以再次运行本命令。"))
        if report.read == 0:
            raise CommandError(_("文件里没有内容。"))
        state = _("已经签发，公众可以看到。") if work.signer else _("新导入的是草稿，送审、签发后公众才能看到。")
        self.stdout.write(done + (state if report.added else ""))

    def _tell(self, number: int, message: str) -> None:
        self.stderr.write(_("第%(number)d行：%(message)s") % {"number": number, "message": message})


def _find_site(host: str) -> Site:
    domain = SiteDomain.objects.filter(host=host.strip().lower()).select_related("site").first()
    if domain is None:
        raise CommandError(_("没有域名为“%(host)s”的网站。请核对“--site”。") % {"host": host})
    return domain.site


def _find_column(site: Site, path: str) -> Column:
    column = Column.objects.filter(path=path.strip().strip("/").lower(), parent__isnull=False).first()
    if column is None:
        raise CommandError(
            _("网站“%(site)s”没有地址为“%(path)s”的栏目。请核对“--column”，它是栏目网址中域名之后的部分。")
            % {"site": site, "path": path}
        )
    return column


def _find_signer(username: str, column: Column) -> User | None:
    """The person who answers for the import, or None where it is to stay a draft."""
    if not username:
        return None
    signer = User.objects.filter(username=username).first()
    if signer is None:
        raise CommandError(_("没有账号“%(name)s”。请核对“--publish-as”。") % {"name": username})
    try:
        ItemPolicy(Grants.of(signer)).sign_import_for(column)
    except Refused:
        raise CommandError(
            _("“%(name)s”在栏目“%(column)s”没有终审（签发）权限，不能签发导入的稿件。")
            % {"name": signer, "column": column}
        ) from None
    return signer
