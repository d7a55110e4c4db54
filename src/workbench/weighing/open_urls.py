"""Addresses of the weighing room that need no account."""

from django.urls import path

from workbench.weighing.views import open_concerns, open_decisions, open_judging, open_maps

JUDGE = "weighing/judge/<str:token>"

urlpatterns = [
    path("decisions/", open_decisions.decisions, name="open-decisions"),
    path("decisions/<int:decision_id>/", open_decisions.decision, name="open-decision"),
    path("decisions/concerns/", open_concerns.concern, name="open-concern"),
    path("decisions/concerns/answer/", open_concerns.answer, name="open-concern-answer"),
    path(f"{JUDGE}/", open_judging.judge, name="open-judge"),
    path(f"{JUDGE}/done/", open_judging.done, name="open-judge-done"),
    path(f"{JUDGE}/<int:number>/", open_judging.screen, name="open-judge-screen"),
    path("weighing/maps/<str:token>/", open_maps.draw_openly, name="open-map"),
]
