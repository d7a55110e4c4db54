"""Addresses of the public face: what everybody may read, without signing in or a cookie."""

from django.urls import path

from workbench.listening.views import open_figures

urlpatterns = [
    path("", open_figures.newest, name="open"),
    path("how/", open_figures.how, name="open-how"),
    path("ledger.json", open_figures.ledger, name="open-ledger"),
    path("<slug:source>/<slug:edition>/", open_figures.edition, name="open-edition"),
    path("<slug:source>/<slug:edition>/table.csv", open_figures.as_csv, name="open-csv"),
    path("<slug:source>/<slug:edition>/table.json", open_figures.as_json, name="open-json"),
]
