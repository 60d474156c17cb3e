"""Files of the library on the platform host, for previews at the desk."""

from django.urls import path

from content import media

urlpatterns = [path("media/<path:path>", media.at_desk, name="desk_media")]
