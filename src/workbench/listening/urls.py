"""Addresses of the listening room."""

from django.urls import path

from workbench.listening.views import areas, bringing_in, entries, groups, register, sources

urlpatterns = [
    path("", areas.home, name="listening"),
    path("areas/", areas.areas, name="listening-areas"),
    path("sources/", sources.sources, name="listening-sources"),
    path("sources/<slug:key>/", sources.source, name="listening-source"),
    path("sources/<slug:key>/edit/", sources.source_edit, name="listening-source-edit"),
    path("deliveries/<int:delivery_id>/", sources.delivery, name="listening-delivery"),
    path("deliveries/<int:delivery_id>/progress/", sources.progress, name="listening-progress"),
    path("deliveries/<int:delivery_id>/refused.csv", sources.refused, name="listening-refused"),
    path("deliveries/<int:delivery_id>/resume/", sources.resume, name="listening-resume"),
    path("deliveries/<int:delivery_id>/discard/", sources.discard, name="listening-discard"),
    path("bring-in/", bringing_in.bring_in, name="listening-bring-in"),
    path("bring-in/<slug:token>/look/", bringing_in.look, name="listening-look"),
    path("bring-in/<slug:token>/confirm/", bringing_in.confirm, name="listening-confirm"),
    path("bring-in/<slug:token>/drop/", bringing_in.drop, name="listening-drop"),
    path("bring-in/<slug:token>/", bringing_in.upload, name="listening-upload"),
    path("register/", register.register, name="listening-register"),
    path("register/<slug:source>/<path:key>/", register.incident, name="listening-incident"),
    path("entries/", entries.entries, name="listening-entries"),
    path("entries/new/", entries.new_entry, name="listening-entry-new"),
    path("entries/<int:entry_id>/", entries.entry, name="listening-entry"),
    path("entries/<int:entry_id>/edit/", entries.edit_entry, name="listening-entry-edit"),
    path("entries/<int:entry_id>/words/", entries.words, name="listening-entry-words"),
    path("entries/<int:entry_id>/send/", entries.send, name="listening-entry-send"),
    path("entries/<int:entry_id>/accept/", entries.accept, name="listening-entry-accept"),
    path("entries/<int:entry_id>/return/", entries.give_back, name="listening-entry-return"),
    path("entries/<int:entry_id>/correct/", entries.correct, name="listening-entry-correct"),
    path("entries/<int:entry_id>/drop/", entries.drop, name="listening-entry-drop"),
    path("groups/", groups.groups, name="listening-groups"),
    path("groups/new/", groups.new_group, name="listening-group-new"),
    path("groups/<slug:key>/", groups.group, name="listening-group"),
]
