"""A talk in a room: what must hold before it, who came, what was said, what was raised.

Read `Session` first. What people said is sealed (`workbench.core.words`); nobody's name is asked.
Keys are those of the city's lists: `groups` of groups.toml, `areas` of its map.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workbench.listening.meetings.models.readiness import KEY_LENGTH, Activation


class Session(models.Model):
    """One talk. `contested` says whether contested voices were looked at, and what was decided.

    `organisation` is whose people facilitate: its editor works on this session and on no other.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {
            *("day", "state", "area", "groups", "areas", "absent", "present", "contested"),
            *("rules_agreed", "was_ready", "activation_id", "is_open"),
        }
    )

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        READY = "ready", _("ready")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("cancelled")

    class Contested(models.TextChoices):
        NONE = "none", _("no voice here is contested")
        INVITED = "invited", _("contested voices are invited")
        LEFT_OUT = "left-out", _("contested voices are left out")

    question = models.CharField(_("question"), max_length=300)
    place = models.CharField(_("place"), max_length=200)
    area = models.CharField(_("area"), max_length=KEY_LENGTH, blank=True, default="")
    facilitator = models.CharField(_("facilitator"), max_length=200)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True, default="")
    day = models.DateField(_("day"))
    is_open = models.BooleanField(_("open to everybody"), default=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PLANNED, db_index=True
    )
    was_ready = models.BooleanField(_("was ready when it was held"), default=False)
    rules = models.TextField(_("rules"), blank=True, default="")
    rules_agreed = models.BooleanField(_("rules are agreed"), default=False)
    groups = models.JSONField(_("groups invited"), default=list)
    areas = models.JSONField(_("areas invited"), default=list)
    present = models.PositiveIntegerField(_("people present"), null=True, blank=True)
    absent = models.JSONField(_("groups absent"), default=list)
    contested = models.CharField(
        _("contested voices"), max_length=10, choices=Contested.choices, blank=True, default=""
    )
    sealed_contested = models.BinaryField(_("why, sealed"), blank=True, default=b"")
    sealed_agreed = models.BinaryField(_("what was agreed, sealed"), blank=True, default=b"")
    activation = models.ForeignKey(
        Activation, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"))

    class Meta:
        ordering: ClassVar = ["-day", "-pk"]

    def __str__(self) -> str:
        return f"session {self.pk}"


class GateAnswer(models.Model):
    """What was answered to one precondition; `key` is of dialogue_preconditions.toml."""

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"session_id", "key", "answer", "answered_on"}
    )

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        UNKNOWN = "unknown", _("not known")

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="gate")
    key = models.CharField(_("precondition"), max_length=KEY_LENGTH)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices)
    words = models.CharField(_("in words"), max_length=500)
    answered_on = models.DateField(_("answered on"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "key"], name="one_gate_answer_a_key")
        ]

    def __str__(self) -> str:
        return f"gate answer {self.pk}"


class SessionNote(models.Model):
    """What was said under one theme, sealed and without names."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"session_id"})

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="notes")
    theme = models.CharField(_("theme"), max_length=120)
    sealed_words = models.BinaryField(_("words, sealed"))

    class Meta:
        ordering: ClassVar = ["theme", "pk"]

    def __str__(self) -> str:
        return f"session note {self.pk}"


class Concern(models.Model):
    """What people raised, in their words, sealed. How it is sorted: `ConcernSorting`."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"session_id", "group"})

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="concerns")
    group = models.CharField(_("raised for"), max_length=KEY_LENGTH, blank=True, default="")
    sealed_words = models.BinaryField(_("words, sealed"))

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"concern {self.pk}"


class ConcernSorting(models.Model):
    """Who sees a concern as what (S003-R2). The newest of each side counts; earlier ones stay."""

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"concern_id", "whose", "finding", "said_on"}
    )

    class Whose(models.TextChoices):
        PEOPLE = "people", _("the people who raised it")
        CITY = "city", _("the city")
        BOTH = "both", _("both, together")

    class Finding(models.TextChoices):
        PERCEPTION = "perception", _("a false perception")
        MISALIGNMENT = "misalignment", _("a real misalignment")

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="sortings")
    whose = models.CharField(_("who says so"), max_length=10, choices=Whose.choices)
    finding = models.CharField(_("what it is"), max_length=14, choices=Finding.choices)
    words = models.CharField(_("how it was settled"), max_length=500, blank=True, default="")
    said_on = models.DateField(_("said on"))

    class Meta:
        ordering: ClassVar = ["said_on", "pk"]

    def __str__(self) -> str:
        return f"sorting of a concern {self.pk}"


class ConcernAnswer(models.Model):
    """What a concern got back: information for a false perception, a change or a no else."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"concern_id", "kind", "answered_on"})

    class Kind(models.TextChoices):
        INFORMATION = "information", _("information, in their words")
        CHANGE = "change", _("a change")
        NO = "no", _("a no, with its reason")

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="answers")
    kind = models.CharField(_("answer"), max_length=12, choices=Kind.choices)
    words = models.CharField(_("in words"), max_length=800)
    by_whom = models.CharField(_("by whom"), max_length=200)
    answered_on = models.DateField(_("on"))

    class Meta:
        ordering: ClassVar = ["answered_on", "pk"]

    def __str__(self) -> str:
        return f"answer to a concern {self.pk}"
