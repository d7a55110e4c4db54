"""Addresses of the weighing room."""

from django.urls import path

from workbench.weighing.views import maps as mp
from workbench.weighing.views import proposals as pr

PROPOSAL = "proposals/<int:proposal_id>"

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
    path(f"{PROPOSAL}/maps/", mp.maps, name="weighing-maps"),
    path(f"{PROPOSAL}/maps/invite/", mp.invite, name="weighing-map-invite"),
    path(f"{PROPOSAL}/maps/bring/", mp.bring, name="weighing-map-bring"),
    path(f"{PROPOSAL}/maps/same/", mp.same, name="weighing-same"),
    path(f"{PROPOSAL}/maps.<str:form>", mp.maps_out, name="weighing-maps-out"),
    path("same-things/<int:same_id>/drop/", mp.unsame, name="weighing-same-drop"),
    path("maps/<int:map_id>/", mp.one_map, name="weighing-map"),
    path("maps/<int:map_id>/link/", mp.renew, name="weighing-map-link"),
    path("maps/<int:map_id>/withdraw/", mp.withdraw, name="weighing-map-withdraw"),
    path("maps/<int:map_id>/settle/", mp.settle, name="weighing-map-settle"),
    path("maps/<int:map_id>.<str:form>", mp.map_out, name="weighing-map-out"),
]
