"""The lists of groups and kinds, and what a relation is asked, in the reader's language.

Shipped names are messages of the catalogue (the `shipped_*.py` hold them for the translators). A
name, or a note, that a city wrote itself is no message, so it stays as it was written. What is
stored and edited is always the list itself; these are for showing only.
"""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext

from commonweal.core.assessment_words import AssessmentPack
from commonweal.core.conditions import Asked, RelationKnowledge
from commonweal.core.groups import GroupPack
from commonweal.core.kinds import KindPack
from commonweal.core.policy_words import PolicyAreaPack, PolicyFactorPack, UsualChannelPack

CONDITION_TEXTS = ("name", "to_community", "to_provider", "evidence", "stop", "remedy")
WARNING_TEXTS = ("name", "question", "to_community", "to_provider")


def groups_in_words(pack: GroupPack) -> GroupPack:
    """The groups with names, people and notes as the reader reads them."""
    return GroupPack(
        {
            key: replace(
                group,
                name=said(group.name),
                people=said(group.people),
                note=said(group.note),
            )
            for key, group in pack.groups.items()
        }
    )


def kinds_in_words(pack: KindPack) -> KindPack:
    """The kinds of incident with names as the reader reads them."""
    return KindPack({key: replace(kind, name=said(kind.name)) for key, kind in pack.kinds.items()})


def relations_in_words(pack: RelationKnowledge) -> RelationKnowledge:
    """The conditions and warnings of a relation with every text as the reader reads it."""
    return RelationKnowledge(
        {key: _row_said(row, CONDITION_TEXTS) for key, row in pack.conditions.items()},
        {key: _row_said(row, WARNING_TEXTS) for key, row in pack.warnings.items()},
    )


def _row_said[Row: Asked](row: Row, fields: tuple[str, ...]) -> Row:
    told: dict[str, Any] = {name: said(getattr(row, name)) for name in fields}
    return replace(row, **told)


def policy_areas_in_words(pack: PolicyAreaPack) -> PolicyAreaPack:
    """The policy areas as the reader reads them."""
    return PolicyAreaPack(
        {
            key: replace(row, name=said(row.name), what=said(row.what), note=said(row.note))
            for key, row in pack.rows.items()
        }
    )


def policy_factors_in_words(pack: PolicyFactorPack) -> PolicyFactorPack:
    """What a policy may change, as the reader reads it."""
    return PolicyFactorPack(
        {
            key: replace(
                row,
                name=said(row.name),
                what=said(row.what),
                family=said(row.family),
                note=said(row.note),
            )
            for key, row in pack.rows.items()
        }
    )


def assessment_in_words(pack: AssessmentPack) -> AssessmentPack:
    """The questions of the impact assessment, as the reader reads them."""
    return AssessmentPack(
        {
            key: replace(row, text=said(row.text), help=said(row.help), family=said(row.family))
            for key, row in pack.rows.items()
        }
    )


def usual_channels_in_words(pack: UsualChannelPack) -> UsualChannelPack:
    """The ways in which a problem often moves, as the reader reads them."""
    return UsualChannelPack(
        {
            key: replace(row, name=said(row.name), what=said(row.what), note=said(row.note))
            for key, row in pack.rows.items()
        }
    )


def plan_name_in_words(name: str) -> str:
    """A name in a plan of public tables: a shipped one as the reader reads it."""
    return said(name)


def said(text: str) -> str:
    # gettext answers the empty message with the head of the catalogue
    return gettext(text) if text else text
