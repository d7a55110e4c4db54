"""Addresses of what came of talks, for everybody."""

from django.urls import path

from workbench.listening.meetings.views import open_talks

urlpatterns = [path("", open_talks.came_of_it, name="open-meetings")]
