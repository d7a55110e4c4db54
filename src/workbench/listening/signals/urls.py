"""Addresses of signals, answers, what is expected, and the calendar."""

from django.urls import path

from workbench.listening.signals.views import expected, signals

urlpatterns = [
    path("signals/", signals.signals, name="listening-signals"),
    path("signals/search/", signals.search, name="listening-search"),
    path("signals/how-sure/", signals.how_sure, name="listening-how-sure"),
    path("signals/answers/", signals.answers, name="listening-answers"),
    path("signals/<int:signal_id>/", signals.signal, name="listening-signal"),
    path("signals/<int:signal_id>/answer/", signals.answer, name="listening-signal-answer"),
    path("expected/", expected.steps, name="listening-steps"),
    path("expected/new/", expected.new_step, name="listening-step-new"),
    path("expected/<int:step_id>/end/", expected.end, name="listening-step-end"),
    path("expected/<int:step_id>/withdraw/", expected.withdraw, name="listening-step-withdraw"),
    path("calendar/", expected.calendar, name="listening-calendar"),
    path("calendar/new/", expected.new_event, name="listening-event-new"),
    path("calendar/<int:event_id>/", expected.event, name="listening-event"),
    path("calendar/<int:event_id>/remove/", expected.remove_event, name="listening-event-remove"),
]
