"""What the demo answers at a host that is no site's: the directory, and nothing else."""

from django.urls import path

from sites.views import directory

handler404 = "sites.views.not_found"

urlpatterns = [path("", directory)]
