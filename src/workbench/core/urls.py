"""Addresses that belong to no room."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from workbench.core import views

urlpatterns = [
    path("methods/<slug:name>/", views.method, name="methods-page"),
    path("health", views.health, name="health"),
    path("language/", login_not_required(require_POST(set_language)), name="language"),
]
