"""What talks keep. Read `sessions` first."""

from workbench.listening.meetings.models.readiness import Activation, ActivationStep, Standing
from workbench.listening.meetings.models.recommendations import (
    Deed,
    Recommendation,
    RecommendationAnswer,
    StateChange,
)
from workbench.listening.meetings.models.sessions import (
    Concern,
    ConcernAnswer,
    ConcernSorting,
    GateAnswer,
    Session,
    SessionNote,
)

__all__ = [
    "Activation",
    "ActivationStep",
    "Concern",
    "ConcernAnswer",
    "ConcernSorting",
    "Deed",
    "GateAnswer",
    "Recommendation",
    "RecommendationAnswer",
    "Session",
    "SessionNote",
    "Standing",
    "StateChange",
]
