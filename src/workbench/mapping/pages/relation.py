"""One relation: what there is, where it is blocked, who says what, and what is on record.

Read `relation_page` first. It opens with what the community has and what the provider offers. It
shows no score, no total and no count of what is met (charter 2); where the two sides differ, both
stand with their words (charter 9).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.mapping.process import Block, Reading, Standing, Voice, WarningCheck
from workbench.accounts.models import Person
from workbench.core.labels import city_names, date_words
from workbench.mapping import access
from workbench.mapping import relation_words as words
from workbench.mapping.models import ConditionAnswer, Relation, Side
from workbench.mapping.pages.communities import strengths_near
from workbench.mapping.pages.relation_records import RecordsPart, records_part
from workbench.mapping.pages.relations import knowledge_in_words
from workbench.mapping.pages.showing import who
from workbench.mapping.pages.strengths import StrengthLine, strength_line
from workbench.mapping.relations_told import read_relation

MOST_STRENGTHS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceLine:
    """What one voice says."""

    who: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockCard:
    """One place where the process is blocked."""

    link: str
    sentence: str
    remedy: str
    voices: tuple[VoiceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisagreementCard:
    """One condition on which two sides, or two parts of one side, differ."""

    name: str
    between: str
    voices: tuple[VoiceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningLine:
    """One warning, with what it rests on."""

    name: str
    question: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionRow:
    """How one condition stands."""

    name: str
    stands: str
    voices: tuple[VoiceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPart:
    """One link of the chain with its conditions."""

    name: str
    rows: tuple[ConditionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One answer of the history."""

    on: str
    side: str
    name: str
    answer: str
    evidence: str
    entered: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """What the problem is, in the words of one side."""

    side: str
    words: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationPage:
    """What relation.html may use."""

    relation_id: int
    community_id: int
    provider_id: int
    community: str
    provider: str
    adversity: str
    facts: tuple[tuple[str, str], ...]
    definitions: tuple[OwnWords, ...]
    community_strengths: tuple[StrengthLine, ...]
    provider_strengths: tuple[StrengthLine, ...]
    there: tuple[str, ...]
    blocks: tuple[BlockCard, ...]
    disagreements: tuple[DisagreementCard, ...]
    raised: tuple[WarningLine, ...]
    asked: tuple[WarningLine, ...]
    not_raised: tuple[WarningLine, ...]
    links: tuple[LinkPart, ...]
    records: RecordsPart
    history: tuple[AnswerLine, ...]
    own_side: str
    answers_as: str
    may_record: bool


def relation_page(person: Person, relation: Relation, *, today: date) -> RelationPage:
    """One relation as this person may see it."""
    knowledge = knowledge_in_words()
    read = read_relation(relation, knowledge, today=today)
    names = {key: one.name for key, one in knowledge.conditions.items()}
    names |= {key: one.name for key, one in knowledge.warnings.items()}
    of_community, of_provider = _strengths(person, relation, today=today)
    answers_as = access.may_answer_as(person, relation)
    return RelationPage(
        relation_id=relation.pk,
        community_id=relation.community_id,
        provider_id=relation.provider_id,
        community=relation.community.name,
        provider=relation.provider.name,
        adversity=relation.adversity,
        facts=tuple(_facts(relation)),
        definitions=_definitions(relation),
        community_strengths=of_community,
        provider_strengths=of_provider,
        there=tuple(one.row.name for one in read.there),
        blocks=tuple(_block(one, read) for one in read.blocks),
        disagreements=tuple(_disagreements(read)),
        raised=_warnings(read, "raised"),
        asked=_warnings(read, "asked"),
        not_raised=_warnings(read, "not raised"),
        links=tuple(_links(read)),
        records=records_part(person, relation),
        history=_history(relation, names),
        own_side=access.side_in(person, relation),
        answers_as=answers_as[0] if answers_as else "",
        may_record=bool(answers_as),
    )


def _strengths(
    person: Person, relation: Relation, *, today: date
) -> tuple[tuple[StrengthLine, ...], tuple[StrengthLine, ...]]:
    """What stands near the community, and what the provider holds."""
    names = city_names()
    near = strengths_near(person, relation.community)[:MOST_STRENGTHS]
    held = access.strengths_for(person).filter(organisation=relation.provider_id)[:MOST_STRENGTHS]
    of_community = tuple(strength_line(one, names, today=today) for one in near)
    return of_community, tuple(strength_line(one, names, today=today) for one in held)


