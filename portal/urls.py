"""Addresses of the roof: home, search, the person's space, notices, what machines read."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path

from portal.sitemaps import SITEMAPS
from portal.views.health import health
from portal.views.home import home
from portal.views.my_data import download, erase, my_data
from portal.views.notices import accessibility, legal, privacy, site_map
from portal.views.robots import robots
from portal.views.search import search
from portal.views.space import space
from portal.views.subjects import country, country_list, theme, theme_list

app_name = "portal"
urlpatterns = [
    path("", home, name="home"),
    path("pays/", country_list, name="countries"),
    path("pays/<slug:slug>/", country, name="country"),
    path("thematiques/", theme_list, name="themes"),
    path("thematiques/<slug:slug>/", theme, name="theme"),
    path("recherche/", search, name="search"),
    path("mon-espace/", space, name="space"),
    path("mon-espace/mes-donnees/", my_data, name="my_data"),
    path("mon-espace/mes-donnees/telecharger/", download, name="my_data_download"),
    path("mon-espace/mes-donnees/effacer/", erase, name="my_data_erase"),
    path("mentions-legales/", legal, name="legal"),
    path("accessibilite/", accessibility, name="accessibility"),
    path("donnees-personnelles/", privacy, name="privacy"),
    path("plan-du-site/", site_map, name="sitemap"),
    path("sante/", health, name="health"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", index, {"sitemaps": SITEMAPS, "sitemap_url_name": "portal:sitemap_section"}, name="sitemap_index"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap_section"),
]
