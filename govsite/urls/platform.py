"""The platform's own host: directory page, sign-in, admin."""

from django.contrib import admin
from django.urls import include, path

handler400 = "publishing.errors.bad_request"
handler403 = "publishing.errors.forbidden"
handler404 = "publishing.errors.not_found"
handler500 = "publishing.errors.server_error"

urlpatterns = [
    path("", include("sites.urls")),
    path("", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include("content.urls.platform")),
]