def _facts(relation: Relation) -> Iterator[tuple[str, str]]:
    if relation.beyond_own_means:
        yield _("Why it is more than they can carry alone"), relation.beyond_own_means
    if relation.first_incident:
        yield _("When it first struck"), date_words(relation.first_incident)
    yield _("On record since"), date_words(relation.since.isoformat())


def _definitions(relation: Relation) -> tuple[OwnWords, ...]:
    """The newest words of each side, the community's first."""
    newest = {one.side: one for one in relation.definitions.all()}
    return tuple(
        OwnWords(
            side=str(words.SIDES[side]),
            words=newest[side].words if side in newest else "",
            on=date_words(newest[side].said_on.isoformat()) if side in newest else "",
        )
        for side in Side.values
        if side in newest or side != Side.THIRD
    )


def _voices(voices: Iterable[Voice]) -> tuple[VoiceLine, ...]:
    return tuple(VoiceLine(who=words.voice_name(one), said=words.voice_said(one)) for one in voices)


def _standings(read: Reading) -> dict[str, Standing]:
    return {one.row.key: one for link in read.links for one in link.standings}


def _block(block: Block, read: Reading) -> BlockCard:
    known = _standings(read)
    voices = [
        VoiceLine(who=f"{known[key].row.name}: {line.who}", said=line.said)
        for key in block.conditions
        for line in _voices(_telling(block, known[key]))
    ]
    return BlockCard(
        link=str(words.LINKS[block.link]),
        sentence=words.block_sentence(block),
        remedy=words.block_remedy(block),
        voices=tuple(voices),
    )


def _telling(block: Block, standing: Standing) -> Iterable[Voice]:
    """The voices that a block rests on; where nobody comes, what the community does not confirm."""
    if block.rule != "nobody-navigates":
        return standing.voices
    return [one for one in standing.of("community") if one.values != {"met"}]


def _disagreements(read: Reading) -> Iterator[DisagreementCard]:
    for one in read.disagreements:
        yield DisagreementCard(
            name=one.name, between=str(words.BETWEEN[one.between]), voices=_voices(one.voices)
        )


def _warnings(read: Reading, state: str) -> tuple[WarningLine, ...]:
    known = _standings(read)
    return tuple(_warning(one, known) for one in read.warnings if one.state == state)


def _warning(check: WarningCheck, known: dict[str, Standing]) -> WarningLine:
    unanswered = [known[key].row.name for key in check.unanswered if key in known]
    said = words.warning_says(check) + [
        f"{standing.row.name} · {voice.who}: {voice.said}"
        for standing in check.by_answers
        for voice in _voices(standing.counted)
    ]
    if check.state == "asked":
        said += [_("Nobody answered: %(name)s") % {"name": name} for name in unanswered]
    told = tuple(said) or (_("Nobody answered this."),)
    return WarningLine(name=check.name, question=check.question, evidence=told)


def _links(read: Reading) -> Iterator[LinkPart]:
    for link in read.links:
        rows = tuple(
            ConditionRow(
                name=one.row.name,
                stands=str(words.VALUES[one.state]),
                voices=_voices(one.voices),
            )
            for one in link.standings
        )
        yield LinkPart(name=str(words.LINKS[link.link]), rows=rows)


def _history(relation: Relation, names: dict[str, str]) -> tuple[AnswerLine, ...]:
    """Every answer, newest first; none is taken away."""
    answers = relation.answers.select_related("entered_by").order_by("-said_on", "-pk")
    return tuple(_answer(one, names) for one in answers)


def _answer(one: ConditionAnswer, names: dict[str, str]) -> AnswerLine:
    side = str(words.SIDES[one.side])
    entered = date_words(timezone.localdate(one.entered_at).isoformat())
    by = who(one.entered_by) if one.entered_by else _("from a file")
    return AnswerLine(
        on=date_words(one.said_on.isoformat()),
        side=f"{side} ({one.voice})" if one.voice else side,
        name=names.get(one.condition, one.condition),
        answer=str(one.get_answer_display()),
        evidence=one.evidence,
        entered=_("entered on %(day)s, %(who)s") % {"day": entered, "who": by},
    )
