"""Files of the library on the platform host, for previews at the desk."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
