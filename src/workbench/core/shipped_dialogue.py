"""The words of the shipped lists that talks are prepared with, as messages of the catalogue.

Written by `make messages` from `commonweal/knowledge/*.toml`; `workbench.core.knowledge` says
how they are shown. Change the lists, not this file.
"""

from django.utils.translation import gettext_noop

SHIPPED_WORDS = (
    gettext_noop("Everybody commits to listening"),
    gettext_noop(
        "Did every side, the city included, say beforehand that it will listen and not only speak?"
    ),
    gettext_noop("The place is safe for all of them"),
    gettext_noop("Did each group invited say that it can come here, speak and leave without fear?"),
    gettext_noop("Those who facilitate are skilled, and accepted as neutral"),
    gettext_noop("Did every side accept them, and have they done this before?"),
    gettext_noop("What happens with what is said is told beforehand"),
    gettext_noop(
        "Is it told who takes notes, that no names are written down, and what the city will answer?"
    ),
    gettext_noop("Nobody is there to watch"),
    gettext_noop("Is it certain that nobody comes to gather information about those who speak?"),
    gettext_noop("Those who speak are the people's own"),
    gettext_noop("Were people asked who speaks for them, across places, trades and incomes?"),
    gettext_noop("Everybody invited can come"),
    gettext_noop("Do hour, language, way and care of children allow it?"),
    gettext_noop("Somebody is there who can answer for the city"),
    gettext_noop("Will somebody be in the room who may promise, or say no with a reason?"),
    gettext_noop("Those hit were asked first"),
    gettext_noop(
        "Ask those who were hit whether they want a talk, in which form, and when it is too soon"
    ),
    gettext_noop("What is known was told"),
    gettext_noop("Tell what is known and what is not, in every language that is needed"),
    gettext_noop("A facilitator said yes"),
    gettext_noop("Ask from the standing list; every side must accept who facilitates"),
    gettext_noop("A place is settled"),
    gettext_noop("Take a confirmed place on neutral ground; ask whether all can come"),
    gettext_noop("Everybody concerned was invited"),
    gettext_noop(
        "Invite those hit, those blamed and the majority; write down why a voice was left out"
    ),
    gettext_noop("The rules were agreed"),
    gettext_noop("Agree on the rules with those who come, before the first word"),
)
