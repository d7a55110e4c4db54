"""The resilience relation: one community, one provider, one adversity, read as a process (S001).

Read `reading` (in `readings`) first, then `records` for what it reads and `relation_text` for its
file. The conditions and warnings are rows of knowledge (`commonweal.core.conditions`). What is read
is where the process is blocked and who says what; there is no score, no total and no order of
communities (charter 2). Method page: docs/methods/resilience-relation.md.
"""

from commonweal.mapping.process.blocks import Block
from commonweal.mapping.process.disagreements import Disagreement
from commonweal.mapping.process.questions import Question, questions_for
from commonweal.mapping.process.readings import LinkRead, Reading, reading
from commonweal.mapping.process.records import (
    Adversity,
    Answer,
    Community,
    Definition,
    HistoricAct,
    InvalidRelation,
    Navigation,
    Negotiation,
    Offer,
    Provider,
    Records,
    Relation,
)
from commonweal.mapping.process.relation_text import RelationFile, relation_of
from commonweal.mapping.process.use_told import UseTold
from commonweal.mapping.process.voices import Standing, Voice
from commonweal.mapping.process.warning_checks import WarningCheck

__all__ = [
    "Adversity",
    "Answer",
    "Block",
    "Community",
    "Definition",
    "Disagreement",
    "HistoricAct",
    "InvalidRelation",
    "LinkRead",
    "Navigation",
    "Negotiation",
    "Offer",
    "Provider",
    "Question",
    "Reading",
    "Records",
    "Relation",
    "RelationFile",
    "Standing",
    "UseTold",
    "Voice",
    "WarningCheck",
    "questions_for",
    "reading",
    "relation_of",
]
