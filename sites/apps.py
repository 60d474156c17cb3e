from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    name = "sites"
    # Never collides with django.contrib.sites, should that ever be installed.
    label = "gov_sites"
    verbose_name = _("网站与机构")
