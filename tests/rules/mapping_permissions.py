"""The rows of the permission table for the mapping room; page_permissions.py says how to read them.

The desk reads all; partners read, keep their own and propose the rest; an operator sees no content.
"""

from typing import Any

from tests.cast import Cast
from tests.factories import mapping as made
from tests.rules.permission_rows import DONE, RAISE, SIGN_IN, Row, Status, for_all, for_roles
from workbench.core.open_sending import opened_now

DESK = ("coordinator", "analyst")
READS = (*DESK, "partner_editor")
OPEN_STRENGTHS = (
    *("open-strengths", "open-strengths-csv", "open-strengths-hsds", "open-strengths-how"),
    *("open-suggest", "open-suggested"),
)
STRENGTH = {"name": "Warm supper", "what": "place"}
TIE_DAY = {"since_0": "", "since_1": "", "since_2": ""}
SPEAKER = {"role": "Town", "arose": "within", "evidence": "Town", "review_on": "2027-01-01"}
LIST = {"whose": "community", "lines": "Town", "taken_on": "2026-03-01", "told_by": "Town"}


def of_each(name: str, method: str, *answers: Status, **more: Any) -> Row:
    """The answers to coordinator, analyst, partner editor and operator."""
    roles = ("coordinator", "analyst", "partner_editor", "operator")
    given = dict(zip(roles, answers, strict=True))
    return Row(name=name, method=method, anonymous=SIGN_IN, **given, **more)


def a_full_map(cast: Cast) -> dict[str, Any]:
    """No variable part; but something of each sort stands on the map, and something waits."""
    club = made.a_member(cast.chidi)
    strength = made.a_stale_strength(source=made.a_source(), source_key="1")
    own = made.a_stale_strength(club.organisation, confidential=True)
    made.a_proposal(own, cast.ben)
    made.a_proposal(strength, cast.ben, state="made")
    made.a_proposal(strength, cast.chidi)
    made.a_tie(club, made.a_party())
    made.a_community()
    made.a_request()
    made.an_answered_request(club)
    made.a_suggestion()
    made.a_suggestion(state="declined", sealed_words=b"", reason="Town")
    return {}


def an_offer(cast: Cast) -> dict[str, Any]:
    """No variable part; but an entry was offered to Chidi."""
    made.a_member(cast.chidi, claimed=False)
    return {}


def a_member(cast: Cast) -> dict[str, Any]:
    """No variable part; but Chidi speaks for the boxing club."""
    made.a_member(cast.chidi)
    made.a_party()
    return {}


def a_strength(cast: Cast) -> dict[str, Any]:
    """The address of a strength whose holder is not here."""
    a_full_map(cast)
    return {"strength_id": made.a_stale_strength().pk}


def a_strength_of_chidi(cast: Cast) -> dict[str, Any]:
    """The address of a strength that Chidi's club holds and keeps."""
    return {"strength_id": made.a_strength(made.a_member(cast.chidi).organisation).pk}


def no_strength(_cast: Cast) -> dict[str, Any]:
    """The address of a strength that there is not."""
    return {"strength_id": 999_999}


def an_organisation(_cast: Cast) -> dict[str, Any]:
    """The address of an organisation that nobody keeps."""
    return {"organisation_id": made.a_strength().organisation_id}


def the_club_of_chidi(cast: Cast) -> dict[str, Any]:
    """The address of Chidi's club, with a strength, a tie and a proposal."""
    club = made.a_member(cast.chidi)
    made.a_proposal(made.a_strength(club.organisation), cast.ben)
    made.a_shown_tie(club, made.a_party())
    return {"organisation_id": club.organisation_id}


def a_community(_cast: Cast) -> dict[str, Any]:
    """The address of a community, with a strength near it."""
    made.a_strength()
    return {"community_id": made.a_community().pk}


def a_speaker_form(cast: Cast) -> dict[str, Any]:
    """The address of the form that adds who speaks."""
    return {**a_community(cast), "part": "speaker"}


def a_bond(_cast: Cast) -> dict[str, Any]:
    """The address of what holds a community together."""
    community = made.a_community()
    return {
        "community_id": community.pk,
        "part": "bond",
        "part_id": community.bonds.first().pk,
    }


def a_tie_of_chidi(cast: Cast) -> dict[str, Any]:
    """The address of a tie between Chidi's club and the kitchen."""
    return {"tie_id": made.a_tie(made.a_member(cast.chidi), made.a_party()).pk}


