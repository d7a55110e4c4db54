"""Addresses of the public face of the map."""

from django.urls import path

from workbench.mapping.views import open_strengths

urlpatterns = [
    path("", open_strengths.strengths, name="open-strengths"),
    path("strengths.csv", open_strengths.as_csv, name="open-strengths-csv"),
    path("strengths.json", open_strengths.as_hsds, name="open-strengths-hsds"),
    path("how/", open_strengths.how, name="open-strengths-how"),
    path("suggest/", open_strengths.suggest, name="open-suggest"),
    path("suggest/thanks/", open_strengths.suggested, name="open-suggested"),
]
