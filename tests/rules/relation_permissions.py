"""The rows of the permission table for relations and for who speaks for a community.

Each side answers for itself: Chidi speaks for the provider, Asha for nobody but a third party.
"""

from typing import Any

from tests.cast import Cast
from tests.factories import mapping as made
from tests.factories import mapping_relations as between
from tests.rules.mapping_permissions import of_each
from tests.rules.permission_rows import DONE, RAISE, Row, for_roles
from workbench.mapping.models import Relation

READS = ("coordinator", "analyst", "partner_editor")
TALK = {"on": "2026-03-01", "subject": "Town", "result": "open", "agenda_by": "both"}
ANSWER = {"answer": "met", "evidence": "Town", "said_on": "2026-03-01"}
HANA = {"name": "Hana", "email": "hana@foursquare.example"}


def a_full_relation(provider: Any) -> Relation:
    """A relation with something of each sort on record, blocked, with two views of it."""
    relation = between.a_relation(
        provider=provider, first_incident="2025-04", beyond_own_means="Town"
    )
    made.a_strength(provider, name="Town")
    between.words(relation, "community", "Town")
    for key in ("C1", "C4", "C18"):
        between.an_answer(relation, key)
    between.an_answer(relation, "C18", "not met", side="provider")
    between.an_answer(relation, "C16", "not met", side="provider", voice="Town")
    between.a_talk(relation, changed="Town", provider_agreed=None)
    between.an_offer(relation)
    between.use(relation, 24, barrier="Town")
    between.an_act(relation, "2026-01")
    return relation


def a_relation_of_chidi(cast: Cast) -> dict[str, Any]:
    """The address of a relation of Chidi's club."""
    return {"relation_id": a_full_relation(made.a_member(cast.chidi).organisation).pk}


def a_relation_of_others(cast: Cast) -> dict[str, Any]:
    """The address of a relation in which Chidi has no part."""
    made.a_member(cast.chidi)
    return {"relation_id": a_full_relation(made.an_organisation()).pk}


def a_list(cast: Cast) -> dict[str, Any]:
    """No variable part; but Chidi's club stands in a relation."""
    a_relation_of_chidi(cast)
    return {}


def a_question(cast: Cast) -> dict[str, Any]:
    """The address of a question to the provider, who has answered it before."""
    return {**a_relation_of_chidi(cast), "key": "C18"}


def a_talk_form(cast: Cast) -> dict[str, Any]:
    """The address of the form for a talk."""
    return {**a_relation_of_chidi(cast), "what": "talk"}


def a_talk(cast: Cast) -> dict[str, Any]:
    """The address of a talk of which neither side has spoken."""
    relation = between.a_relation(provider=made.a_member(cast.chidi).organisation)
    return {"relation_id": relation.pk, "record_id": between.a_talk(relation).pk}


def a_community(_cast: Cast) -> dict[str, Any]:
    """The address of a community."""
    return {"community_id": made.a_community().pk}


RELATIONS: tuple[Row, ...] = (
    for_roles("mapping-relations", "GET", 200, *READS, kwargs=a_list),
    of_each("mapping-relation-new", "GET", 200, 403, 200, 403, kwargs=a_list),
    of_each("mapping-relation-new", "POST", 400, 403, 400, 403, kwargs=a_list),
    for_roles("mapping-relation", "GET", 200, *READS, kwargs=a_relation_of_chidi),
    of_each("mapping-relation", "GET", 200, 200, 404, 403, kwargs=a_relation_of_others),
    of_each("mapping-relation-close", "POST", DONE, 403, DONE, 403, kwargs=a_relation_of_chidi),
    of_each("mapping-questions", "GET", 403, 403, DONE, 403, kwargs=a_relation_of_chidi),
    of_each("mapping-question", "GET", 403, 403, 200, 403, kwargs=a_question),
    of_each("mapping-question", "POST", 403, 403, DONE, 403, kwargs=a_question, data=ANSWER),
    of_each("mapping-third-party", "GET", 200, 403, 403, 403, kwargs=a_relation_of_chidi),
    of_each("mapping-third-party", "POST", 400, 403, 403, 403, kwargs=a_relation_of_chidi),
    of_each("mapping-relation-add", "GET", 200, 403, 200, 403, kwargs=a_talk_form),
    of_each("mapping-relation-add", "POST", DONE, 403, DONE, 403, kwargs=a_talk_form, data=TALK),
    of_each("mapping-talk-say", "POST", 403, 403, DONE, 403, kwargs=a_talk, data={"right": "1"}),
    for_roles(
        "mapping-community-invite",
        "GET",
        RAISE,
        "coordinator",
        raised={"coordinator": 200},
        kwargs=a_community,
    ),
    for_roles(
        "mapping-community-invite",
        "POST",
        RAISE,
        "coordinator",
        raised={"coordinator": 200},
        kwargs=a_community,
        data=HANA,
    ),
    for_roles("mapping-community-offer", "POST", DONE, "coordinator", kwargs=a_community),
)
