"""Addresses of the mapping room."""

from django.urls import path

from workbench.mapping.views import bringing_in as br
from workbench.mapping.views import (
    communities,
    inbox,
    inviting,
    organisations,
    overview,
    relation_records,
    relations,
    representation,
    requests,
    ties,
)
from workbench.mapping.views import lists as li
from workbench.mapping.views import map as strength_maps
from workbench.mapping.views import network as net
from workbench.mapping.views import reach as re
from workbench.mapping.views import strengths as st
from workbench.mapping.views import taking_out as out

SIDE = "ties/<int:tie_id>/<slug:side>"
STRENGTH = "strengths/<int:strength_id>"
ORGANISATION = "organisations/<int:organisation_id>"
COMMUNITY = "communities/<int:community_id>"
RELATION = "relations/<int:relation_id>"
SUGGESTION = "suggestions/<int:suggestion_id>"
LIST, TIE_FILE = "bring-in/list/<slug:token>", "bring-in/ties/<slug:token>"

urlpatterns = [
    path("", overview.overview, name="mapping"),
    path("strengths/", st.strengths, name="mapping-strengths"),
    path("strengths/new/", st.new_strength, name="mapping-strength-new"),
    path(f"{STRENGTH}/", st.strength, name="mapping-strength"),
    path(f"{STRENGTH}/edit/", st.edit_strength, name="mapping-strength-edit"),
    path(f"{STRENGTH}/confirm/", st.confirm, name="mapping-strength-confirm"),
    path(f"{STRENGTH}/withdraw/", st.withdraw, name="mapping-strength-withdraw"),
    path("organisations/", organisations.organisations, name="mapping-organisations"),
    path("organisations/new/", organisations.new_organisation, name="mapping-organisation-new"),
    path("organisations/claim/", organisations.claim, name="mapping-claim"),
    path("organisations/not-ours/", organisations.refuse, name="mapping-not-ours"),
    path(f"{ORGANISATION}/", organisations.organisation, name="mapping-organisation"),
    path(
        f"{ORGANISATION}/edit/", organisations.edit_organisation, name="mapping-organisation-edit"
    ),
    path(f"{ORGANISATION}/invite/", organisations.invite, name="mapping-invite"),
    path(f"{ORGANISATION}/offer/", organisations.offer, name="mapping-offer"),
    path(f"{ORGANISATION}/leave/", organisations.leave, name="mapping-leave"),
    path("communities/", communities.communities, name="mapping-communities"),
    path("representation/", representation.representation, name="mapping-representation"),
    path("communities/new/", communities.new_community, name="mapping-community-new"),
    path(f"{COMMUNITY}/", communities.community, name="mapping-community"),
    path(f"{COMMUNITY}/edit/", communities.edit_community, name="mapping-community-edit"),
    path(f"{COMMUNITY}/priorities/", communities.priorities, name="mapping-priorities"),
    path(f"{COMMUNITY}/add/<slug:part>/", communities.add_part, name="mapping-community-add"),
    path(
        f"{COMMUNITY}/take/<slug:part>/<int:part_id>/",
        communities.take_part,
        name="mapping-community-take",
    ),
    path(f"{COMMUNITY}/invite/", inviting.invite_community, name="mapping-community-invite"),
    path(f"{COMMUNITY}/offer/", inviting.offer_community, name="mapping-community-offer"),
    path("relations/", relations.relations, name="mapping-relations"),
    path("relations/new/", relations.new_relation, name="mapping-relation-new"),
    path(f"{RELATION}/", relations.relation, name="mapping-relation"),
    path(f"{RELATION}/close/", relations.close, name="mapping-relation-close"),
    path(f"{RELATION}/questions/", relations.questions, name="mapping-questions"),
    path(f"{RELATION}/questions/<str:key>/", relations.question, name="mapping-question"),
    path(f"{RELATION}/third-party/", relations.third_party, name="mapping-third-party"),
    path(f"{RELATION}/add/<slug:what>/", relation_records.add_record, name="mapping-relation-add"),
    path(
        f"{RELATION}/talks/<int:record_id>/", relation_records.say_of_talk, name="mapping-talk-say"
    ),
    path("ties/", ties.ties, name="mapping-ties"),
    path("ties/new/", ties.new_tie, name="mapping-tie-new"),
    path("ties/<int:tie_id>/", ties.tie, name="mapping-tie"),
    path(f"{SIDE}/confirm/", ties.confirm, name="mapping-tie-confirm"),
    path(f"{SIDE}/show/", ties.show_or_hide, name="mapping-tie-show"),
    path(f"{SIDE}/decline/", ties.decline, name="mapping-tie-decline"),
    path(f"{SIDE}/end/", ties.end, name="mapping-tie-end"),
    path("map/", strength_maps.strength_map, name="mapping-map"),
    path("network/", net.network, name="mapping-network"),
    path("network/threads/", net.threads, name="mapping-threads"),
    path("network/threads/<int:party_id>/not-wanted/", net.not_wanted, name="mapping-not-wanted"),
    path("requests/", requests.requests, name="mapping-requests"),
    path("requests/new/", requests.new_request, name="mapping-request-new"),
    path("requests/table/", requests.by_group_and_area, name="mapping-request-table"),
    path("requests/<int:request_id>/", requests.one_request, name="mapping-request"),
    path("proposals/", inbox.proposals, name="mapping-proposals"),
    path("proposals/<int:edit_id>/accept/", inbox.accept, name="mapping-proposal-accept"),
    path("proposals/<int:edit_id>/decline/", inbox.decline, name="mapping-proposal-decline"),
    path("suggestions/", inbox.suggestions, name="mapping-suggestions"),
    path(f"{SUGGESTION}/", inbox.suggestion, name="mapping-suggestion"),
    path(f"{SUGGESTION}/open/", inbox.open_suggestion, name="mapping-suggestion-open"),
    path(f"{SUGGESTION}/adopt/", inbox.adopt, name="mapping-suggestion-adopt"),
    path(f"{SUGGESTION}/decline/", inbox.decline_suggestion, name="mapping-suggestion-decline"),
    path("bring-in/", br.bring_in, name="mapping-bring-in"),
    path(f"{LIST}/", br.look, name="mapping-look"),
    path(f"{LIST}/confirm/", br.confirm, name="mapping-look-confirm"),
    path(f"{LIST}/drop/", br.drop, name="mapping-look-drop"),
    path(f"{LIST}/progress/", br.upload, name="mapping-upload"),
    path("bring-in/ties/", br.bring_in_ties, name="mapping-bring-in-ties"),
    path(f"{TIE_FILE}/", br.look_ties, name="mapping-look-ties"),
    path(f"{TIE_FILE}/refused.csv", br.refused_ties, name="mapping-look-ties-refused"),
    path(f"{TIE_FILE}/drop/", br.drop_ties, name="mapping-look-ties-drop"),
    path("bring-in/<int:list_id>/", li.said, name="mapping-list"),
    path("bring-in/<int:list_id>/refused.csv", li.refused, name="mapping-list-refused"),
    path("bring-in/value/<int:edit_id>/", li.decide_value, name="mapping-list-value"),
    path("bring-in/gone/<int:strength_id>/", li.decide_gone, name="mapping-list-gone"),
    path("bring-in/doubt/<int:doubt_id>/", li.decide_doubt, name="mapping-list-doubt"),
    path("reach/", re.reach, name="mapping-reach"),
    path("take-out/", out.take_out, name="mapping-take-out"),
    path("take-out/strengths/<slug:form>/", out.strengths, name="mapping-strengths-file"),
    path("take-out/ties/<slug:form>/", out.ties, name="mapping-ties-file"),
]
