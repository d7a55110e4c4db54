"""Keys of this room as words: policy areas and factors as the reader reads them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.assessment_words import AssessmentPack
from commonweal.core.policy_words import PolicyAreaPack, PolicyFactorPack, UsualChannelPack
from commonweal.files.assessment_knowledge import read_assessment_questions
from commonweal.files.knowledge import read_policy_areas, read_policy_factors
from commonweal.files.policy_knowledge import read_usual_channels
from workbench.core.city import current_city
from workbench.core.knowledge import (
    assessment_in_words,
    policy_areas_in_words,
    policy_factors_in_words,
    usual_channels_in_words,
)
from workbench.core.labels import Pairs


def policy_areas() -> PolicyAreaPack:
    """The fields in which this city decides."""
    return policy_areas_in_words(read_policy_areas(current_city().folder))


def policy_factors() -> PolicyFactorPack:
    """What a policy may change here."""
    return policy_factors_in_words(read_policy_factors(current_city().folder))


def usual_channels() -> UsualChannelPack:
    """The ways in which a problem often moves, as this city tells them."""
    return usual_channels_in_words(read_usual_channels(current_city().folder))


def policy_area(key: str) -> str:
    """The name of a policy area; the key itself where the list has lost it."""
    pack = policy_areas()
    return pack.rows[key].name if key in pack else key


def factor_names(keys: Iterable[str]) -> list[str]:
    """The names of factors in their order; a key that the list has lost stays a key."""
    pack = policy_factors()
    return [pack.rows[key].name if key in pack else key for key in keys]


def factor_choices() -> list[tuple[str, Pairs]]:
    """The factors in use, under the family that each stands in."""
    families: dict[str, Pairs] = {}
    for row in policy_factors():
        families.setdefault(row.family, []).append((row.key, row.name))
    return list(families.items())


def quarters(count: int) -> str:
    """How long that is, in words a reader knows."""
    if count == 0:
        return _("at once")
    return ngettext("%(n)s quarter", "%(n)s quarters", count) % {"n": count}


def assessment_questions() -> AssessmentPack:
    """What this city asks before a decision."""
    return assessment_in_words(read_assessment_questions(current_city().folder))
