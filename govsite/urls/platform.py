"""The platform's own host: directory page, sign-in, admin."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("sites.urls")),
    path("", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include("content.urls.platform")),
]
