"""Addresses of the weighing room."""

from django.urls import path

from workbench.weighing.views import looking as lo
from workbench.weighing.views import proposals as pr
from workbench.weighing.views import what_if as wi

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
    path(f"{PROPOSAL}/channels/usual/", pr.usual_channels, name="weighing-channels-usual"),
    path("channels/<int:channel_id>/drop/", pr.drop_channel, name="weighing-channel-drop"),
    path("options/<int:option_id>/what-if/", wi.what_if, name="weighing-what-if"),
    path(
        "options/<int:option_id>/what-if/<str:group>/<str:factor>/",
        wi.course,
        name="weighing-course",
    ),
    path("runs/<int:run_id>/", wi.run, name="weighing-run"),
    path("runs/<int:run_id>/again/", wi.run_again, name="weighing-run-again"),
    path("options/<int:option_id>/around/", lo.around, name="weighing-around"),
    path("looks/<int:look_id>/", lo.looked, name="weighing-looked"),
    path(f"{PROPOSAL}/beside/", wi.beside, name="weighing-beside"),
    path(f"{PROPOSAL}/beside/<str:group>/", wi.beside_group, name="weighing-beside-group"),
]
