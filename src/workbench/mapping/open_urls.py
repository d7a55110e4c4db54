"""Addresses of the public face of the map."""

from django.urls import path

from workbench.mapping.views import open_strengths

urlpatterns = [
    path("", open_strengths.strengths, name="open-strengths"),
    path("how/", open_strengths.how, name="open-strengths-how"),
    path("suggest/", open_strengths.suggest, name="open-suggest"),
    path("suggest/thanks/", open_strengths.suggested, name="open-suggested"),
]
