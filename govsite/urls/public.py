"""What citizens see, the same map on every site."""

from django.urls import include, path

handler400 = "publishing.errors.bad_request"
handler403 = "publishing.errors.not_found"
handler404 = "publishing.errors.not_found"
handler500 = "publishing.errors.server_error"

urlpatterns = [path("", include("content.urls.public"))]
