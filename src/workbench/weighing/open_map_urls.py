"""The address of a drawer's own page."""

from django.urls import path

from workbench.weighing.views import open_maps

urlpatterns = [path("<str:token>/", open_maps.draw_openly, name="open-map")]
