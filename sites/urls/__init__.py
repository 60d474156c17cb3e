"""The platform's own host: the directory of its sites."""

from django.urls import path

from sites.views import directory_or_admin

urlpatterns = [path("", directory_or_admin, name="directory")]
