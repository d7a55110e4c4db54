"""Addresses of the weighing room that need no account."""

from django.urls import path

from workbench.weighing.views import open_judging

JUDGE = "judge/<str:token>"

urlpatterns = [
    path(f"{JUDGE}/", open_judging.judge, name="open-judge"),
    path(f"{JUDGE}/done/", open_judging.done, name="open-judge-done"),
    path(f"{JUDGE}/<int:number>/", open_judging.screen, name="open-judge-screen"),
]
