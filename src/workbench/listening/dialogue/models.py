"""What the city keeps of a conversation, and how little of those who speak.

Read `Conversation` first. A `Participant` is a number with a code of which only a fingerprint is
kept: no name, address, account or hour. A `Statement` belongs to nobody. A `Vote` is a row that is
never changed; the last one of a participant on a statement counts.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

KEY_LENGTH = 60
LONGEST_STATEMENT = 400


class Conversation(models.Model):
    """One question that people speak about.

    `organisation` is the partner that holds it; empty: the city. `rules` are keys of
    `words.RULES`, published before anybody writes. `shows` is what a room below `floor` agreed to
    see of itself; it is fixed by the first vote (charter 6).
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"state", "floor", "shows", "takes_statements", "rules", "languages"}
    )

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    class Shows(models.TextChoices):
        NOTHING = "nothing", _("nothing but its statements")
        TOTALS = "totals", _("how many agreed and disagreed with each statement")
        GROUPS = "groups", _("also whether there are groups, and what they agree on")

    code = models.CharField(_("code"), max_length=12, unique=True)
    title = models.CharField(_("title"), max_length=200)
    question = models.CharField(_("question"), max_length=300)
    words = models.TextField(_("what it is about"), blank=True, default="")
    organisation = models.CharField(_("held by"), max_length=120, blank=True, default="")
    languages = models.JSONField(_("languages"), default=list)
    rules = models.JSONField(_("rules of moderation"), default=list)
    shows = models.CharField(
        _("what a small room sees of itself"),
        max_length=10,
        choices=Shows.choices,
        default=Shows.NOTHING,
    )
    floor = models.PositiveSmallIntegerField(_("smallest group that is shown"))
    takes_statements = models.BooleanField(_("people may add statements"), default=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DRAFT, db_index=True
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"))
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    brought_in = models.JSONField(_("files it was brought in from"), default=dict, blank=True)

    class Meta:
        ordering: ClassVar = ["-entered_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(floor__gte=1), name="conversation_has_a_floor"),
        ]

    def __str__(self) -> str:
        return f"conversation {self.pk}"


class Topic(models.Model):
    """One of several subjects of a large conversation; its statements are judged by themselves."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"conversation_id", "number"})

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="topics")
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "number"], name="topic_number"),
        ]

    def __str__(self) -> str:
        return f"topic {self.number}"


class Table(models.Model):
    """A table in a hall, with the subject it speaks about and the seats it has."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"conversation_id", "number", "seats"})

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="tables")
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="tables"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    seats = models.PositiveSmallIntegerField(_("seats"), default=8)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "number"], name="table_number"),
        ]

    def __str__(self) -> str:
        return f"table {self.number}"