def a_side_of_chidi(cast: Cast) -> dict[str, Any]:
    """The same, on the side that Chidi speaks for."""
    return {**a_tie_of_chidi(cast), "side": "source"}


def a_tie_of_others(cast: Cast) -> dict[str, Any]:
    """The address of a tie that Chidi has no part in and that is not shown."""
    made.a_member(cast.chidi)
    one, other = made.a_party(), made.a_party("school", "Town school")
    return {"tie_id": made.a_tie(one, other).pk}


def a_suggested_tie(cast: Cast) -> dict[str, Any]:
    """The address at which Chidi's club declines a tie with the kitchen that was suggested."""
    made.a_member(cast.chidi)
    return {"party_id": made.a_party().pk}


def a_request(cast: Cast) -> dict[str, Any]:
    """The address of a request of Chidi's club."""
    return {"request_id": made.a_request(made.a_member(cast.chidi)).pk}


def a_request_of_others(cast: Cast) -> dict[str, Any]:
    """The address of a request that Chidi has no part in."""
    made.a_member(cast.chidi)
    return {"request_id": made.a_request().pk}


def a_proposal_to_chidi(cast: Cast) -> dict[str, Any]:
    """The address of a proposal that Chidi decides."""
    strength = made.a_strength(made.a_member(cast.chidi).organisation)
    return {"edit_id": made.a_proposal(strength, cast.ben).pk}


def a_suggestion(_cast: Cast) -> dict[str, Any]:
    """The address of a suggestion that waits."""
    return {"suggestion_id": made.a_suggestion().pk}


def no_upload(_cast: Cast) -> dict[str, Any]:
    """The address of a file that this person did not send."""
    return {"token": "0" * 32}


def a_form_of_file(cast: Cast) -> dict[str, Any]:
    """The address of a table, with something of each sort on the map."""
    a_full_map(cast)
    return {"form": "csv"}


def a_list(_cast: Cast) -> dict[str, Any]:
    """The address of a list that was brought in, with something of each sort to decide."""
    return {"list_id": made.a_list().pk}


def a_value_of_a_list(_cast: Cast) -> dict[str, Any]:
    """The address of a value that a list has against ours."""
    source = made.a_list().source
    return {"edit_id": made.a_proposal_of(source).pk}


def a_doubt(_cast: Cast) -> dict[str, Any]:
    """The address of a pair that may be one."""
    return {"doubt_id": made.a_list().source.doubts.get().pk}


