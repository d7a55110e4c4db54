"""Addresses of conversations for everybody."""

from django.urls import path

from workbench.listening.dialogue.views import mine
from workbench.listening.dialogue.views import open as face

VOICE = "<slug:code>/voice/<slug:voice>"

urlpatterns = [
    path("", face.talk, name="open-talk"),
    path("how/", face.how, name="open-talk-how"),
    path("<slug:code>/", face.front, name="open-talk-front"),
    path("<slug:code>/results/", face.results, name="open-talk-results"),
    path("<slug:code>/came-of-it/", face.came_of_it, name="open-talk-came-of-it"),
    path(f"{VOICE}/", face.vote, name="open-talk-vote"),
    path(f"{VOICE}/say/", face.say, name="open-talk-say"),
    path(f"{VOICE}/room/", face.room, name="open-talk-room"),
    path(f"{VOICE}/mine/", mine.mine, name="open-talk-mine"),
    path(f"{VOICE}/mine/<int:number>/", mine.own, name="open-talk-own"),
    path(f"{VOICE}/about/", face.about, name="open-talk-about"),
]
