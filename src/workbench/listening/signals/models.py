"""What the desk keeps of its signals: searches, alarms, answers, steps, dates, frozen briefs.

Read `Signal` first. A signal is an alarm: an episode of findings of one source and one group.
Findings and reports are kept as the library said them, with what they rest on, and are never
written over; an answer stands beside them and changes neither data nor threshold. Only an
`ExpectationStep` enters what is expected, and it can be withdrawn.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SignalRun(models.Model):
    """One source's search for one week, with everything that it rests on."""

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"source_key", "week", "state", "findings", "new_alarms", "returned", "lineage_sha256"}
    )

    source = models.ForeignKey("listening.Source", on_delete=models.PROTECT, related_name="+")
    week = models.DateField(_("week"), help_text=_("Its Monday."))
    as_of = models.DateField(_("searched as of"))
    unit = models.CharField(max_length=10)
    state = models.CharField(_("state"), max_length=20)
    report = models.JSONField(_("what was found"))
    lineage = models.JSONField(_("what it rests on"))
    steps = models.JSONField(_("steps in the expectation"), default=list)
    curve = models.JSONField(
        _("what we would not see"),
        null=True,
        blank=True,
        help_text=_("How often a made-up rise of each size is caught, and after how many weeks."),
    )
    version = models.CharField(_("version of the method"), max_length=40)
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        ordering: ClassVar = ["-week", "source_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "week"], name="one_search_a_week"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.week}"


class Signal(models.Model):
    """An alarm: from the week that raised it, through all in which it was found again.

    `areas` are those of all its findings (empty: the whole city); `finding` raised it, `latest`
    was found last. `returned_because` says why an answered one is asked about again.
    """

    class State(models.TextChoices):
        OPEN = "open", _("waits for an answer")
        ANSWERED = "answered", _("answered")

    source = models.ForeignKey("listening.Source", on_delete=models.PROTECT, related_name="+")
    group = models.CharField(_("group"), max_length=200, blank=True)
    areas = models.JSONField(_("areas"), default=list)
    kind = models.CharField(_("kind"), max_length=20)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    raised_by = models.ForeignKey(SignalRun, on_delete=models.PROTECT, related_name="+")
    raised_on = models.DateField(_("raised in the week of"))
    last_seen = models.DateField(_("last found in the week of"))
    finding = models.JSONField(_("finding that raised it"))
    latest = models.JSONField(_("latest finding"))
    returned_because = models.JSONField(_("why it returned"), null=True, blank=True)
    returned_on = models.DateField(_("returned in the week of"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-raised_on", "id"]

    def __str__(self) -> str:
        return f"{self.pk} ({self.state})"


class Sighting(models.Model):
    """That one week's search found an alarm, and its most striking finding of that week."""

    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="sightings")
    run = models.ForeignKey(SignalRun, on_delete=models.PROTECT, related_name="sightings")
    finding = models.JSONField(_("finding"))

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["signal", "run"], name="one_sighting_a_week"),
        ]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.run_id}"


class ExpectationStep(models.Model):
    """A dated campaign or channel that is expected to bring more reports, whatever else happens.

    Without a source it counts for every source; without groups or areas for all of them. It is
    never deleted: a withdrawn one stays, and no later search takes it in.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"what", "since", "until", "groups", "areas", "source_key", "withdrawn"}
    )
    withheld_fields: ClassVar[frozenset[str]] = frozenset({"groups", "areas"})

    class What(models.TextChoices):
        CAMPAIGN = "campaign", _("a campaign")
        CHANNEL = "channel", _("a new channel")
        SOURCE = "source", _("a change at the source")

    what = models.CharField(_("what it is"), max_length=10, choices=What.choices)
    label = models.CharField(_("in a few words"), max_length=120)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    groups = models.JSONField(_("groups"), default=list, blank=True)
    areas = models.JSONField(_("areas"), default=list, blank=True)
    source = models.ForeignKey(
        "listening.Source", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-since", "-id"]

    def __str__(self) -> str:
        return self.label


class Answer(models.Model):
    """What a person said to a signal, and what the signal was at that moment.

    `week`, `ratio` and `areas` are what the rule of return compares with
    (`commonweal.listening.signals.answers`). Answers are never changed; a later one counts.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"signal_id", "verb", "explained_by", "since", "until", "step_id"}
    )

    class Verb(models.TextChoices):
        SEEN = "seen", _("seen")
        EXPLAINED = "explained", _("explained")
        ACTED = "acted", _("acted on")
        DECLINED = "declined", _("declined")

    class ExplainedBy(models.TextChoices):
        CAMPAIGN = "campaign", _("a campaign")
        CHANNEL = "channel", _("a new channel")
        ONE_EVENT = "one-event", _("one event")
        DELAY = "delay", _("a delay in reporting or delivering")

    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="answers")
    verb = models.CharField(_("answer"), max_length=10, choices=Verb.choices)
    explained_by = models.CharField(
        _("explained by"), max_length=10, choices=ExplainedBy.choices, blank=True
    )
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    step = models.ForeignKey(
        ExpectationStep, on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("answered at"))
    week = models.DateField(_("last found in the week of"))
    ratio = models.FloatField(_("ratio answered"))
    areas = models.JSONField(_("areas"), default=list)
    asked_since = models.DateField(_("asked since the week of"))

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(verb="explained") | Q(explained_by=""),
                name="only_an_explanation_explains",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.verb}"


class CalendarEvent(models.Model):
    """Something that happened on known days, near or far, and may echo in the reports."""

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"on", "until", "name", "reach", "kind", "told_by"}
    )

    class Reach(models.TextChoices):
        LOCAL = "local", _("local")
        NATIONAL = "national", _("national")
        INTERNATIONAL = "international", _("international")

    class Kind(models.TextChoices):
        ATTACK = "attack", _("an attack")
        ELECTION = "election", _("an election or a vote")
        COURT = "court", _("a judgment or a trial")
        CONFLICT = "conflict", _("a war or a conflict")
        GATHERING = "gathering", _("a demonstration or a gathering")
        HOLIDAY = "holiday", _("a holiday or a remembrance")
        MEDIA = "media", _("a debate in the media")
        OTHER = "other", _("something else")

    on = models.DateField(_("first day"))
    until = models.DateField(_("last day"), null=True, blank=True)
    name = models.CharField(_("what happened"), max_length=120)
    reach = models.CharField(_("how far it reached"), max_length=15, choices=Reach.choices)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    note = models.CharField(_("note"), max_length=200, blank=True)
    told_by = models.CharField(
        _("source"), max_length=200, help_text=_("Where one can read of it, such as a newspaper.")
    )

    class Meta:
        ordering: ClassVar = ["-on", "-id"]

    def __str__(self) -> str:
        return self.name


class FrozenBrief(models.Model):
    """One week's brief in one language, as it was on the day it was frozen, byte for byte.

    `page` is what stood between head and foot of the page, `pdf` the paper, `told` its words and
    pictures as plain values. `sha256` is over all three: whoever changes one is found out.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset({"week", "language", "sha256"})

    week = models.DateField(_("week"), help_text=_("Its Monday."))
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(max_length=200)
    page = models.TextField()
    pdf = models.BinaryField()
    told = models.JSONField()
    inputs = models.JSONField(_("content of each source, as SHA-256"))
    version = models.CharField(_("version"), max_length=40)
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("frozen at"))

    class Meta:
        ordering: ClassVar = ["-week", "language"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["week", "language"], name="one_frozen_brief_a_week"),
        ]

    def __str__(self) -> str:
        return f"{self.week} {self.language}"
