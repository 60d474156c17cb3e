"""Application configs of the project itself and of Django's admin under it."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class GovsiteConfig(AppConfig):
    """Gives the project its commands and its checks of the settings."""

    name = "govsite"

    def ready(self) -> None:
        from govsite import checks  # noqa: F401 - registers itself


class GovsiteAdminConfig(AdminConfig):
    """Use our admin site, which asks for two factors and speaks Chinese."""

    default_site = "govsite.admin_site.GovsiteAdminSite"
