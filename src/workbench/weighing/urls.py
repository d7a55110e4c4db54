"""Addresses of the weighing room."""

from django.urls import path

from workbench.weighing.views import matrix as ma
from workbench.weighing.views import proposals as pr
from workbench.weighing.views import rating_files as rf
from workbench.weighing.views import rounds as ro

PROPOSAL = "proposals/<int:proposal_id>"
ROUND = "rounds/<int:round_id>"
CELL = "<str:policy_area>/<str:factor>/<str:group>"

urlpatterns = [
    path("", pr.proposals, name="weighing"),
    path("proposals/new/", pr.new_proposal, name="weighing-proposal-new"),
    path(f"{PROPOSAL}/", pr.proposal, name="weighing-proposal"),
    path(f"{PROPOSAL}/edit/", pr.edit_proposal, name="weighing-proposal-edit"),
    path(f"{PROPOSAL}/withdraw/", pr.withdraw_proposal, name="weighing-proposal-withdraw"),
    path(f"{PROPOSAL}/options/", pr.options, name="weighing-options"),
    path(f"{PROPOSAL}/options/new/", pr.new_option, name="weighing-option-new"),
    path("options/<int:option_id>/withdraw/", pr.withdraw_option, name="weighing-option-withdraw"),
    path(f"{PROPOSAL}/channels/new/", pr.new_channel, name="weighing-channel-new"),
    path("channels/<int:channel_id>/drop/", pr.drop_channel, name="weighing-channel-drop"),
    path(f"{PROPOSAL}/rounds/", ro.rounds, name="weighing-rounds"),
    path(f"{PROPOSAL}/rounds/open/", ro.open_first, name="weighing-round-open"),
    path(f"{PROPOSAL}/raters/new/", ro.invite, name="weighing-rater-invite"),
    path("raters/<int:rater_id>/link/", ro.new_link, name="weighing-rater-link"),
    path("raters/<int:rater_id>/withdraw/", ro.withdraw, name="weighing-rater-withdraw"),
    path(f"{ROUND}/second/", ro.open_second, name="weighing-round-second"),
    path(f"{ROUND}/move/", ro.move, name="weighing-round-move"),
    path(f"{ROUND}/close/", ro.close, name="weighing-round-close"),
    path(f"{ROUND}/matrix/", ma.matrix, name="weighing-matrix"),
    path(f"{ROUND}/matrix/{CELL}/", ma.cell, name="weighing-matrix-cell"),
    path(f"{ROUND}/said.<str:form>", rf.said, name="weighing-round-said"),
    path(f"{ROUND}/template.<str:form>", rf.template, name="weighing-round-template"),
    path(f"{ROUND}/files/", rf.files, name="weighing-round-files"),
    path(f"{ROUND}/files/<str:token>/", rf.look, name="weighing-round-file"),
    path(f"{ROUND}/files/<str:token>/take/", rf.take, name="weighing-round-file-take"),
    path(f"{ROUND}/files/<str:token>/drop/", rf.drop, name="weighing-round-file-drop"),
    path(f"{ROUND}/files/<str:token>/refused.csv", rf.refused, name="weighing-round-file-refused"),
]
