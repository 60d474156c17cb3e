from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    name = "sites"
    # Never collides with django.contrib.sites, should that ever be installed.
    label = "gov_sites"
    verbose_name = _("网站与机构")

    def ready(self) -> None:
        from audit.log import verbs

        verbs.register(
            {
                "sites.organisation.create": _("新增机构"),
                "sites.organisation.change": _("修改机构"),
                "sites.site.create": _("开设网站"),
                "sites.site.change": _("修改网站资料"),
                "sites.site.go_live": _("网站上线"),
                "sites.site.take_offline": _("网站临时下线"),
                "sites.site.close": _("关闭网站"),
                "sites.domain.add": _("登记域名"),
                "sites.domain.set_primary": _("设定主域名"),
                "sites.domain.remove": _("删除域名"),
                "sites.settings.save": _("修改平台规则"),
                "sites.settings.delete": _("删除平台规则"),
            }
        )
