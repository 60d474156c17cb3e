"""Pages of a site. Fixed addresses first; whatever is left is a column or an item."""

from django.urls import path, re_path

from content import media
from content.views.column import column_page
from content.views.home import home
from content.views.house import STATEMENTS, statement, theme, to_home
from content.views.item import item_page
from content.views.maps import robots, site_map, sitemap_xml
from content.views.search import search
from content.views.topics import topic_area

# Lower-case letters, digits and single hyphens, as columns.models.SLUG has it.
SLUGS = r"(?P<path>[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*){0,9})"

urlpatterns = [
    path("", home, name="home"),
    path("index.html", to_home),
    path("theme.css", theme, name="theme"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap_xml, name="sitemap_xml"),
    path("sitemap.html", site_map, name="site_map"),
    path("search/", search, name="search"),
    path("topics/", topic_area, name="topic_area"),
    *(path(f"{name}.html", statement, {"name": name}, name=name) for name in STATEMENTS),
    path("media/<path:path>", media.on_site, name="media"),
    re_path(rf"^{SLUGS}/(?P<month>\d{{6}})/(?P<item_id>[1-9]\d{{0,18}})\.html$", item_page, name="item"),
    re_path(rf"^{SLUGS}/index_(?P<page>[1-9]\d{{0,5}})\.html$", column_page, name="column_list"),
    re_path(rf"^{SLUGS}/(?P<slash>index\.html)$", column_page),
    re_path(rf"^{SLUGS}(?P<slash>/?)$", column_page, name="column"),
]