ENTRIES = (
    for_roles("mapping", "GET", 200, *READS, kwargs=a_full_map),
    for_roles("mapping-strengths", "GET", 200, *READS, kwargs=a_full_map),
    of_each("mapping-strength-new", "GET", 200, 403, 200, 403, kwargs=a_member),
    of_each("mapping-strength-new", "POST", DONE, 403, DONE, 403, kwargs=a_member, data=STRENGTH),
    for_roles("mapping-strength", "GET", 200, *READS, kwargs=a_strength),
    for_roles("mapping-strength", "GET", 404, *READS, kwargs=no_strength),
    for_roles("mapping-strength-edit", "GET", 200, *READS, kwargs=a_strength),
    for_roles("mapping-strength-edit", "POST", DONE, *READS, kwargs=a_strength, data=STRENGTH),
    of_each("mapping-strength-confirm", "POST", DONE, 403, 403, 403, kwargs=a_strength),
    of_each("mapping-strength-confirm", "POST", 403, 403, DONE, 403, kwargs=a_strength_of_chidi),
    of_each("mapping-strength-withdraw", "POST", DONE, 403, 403, 403, kwargs=a_strength),
    of_each("mapping-strength-withdraw", "POST", 403, 403, DONE, 403, kwargs=a_strength_of_chidi),
    for_roles("mapping-organisations", "GET", 200, *READS, kwargs=a_full_map),
    for_roles("mapping-organisation-new", "GET", 200, "coordinator"),
    for_roles(
        "mapping-organisation-new",
        "POST",
        DONE,
        "coordinator",
        data={"name": "Town school", "level": "organisation"},
    ),
    for_roles("mapping-organisation", "GET", 200, *READS, kwargs=the_club_of_chidi),
    for_roles("mapping-organisation-edit", "GET", 200, *READS, kwargs=an_organisation),
    for_roles(
        "mapping-organisation-edit",
        "POST",
        DONE,
        *READS,
        kwargs=an_organisation,
        data={"name": "Town school", "level": "organisation"},
    ),
    for_roles("mapping-claim", "POST", DONE, "partner_editor", kwargs=an_offer),
    for_roles("mapping-not-ours", "POST", DONE, "partner_editor", kwargs=an_offer),
    for_roles(
        "mapping-invite",
        "GET",
        RAISE,
        "coordinator",
        raised={"coordinator": 200},
        kwargs=an_organisation,
    ),
    for_roles(
        "mapping-invite",
        "POST",
        RAISE,
        "coordinator",
        raised={"coordinator": 200},
        kwargs=an_organisation,
        data={"name": "Hana", "email": "hana@foursquare.example"},
    ),
    for_roles("mapping-offer", "POST", DONE, "coordinator", kwargs=an_organisation),
    of_each("mapping-leave", "GET", 403, 403, 200, 403, kwargs=the_club_of_chidi),
    of_each("mapping-leave", "POST", 403, 403, DONE, 403, kwargs=the_club_of_chidi),
    for_roles("mapping-proposals", "GET", 200, *READS, kwargs=a_full_map),
    of_each("mapping-proposal-accept", "POST", 404, 404, DONE, 403, kwargs=a_proposal_to_chidi),
    of_each(
        "mapping-proposal-decline",
        "POST",
        404,
        404,
        DONE,
        403,
        kwargs=a_proposal_to_chidi,
        data={"reason": "Town"},
    ),
    for_roles("mapping-suggestions", "GET", 200, *DESK, kwargs=a_full_map),
    for_roles("mapping-suggestion", "GET", 200, *DESK, kwargs=a_suggestion),
    for_roles("mapping-suggestion-open", "POST", 200, *DESK, kwargs=a_suggestion),
    for_roles(
        "mapping-suggestion-adopt", "POST", DONE, "coordinator", kwargs=a_suggestion, data=STRENGTH
    ),
    for_roles(
        "mapping-suggestion-decline",
        "POST",
        DONE,
        "coordinator",
        kwargs=a_suggestion,
        data={"reason": "Town"},
    ),
)
BETWEEN = (
    for_roles("mapping-communities", "GET", 200, *READS, kwargs=a_full_map),
    for_roles("mapping-community-new", "GET", 200, "coordinator"),
    for_roles("mapping-community-new", "POST", DONE, "coordinator", data={"name": "Town walkers"}),
    for_roles("mapping-community", "GET", 200, *READS, kwargs=a_community),
    for_roles("mapping-community-edit", "GET", 200, "coordinator", kwargs=a_community),
    for_roles(
        "mapping-community-edit",
        "POST",
        DONE,
        "coordinator",
        kwargs=a_community,
        data={"name": "Town walkers"},
    ),
    for_roles("mapping-priorities", "GET", 200, "coordinator", kwargs=a_community),
    for_roles("mapping-priorities", "POST", DONE, "coordinator", kwargs=a_community, data=LIST),
    for_roles("mapping-community-add", "GET", 200, "coordinator", kwargs=a_speaker_form),
    for_roles(
        "mapping-community-add", "POST", DONE, "coordinator", kwargs=a_speaker_form, data=SPEAKER
    ),
    for_roles("mapping-community-take", "POST", DONE, "coordinator", kwargs=a_bond),
    for_roles("mapping-representation", "GET", 200, *DESK),
    for_roles("mapping-representation", "POST", 400, *DESK),
    for_roles("mapping-ties", "GET", 200, *READS, kwargs=a_full_map),
    of_each("mapping-tie-new", "GET", 200, 403, 200, 403, kwargs=a_member),
    of_each("mapping-tie-new", "POST", 400, 403, 400, 403, kwargs=a_member, data=TIE_DAY),
    for_roles("mapping-tie", "GET", 200, *READS, kwargs=a_tie_of_chidi),
    of_each("mapping-tie", "GET", 200, 200, 404, 403, kwargs=a_tie_of_others),
    of_each("mapping-tie-confirm", "POST", 403, 403, DONE, 403, kwargs=a_side_of_chidi),
    of_each("mapping-tie-show", "POST", 403, 403, DONE, 403, kwargs=a_side_of_chidi),
    of_each("mapping-tie-decline", "POST", 403, 403, DONE, 403, kwargs=a_side_of_chidi),
    of_each("mapping-tie-end", "POST", 403, 403, DONE, 403, kwargs=a_side_of_chidi),
    for_roles("mapping-network", "GET", 200, *READS, kwargs=a_full_map),
    for_roles("mapping-threads", "GET", 200, *READS, kwargs=a_full_map),
    for_roles("mapping-not-wanted", "POST", DONE, "partner_editor", kwargs=a_suggested_tie),
    for_roles("mapping-map", "GET", 200, *READS, kwargs=a_full_map),
    for_roles("mapping-requests", "GET", 200, *READS, kwargs=a_full_map),
    for_roles("mapping-request-table", "GET", 200, *DESK, kwargs=a_full_map),
    of_each("mapping-request-new", "GET", 200, 403, 200, 403, kwargs=a_member),
    of_each("mapping-request-new", "POST", 400, 403, 400, 403, kwargs=a_member),
    for_roles("mapping-request", "GET", 200, *READS, kwargs=a_request),
    of_each("mapping-request", "GET", 200, 200, 404, 403, kwargs=a_request_of_others),
    of_each(
        "mapping-request",
        "POST",
        DONE,
        403,
        403,
        403,
        kwargs=a_request,
        data={"answer": "yes", "answered_on": "2026-03-01"},
    ),
)
LISTS = (
    for_roles("mapping-bring-in", "GET", 200, "coordinator", kwargs=a_full_map),
    for_roles("mapping-bring-in", "POST", 400, "coordinator"),
    of_each("mapping-look", "GET", 404, 403, 403, 403, kwargs=no_upload),
    of_each("mapping-look-confirm", "POST", 404, 403, 403, 403, kwargs=no_upload),
    of_each("mapping-look-drop", "POST", 404, 403, 403, 403, kwargs=no_upload),
    of_each("mapping-upload", "GET", 404, 403, 403, 403, kwargs=no_upload),
    for_roles("mapping-bring-in-ties", "GET", 200, "coordinator"),
    for_roles("mapping-bring-in-ties", "POST", 400, "coordinator"),
    of_each("mapping-look-ties", "GET", 404, 403, 403, 403, kwargs=no_upload),
    of_each("mapping-look-ties", "POST", 404, 403, 403, 403, kwargs=no_upload),
    of_each("mapping-look-ties-refused", "GET", 404, 403, 403, 403, kwargs=no_upload),
    of_each("mapping-look-ties-drop", "POST", 404, 403, 403, 403, kwargs=no_upload),
    for_roles("mapping-list", "GET", 200, *DESK, kwargs=a_list),
    of_each("mapping-list-refused", "GET", 404, 404, 403, 403, kwargs=a_list),
    for_roles("mapping-list-value", "POST", DONE, "coordinator", kwargs=a_value_of_a_list),
    of_each("mapping-list-value", "POST", 404, 403, 403, 403, kwargs=a_proposal_to_chidi),
    for_roles("mapping-list-gone", "POST", DONE, "coordinator", kwargs=a_strength),
    of_each("mapping-list-gone", "POST", 403, 403, 403, 403, kwargs=a_strength_of_chidi),
    for_roles("mapping-list-doubt", "POST", DONE, "coordinator", kwargs=a_doubt),
    for_roles("mapping-reach", "GET", 200, *READS, kwargs=a_full_map),
    for_roles("mapping-take-out", "GET", 200, *READS, kwargs=a_full_map),
    for_roles("mapping-strengths-file", "GET", 200, *READS, kwargs=a_form_of_file),
    for_roles("mapping-ties-file", "GET", 200, *READS, kwargs=a_form_of_file),
)
OPEN = (
    for_all("open-strengths-csv", "GET", 200, kwargs=a_full_map),
    for_all("open-strengths-hsds", "GET", 200, kwargs=a_full_map),
    for_all("open-strengths", "GET", 200, kwargs=a_full_map),
    for_all("open-strengths-how", "GET", 200),
    for_all("open-suggest", "GET", 200),
    for_all(
        "open-suggest",
        "POST",
        DONE,
        data={"name": "Warm supper", "what": "place", "words": "Town", "opened": opened_now()},
    ),
    for_all("open-suggested", "GET", 200),
)
MAPPING: tuple[Row, ...] = (*ENTRIES, *BETWEEN, *LISTS, *OPEN)
