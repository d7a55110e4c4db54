"""Addresses of talks."""

from django.urls import path

from workbench.listening.meetings.views import concerns as co
from workbench.listening.meetings.views import readiness as re
from workbench.listening.meetings.views import recommendations as rc
from workbench.listening.meetings.views import sessions as se

ONE, CONCERN = "<int:session_id>", "concerns/<int:concern_id>"
RECOMMENDATION = "recommendations/<int:recommendation_id>"
STANDING, ACTIVATION = "ready/<int:standing_id>", "activations/<int:activation_id>"

urlpatterns = [
    path("", se.sessions, name="meetings"),
    path("new/", se.new_session, name="meetings-session-new"),
    path(f"{ONE}/", se.session, name="meetings-session"),
    path(f"{ONE}/edit/", se.edit_session, name="meetings-session-edit"),
    path(f"{ONE}/gate/<slug:key>/", se.gate, name="meetings-gate"),
    path(f"{ONE}/ready/", se.ready, name="meetings-session-ready"),
    path(f"{ONE}/held/", se.held, name="meetings-session-held"),
    path(f"{ONE}/cancel/", se.cancel, name="meetings-session-cancel"),
    path(f"{ONE}/notes/", se.notes, name="meetings-notes"),
    path(f"{ONE}/notes/new/", se.new_note, name="meetings-note-new"),
    path(f"{ONE}/concerns/new/", co.new_concern, name="meetings-concern-new"),
    path(f"{CONCERN}/", co.concern, name="meetings-concern"),
    path(f"{CONCERN}/sort/", co.sort, name="meetings-concern-sort"),
    path(f"{CONCERN}/answer/", co.answer, name="meetings-concern-answer"),
    path("recommendations/", rc.recommendations, name="meetings-recommendations"),
    path("recommendations/new/", rc.new_recommendation, name="meetings-recommendation-new"),
    path(f"{ONE}/recommendations/new/", rc.from_session, name="meetings-recommendation-from"),
    path(f"{RECOMMENDATION}/", rc.recommendation, name="meetings-recommendation"),
    path(f"{RECOMMENDATION}/edit/", rc.edit, name="meetings-recommendation-edit"),
    path(f"{RECOMMENDATION}/drop/", rc.drop, name="meetings-recommendation-drop"),
    path(f"{RECOMMENDATION}/publish/", rc.publish, name="meetings-recommendation-publish"),
    path(f"{RECOMMENDATION}/withdraw/", rc.withdraw, name="meetings-recommendation-withdraw"),
    path(f"{RECOMMENDATION}/answer/", rc.answer, name="meetings-recommendation-answer"),
    path(f"{RECOMMENDATION}/deed/", rc.deed, name="meetings-recommendation-deed"),
    path("ready/", re.readiness, name="meetings-readiness"),
    path("ready/new/", re.new_standing, name="meetings-standing-new"),
    path(f"{STANDING}/confirm/", re.confirm, name="meetings-standing-confirm"),
    path(f"{STANDING}/retire/", re.retire, name="meetings-standing-retire"),
    path("activations/new/", re.new_activation, name="meetings-activation-new"),
    path(f"{ACTIVATION}/", re.activation, name="meetings-activation"),
    path(f"{ACTIVATION}/step/<slug:key>/", re.step, name="meetings-activation-step"),
    path(f"{ACTIVATION}/close/", re.close, name="meetings-activation-close"),
]
