"""What the library reads of a relation, in the reader's language.

Read `block_sentence` first. The library tells its findings in English and in codes; here the codes
become sentences. What stops at a condition, and what to do then, stands in the knowledge pack.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.mapping.process import Block, UseTold, Voice, WarningCheck
from workbench.core.labels import date_words, in_a_row
from workbench.core.numbers import whole

Words = Mapping[str, str | Promise]

LINKS: Words = {
    "capability": gettext_lazy("What the community has and wants"),
    "provider": gettext_lazy("Who offers help, and whether they are known and trusted"),
    "negotiation": gettext_lazy("What both sides agreed"),
    "navigation": gettext_lazy("Whether people come of their own will"),
    "framing": gettext_lazy("What surrounds it"),
}
SIDES: Words = {
    "community": gettext_lazy("The community"),
    "provider": gettext_lazy("The provider"),
    "third party": gettext_lazy("A third party"),
}
VALUES: Words = {
    "met": gettext_lazy("met"),
    "partly": gettext_lazy("in part"),
    "not met": gettext_lazy("not met"),
    "unknown": gettext_lazy("not known"),
    "differs": gettext_lazy("they differ"),
}
BETWEEN: Words = {
    "the two sides": gettext_lazy("The two sides differ"),
    "parts of the community": gettext_lazy("Parts of the community differ"),
    "parts of the provider": gettext_lazy("Parts of the provider differ"),
}
NEGOTIATED: Words = {
    "capability": gettext_lazy("Capability is there, and nothing is negotiated."),
    "offer": gettext_lazy("Help is offered, and nothing is negotiated."),
    "talks": gettext_lazy("Talks have begun, and nothing is agreed."),
}
TALKS: Words = {
    "no-talks": gettext_lazy("No talks are on record."),
    "one-sided": gettext_lazy("What one side calls agreed, both sides do not keep."),
    "open": gettext_lazy("The talks on record are open, or ended without an agreement."),
}
NAVIGATED: Words = {
    "offered nobody came": gettext_lazy(
        "Offered, and not navigated to: by the records nobody came."
    ),
    "offered no use": gettext_lazy("Offered, and not navigated to: no use is on record."),
    "agreed on nobody came": gettext_lazy(
        "Agreed on, and not navigated to: by the records nobody came."
    ),
    "agreed on no use": gettext_lazy("Agreed on, and not navigated to: no use is on record."),
}
SENTENCES: Words = {
    "first-contact-after-incident": gettext_lazy(
        "First contact only with or after an incident: whoever comes only for a crisis is met as "
        "its manager, and not as a friend."
    ),
    "participation-is-not-navigation": gettext_lazy(
        "People take part, and nothing says that they come of their own will."
    ),
}
REMEDIES: Words = {
    "first-contact-after-incident": gettext_lazy(
        "Say so openly, help with what the community itself puts first, and give it time. If there "
        "was earlier contact, enter it with its day."
    ),
    "nothing-negotiated": gettext_lazy(
        "Open talks with an agenda that both sides set, and let both keep the record."
    ),
    "nobody-navigates": gettext_lazy(
        "Ask the community what keeps people away: who offers it, its form, fear, or that nobody "
        "knows of it. Do not advertise more."
    ),
    "participation-is-not-navigation": gettext_lazy(
        "Ask those who use it how they came to it, and record use by how voluntary it was."
    ),
}
BY_RECORDS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "willingness-used": (
        gettext_lazy("The community wants to, and nothing was agreed with it."),
        gettext_lazy("The community wants to, and something was agreed with it."),
    ),
    "community-changed-it": (
        gettext_lazy("No record says what the community changed."),
        gettext_lazy("The records say what the community changed."),
    ),
    "kept-by-both": (
        gettext_lazy("A talk has no record that both sides keep."),
        gettext_lazy("Both sides keep the records of their talks."),
    ),
    "how-voluntary": (
        gettext_lazy("Of some use it is not known that it was of people’s own will."),
        gettext_lazy("The use on record was of people’s own will."),
    ),
    "two-definitions": (
        gettext_lazy(
            "The provider’s words for the problem are on record, the community’s are not."
        ),
        gettext_lazy("The community’s own words for the problem are on record."),
    ),
    "capabilities-before-offer": (
        gettext_lazy("Help was offered before anybody looked at what the community can do."),
        gettext_lazy("What the community can do was looked at before help was offered."),
    ),
    "contact-before-incident": (
        gettext_lazy("The first contact on record came with or after the first incident."),
        gettext_lazy("There was contact before the first incident."),
    ),
    "provider-spoke-alone": (
        gettext_lazy("The provider judged what the community was not heard on."),
        gettext_lazy("The community was heard on it."),
    ),
}
"""What a record rule says where the warning is raised, and where it is not."""


def block_sentence(block: Block) -> str:
    """Where the process is blocked, in one plain sentence."""
    if block.rule == "nothing-negotiated":
        there, talks = block.cases
        return f"{NEGOTIATED[there]} {TALKS[talks]}"
    if block.rule == "nobody-navigates":
        return str(NAVIGATED[" ".join(block.cases)])
    return str(SENTENCES.get(block.rule, block.sentence))


def block_remedy(block: Block) -> str:
    """What may be done about it."""
    return str(REMEDIES.get(block.rule, block.remedy))


def voice_name(voice: Voice) -> str:
    """Who speaks: a side, and which part of it where it has several."""
    side = str(SIDES[voice.side])
    return f"{side} ({voice.name})" if voice.name else side


def voice_said(voice: Voice) -> str:
    """What a voice says now, with its day and its evidence."""
    if not voice.latest:
        asked = voice.asked_again_on
        day = date_words(asked.isoformat()) if asked else "–"
        return _("does not know (asked on %(day)s)") % {"day": day}
    said = in_a_row(
        [
            _("%(answer)s (%(day)s, %(evidence)s)")
            % {
                "answer": VALUES[one.value],
                "day": date_words(one.on.isoformat()),
                "evidence": one.evidence or _("no evidence given"),
            }
            for one in voice.latest
        ]
    )
    if voice.counts:
        return said
    return _("%(said)s; kept as a view, the community’s answer counts") % {"said": said}


def warning_says(check: WarningCheck) -> list[str]:
    """What the records say for or against a warning."""
    return [str(BY_RECORDS[rule][0 if raised else 1]) for rule, raised in check.by_records]


def use_words(told: UseTold, floor: int) -> str:
    """How many came together, never a small number."""
    if told.words == "not counted":
        return _("not counted")
    if told.uses is None:
        return _("fewer than %(floor)s") % {"floor": floor}
    return _("nobody") if told.uses == 0 else whole(told.uses)
