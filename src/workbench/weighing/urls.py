"""Addresses of the weighing room."""

from django.urls import path

from workbench.weighing.views import concerns as co
from workbench.weighing.views import decisions as de
from workbench.weighing.views import indicators as ind
from workbench.weighing.views import looking as lo
from workbench.weighing.views import maps as mp
from workbench.weighing.views import matrix as ma
from workbench.weighing.views import proposals as pr
from workbench.weighing.views import rating_files as rf
from workbench.weighing.views import rounds as ro
from workbench.weighing.views import watches as wa
from workbench.weighing.views import what_if as wi

PROPOSAL = "proposals/<int:proposal_id>"
DECISION = f"{PROPOSAL}/decision"
ASSUMPTION, CONDITION = "assumptions/<int:assumption_id>", "conditions/<int:condition_id>"
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
    path(f"{DECISION}/", de.decision, name="weighing-decision"),
    path(f"{DECISION}/edit/", de.edit, name="weighing-decision-edit"),
    path(f"{DECISION}/screening/", de.screening, name="weighing-screening"),
    path(f"{DECISION}/assessment/", de.assessment, name="weighing-assessment"),
    path(f"{DECISION}/assumptions/new/", de.new_assumption, name="weighing-assumption-new"),
    path(f"{ASSUMPTION}/drop/", de.drop_assumption, name="weighing-assumption-drop"),
    path(f"{DECISION}/dissent/new/", de.new_dissent, name="weighing-dissent-new"),
    path(f"{DECISION}/conditions/new/", de.new_condition, name="weighing-condition-new"),
    path(f"{CONDITION}/drop/", de.drop_condition, name="weighing-condition-drop"),
    path(f"{CONDITION}/met/", de.meet_condition, name="weighing-condition-met"),
    path(f"{DECISION}/adopt/", de.adopt, name="weighing-decision-adopt"),
    path(f"{DECISION}/sign/", de.sign, name="weighing-decision-sign"),
    path(f"{DECISION}/amend/", de.amend, name="weighing-decision-amend"),
    path(f"{DECISION}/public/", de.show_in_public, name="weighing-decision-public"),
    path(f"{DECISION}/record.pdf", de.as_pdf, name="weighing-decision-pdf"),
    path("concerns/", co.concerns, name="weighing-concerns"),
    path("concerns/<int:concern_id>/", co.concern, name="weighing-concern"),
    path("concerns/<int:concern_id>/open/", co.open_concern, name="weighing-concern-open"),
    path("concerns/<int:concern_id>/answer/", co.answer_concern, name="weighing-concern-answer"),
    path(f"{PROPOSAL}/watches/", wa.watches, name="weighing-watches"),
    path(f"{PROPOSAL}/watches/new/", wa.new_watch, name="weighing-watch-new"),
    path("watches/<int:watch_id>/", wa.watch, name="weighing-watch"),
    path("watches/<int:watch_id>/drop/", wa.drop_watch, name="weighing-watch-drop"),
    path("reviews/", wa.reviews, name="weighing-reviews"),
    path("indicators/", ind.indicators, name="weighing-indicators"),
    path("indicators/new/", ind.bring_in, name="weighing-indicators-new"),
    path("indicators/pair/", ind.pair, name="weighing-pair"),
    path("indicators/<int:series_id>/", ind.series, name="weighing-series"),
    path("indicators/<int:series_id>/edit/", ind.describe, name="weighing-series-edit"),
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
    path(f"{PROPOSAL}/channels/usual/", pr.usual_channels, name="weighing-channels-usual"),
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