class Statement(models.Model):
    """One sentence that people agree or disagree with. Nothing says who wrote it.

    `rule` is the key of the rule by which it was turned down, `reason` the words to it, both
    published; `duplicate_of` the statement that says the same. By `mark` who has the code of its
    voice finds it again, and nobody else; the marks of one voice have nothing in common.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset(
        {"conversation_id", "number", "state", "rule", "duplicate_of_id", "origin", "lang"}
    )

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for moderation")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("turned down")

    class Origin(models.TextChoices):
        SEED = "seed", _("put there to begin with")
        ONLINE = "online", _("added on a phone")
        PAPER = "paper", _("added on paper")
        BROUGHT_IN = "brought-in", _("brought in from a file")

    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="statements"
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("statement"), max_length=LONGEST_STATEMENT)
    lang = models.CharField(_("language"), max_length=20, blank=True, default="")
    origin = models.CharField(max_length=12, choices=Origin.choices, default=Origin.ONLINE)
    is_meta = models.BooleanField(_("about the conversation itself"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING, db_index=True
    )
    rule = models.CharField(_("rule"), max_length=KEY_LENGTH, blank=True, default="")
    reason = models.CharField(_("reason"), max_length=300, blank=True, default="")
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="duplicates"
    )
    mark = models.CharField(max_length=64, blank=True, default="")
    added_on = models.DateField(_("added on"))
    decided_on = models.DateField(_("decided on"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "number"], name="statement_number"),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(rule=""), name="turned_down_by_a_rule"
            ),
        ]

    def __str__(self) -> str:
        return f"statement {self.number}"


class Batch(models.Model):
    """Sheets of paper that one person entered in one go."""

    audited_fields: ClassVar[frozenset[str]] = frozenset({"conversation_id", "table_id", "sheets"})

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="batches")
    table = models.ForeignKey(
        Table, on_delete=models.PROTECT, null=True, blank=True, related_name="batches"
    )
    key = models.CharField(max_length=40)
    sheets = models.PositiveIntegerField(_("sheets"), default=0)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"))

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "key"], name="batch_is_entered_once"),
        ]

    def __str__(self) -> str:
        return f"batch {self.pk}"


class Printing(models.Model):
    """Sheets of paper printed in one go, and the statements on them, by number and in order.

    What is voted on changes while people write; what stands on a sheet does not. The numbers of
    sheets go on from one printing to the next, so that a number belongs to one printing alone.
    """

    audited_fields: ClassVar[frozenset[str]] = frozenset({"conversation_id", "first", "last"})

    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="printings"
    )
    first = models.PositiveIntegerField(_("first sheet"))
    last = models.PositiveIntegerField(_("last sheet"))
    statements = models.JSONField(_("statements, by number"))
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    printed_at = models.DateTimeField(_("printed at"))

    class Meta:
        ordering: ClassVar = ["-first"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "first"], name="sheet_printed_once"),
        ]

    def __str__(self) -> str:
        return f"printing {self.pk}"


class Door(models.Model):
    """How many came into a conversation in the running few minutes and on the running day.

    Earlier minutes and days are overwritten: it tells a flood, and of nobody when they came.
    """

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, related_name="door", primary_key=True
    )
    since = models.DateTimeField(_("the running minutes began at"))
    lately = models.PositiveIntegerField(_("came in since"), default=0)
    day = models.DateField(_("the running day"))
    today = models.PositiveIntegerField(_("came in on that day"), default=0)

    def __str__(self) -> str:
        return f"door {self.pk}"


class Participant(models.Model):
    """A voice without a name: a fingerprint of its code, and what it chose to say of itself.

    Nothing leads from here to a person, and nothing but the number of what was added leads from
    here to a statement. `paper` is the number of a sheet.
    """

    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="participants"
    )
    code_hash = models.CharField(max_length=64, null=True, blank=True)
    paper = models.PositiveIntegerField(_("number of the sheet"), null=True, blank=True)
    table = models.ForeignKey(
        Table, on_delete=models.PROTECT, null=True, blank=True, related_name="participants"
    )
    group = models.CharField(_("group"), max_length=200, blank=True, default="")
    area = models.CharField(_("area"), max_length=KEY_LENGTH, blank=True, default="")
    added = models.PositiveSmallIntegerField(_("statements added"), default=0)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["conversation", "code_hash"], name="one_participant_a_code"
            ),
            models.UniqueConstraint(
                fields=["conversation", "paper"], name="one_participant_a_sheet"
            ),
        ]

    def __str__(self) -> str:
        return f"participant {self.pk}"


class Vote(models.Model):
    """One vote, kept as it was cast; `key` is the form's own, so that a form counts once.

    Whoever changes a vote adds a row, and the last one counts.
    """

    class Value(models.IntegerChoices):
        AGREE = 1, _("agree")
        PASS = 0, _("pass")
        DISAGREE = -1, _("disagree")

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="votes")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="votes")
    value = models.SmallIntegerField(_("vote"), choices=Value.choices)
    key = models.CharField(max_length=40)
    at = models.DateTimeField(_("cast at"), null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participant", "key"], name="a_form_votes_once"),
            models.CheckConstraint(condition=Q(value__in=(-1, 0, 1)), name="vote_has_a_side"),
        ]

    def __str__(self) -> str:
        return f"vote {self.pk}"


class Picture(models.Model):
    """What the library found in a conversation, as it said it, under a fingerprint of the rows.

    Topic 0 is all of it. It holds counts and shares, and nobody's group (charter 1). The one for
    everybody (`is_public`) moves on only when as many as the floor have voted since (charter 4).
    """

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="pictures"
    )
    topic_number = models.PositiveSmallIntegerField(default=0)
    is_public = models.BooleanField(default=False)
    last_vote = models.BigIntegerField(default=0)
    fingerprint = models.CharField(max_length=64)
    found = models.JSONField()
    model = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["conversation", "topic_number", "is_public"], name="one_picture_a_topic"
            ),
        ]

    def __str__(self) -> str:
        return f"picture {self.pk}"
