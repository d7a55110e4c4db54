"""Addresses of the public face of the weighing room."""

from django.urls import path

from workbench.weighing.views import open_concerns, open_decisions

urlpatterns = [
    path("decisions/", open_decisions.decisions, name="open-decisions"),
    path("decisions/<int:decision_id>/", open_decisions.decision, name="open-decision"),
    path("decisions/concerns/", open_concerns.concern, name="open-concern"),
    path("decisions/concerns/answer/", open_concerns.answer, name="open-concern-answer"),
]
