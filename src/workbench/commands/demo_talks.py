"""The made-up city's talks: what stands ready, sessions, concerns, and what came of them.

Read `hold_talks` first. The story stands in `commonweal/demo/talks.toml`; each part goes through
the actions of talks, so that nothing is there which a person could not have entered.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.files.toml import read_toml

if TYPE_CHECKING:
    from workbench.accounts.models import Person
    from workbench.listening.meetings.actions.recommendations import Origin
    from workbench.listening.meetings.models import Activation, Concern, Session

HOLDS = timedelta(days=183)
Row = Mapping[str, Any]


def hold_talks(*, acting: "Person", today: date) -> Iterator[str]:
    """Everything of the story; yields what was done."""
    told = read_toml(Path(str(resources.files("commonweal"))) / "demo" / "talks.toml")
    for row in told["standing"]:
        _stand_ready(row, acting=acting, today=today)
    begun = {row["id"]: _activation(row, acting=acting, today=today) for row in told["activation"]}
    sessions = {
        row["id"]: _session(row, begun, acting=acting, today=today) for row in told["session"]
    }
    for row in told["recommendation"]:
        _recommendation(row, sessions, acting=acting, today=today)
    yield f"{len(sessions)} talks and {len(told['recommendation'])} recommendations are on record."


def _stand_ready(row: Row, *, acting: "Person", today: date) -> None:
    from workbench.listening.meetings.actions.readiness import add_standing, confirm_standing

    names = ("kind", "name", "area", "words")
    made = add_standing({name: row.get(name, "") for name in names}, acting_person=acting)
    on = today - timedelta(days=row["confirmed_days"])
    confirm_standing(made, on=on, until=on + HOLDS, acting_person=acting)


def _activation(row: Row, *, acting: "Person", today: date) -> "Activation":
    from workbench.listening.meetings.actions.readiness import do_step, start_activation

    on = today - timedelta(days=row["days"])
    values = {"what": row["what"], "area": row["area"], "incident_on": on, "begun_from": "hand"}
    begun = start_activation(values, acting_person=acting, now=_morning(on))
    for number, key in enumerate(row["steps"], start=1):
        at = _morning(on + timedelta(days=number))
        do_step(begun, key, words="", acting_person=acting, now=at)
    return begun


def _session(
    row: Row, begun: Mapping[str, "Activation"], *, acting: "Person", today: date
) -> "Session":
    from workbench.listening.meetings.actions import sessions as acts

    day = today - timedelta(days=row["days"])
    texts = ("question", "place", "area", "facilitator", "organisation", "rules", "contested")
    values = {name: row.get(name, "") for name in (*texts, "contested_words")}
    values |= {"day": day, "groups": row["groups"], "areas": [row["area"]]}
    values |= {"rules_agreed": "rules" in row, "activation": begun.get(row.get("after", ""))}
    made = acts.plan_session(values, acting_person=acting, now=_morning(day))
    if "present" in row:
        _hold(made, row, acting=acting, day=day)
        made.refresh_from_db()
        for concern in row.get("concern", ()):
            _concern(made, concern, acting=acting)
    return made


def _hold(made: "Session", row: Row, *, acting: "Person", day: date) -> None:
    from workbench.listening.meetings.actions import sessions as acts
    from workbench.listening.meetings.words import preconditions

    for one in preconditions():
        acts.answer_gate(
            made,
            one.key,
            answer="yes",
            words="Asked of every side beforehand",
            today=day,
            acting_person=acting,
        )
    acts.call_ready(made, acting_person=acting)
    told = acts.Held(
        day=day,
        present=row["present"],
        absent=tuple(row["absent"]),
        agreed=row.get("agreed", ""),
    )
    acts.hold_session(made, told, today=day, acting_person=acting)
    made.refresh_from_db()
    for theme, words in row.get("notes", ()):
        acts.add_note(made, theme=theme, words=words, acting_person=acting)


def _concern(session: "Session", row: Row, *, acting: "Person") -> None:
    from workbench.listening.meetings.actions import concerns as acts

    made = acts.raise_concern(session, words=row["words"], group=row["group"], acting_person=acting)
    for whose in ("people", "city"):
        if whose in row:
            words = row["how"] if whose == "people" else ""
            acts.sort_concern(
                made,
                whose=whose,
                finding=row[whose],
                words=words,
                said_on=session.day,
                acting_person=acting,
            )
    if "answer" in row:
        _answer_concern(made, row, acting=acting, day=session.day)


def _answer_concern(made: "Concern", row: Row, *, acting: "Person", day: date) -> None:
    from workbench.listening.meetings.actions import concerns as acts

    acts.answer_concern(
        made,
        kind=row["answer"],
        words=row["answer_words"],
        by_whom=row["by_whom"],
        on=day,
        acting_person=acting,
    )


def _recommendation(
    row: Row, sessions: Mapping[str, "Session"], *, acting: "Person", today: date
) -> None:
    from workbench.listening.meetings.actions import recommendations as acts

    def before(name: str) -> date:
        return today - timedelta(days=row[name])

    origin = _origin(row, sessions)
    made_on = origin.session.day if origin.session else before("made_days")
    values = {"words": row["words"], "office": row["office"], "made_on": made_on}
    made = acts.write_recommendation(values, origin=origin, acting_person=acting)
    acts.publish(made, today=before("days"), acting_person=acting)
    if "answer" in row:
        answer = {
            "answer": row["answer"],
            "reasons": row["reasons"],
            "by_when": before("by_days") if "by_days" in row else None,
            "answered_on": before("answered_days"),
        }
        acts.answer_in_words(made, answer, acting_person=acting)
    if "deed" in row:
        deed = {"words": row["deed"], "evidence": row["evidence"], "done_on": before("deed_days")}
        acts.tell_deed(made, deed, acting_person=acting)


def _origin(row: Row, sessions: Mapping[str, "Session"]) -> "Origin":
    """The talk or the conversation that a recommendation of the story came from."""
    from workbench.listening.dialogue.access import accepted, public_conversations
    from workbench.listening.meetings.actions.recommendations import Origin

    if "session" in row:
        return Origin(session=sessions[row["session"]])
    found = public_conversations().get(title=row["conversation"])
    return Origin(conversation=found, statement=accepted(found).get(text=row["statement"]))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=UTC)
