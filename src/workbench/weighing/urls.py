"""Addresses of the weighing room."""

from django.urls import path

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
]
