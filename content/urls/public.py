"""Pages of a site."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
