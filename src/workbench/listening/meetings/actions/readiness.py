"""Keep the standing list, start the checklist when something happened, and tick its steps."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.listening.meetings import access
from workbench.listening.meetings.actions.faults import UnfitTalk
from workbench.listening.meetings.models import Activation, ActivationStep, Standing
from workbench.listening.meetings.words import activation_steps


@transaction.atomic
def add_standing(values: Mapping[str, Any], *, acting_person: Person) -> Standing:
    """A place, a facilitator or rules; counted once they are confirmed."""
    access.refuse_unless_desk(acting_person)
    made = Standing.objects.create(**values)
    noted = {"kind": made.kind, "area": made.area}
    record_audit(acting_person, "add-standing", made, {}, noted)
    return made


@transaction.atomic
def confirm_standing(one: Standing, *, on: date, until: date, acting_person: Person) -> None:
    """Somebody asked, and it stands until then."""
    access.refuse_unless_desk(acting_person)
    if until <= on:
        raise UnfitTalk(
            _("It would ask to be confirmed again before it is confirmed."),
            remedy=_("Choose a later day."),
            field="holds_until",
        )
    before = {"confirmed_on": one.confirmed_on, "holds_until": one.holds_until}
    one.confirmed_on, one.holds_until = on, until
    one.save()
    after = {"confirmed_on": on, "holds_until": until}
    record_audit(acting_person, "confirm-standing", one, before, after)


@transaction.atomic
def retire_standing(one: Standing, *, acting_person: Person) -> None:
    """It is no longer offered."""
    access.refuse_unless_desk(acting_person)
    one.retired = True
    one.save(update_fields=["retired"])
    record_audit(acting_person, "retire-standing", one, {"retired": False}, {"retired": True})


@transaction.atomic
def start_activation(
    values: Mapping[str, Any], *, acting_person: Person, now: datetime
) -> Activation:
    """Start the checklist after something happened; once at a time about one signal or incident."""
    access.refuse_unless_desk(acting_person)
    _refuse_twice(values)
    if values["incident_on"] > timezone.localdate(now):
        raise UnfitTalk(
            _("This day has not come yet."), remedy=_("Change the day."), field="incident_on"
        )
    made = Activation.objects.create(**values, begun_at=now, entered_by=acting_person)
    noted = {name: getattr(made, name) for name in ("begun_from", "reference", "incident_on")}
    record_audit(acting_person, "start-activation", made, {}, noted)
    return made


@transaction.atomic
def do_step(
    activation: Activation, key: str, *, words: str, acting_person: Person, now: datetime
) -> ActivationStep:
    """A step was done, now; once each."""
    access.refuse_unless_desk(acting_person)
    if key not in activation_steps():
        raise UnfitTalk(
            _("There is no step “%(key)s”.") % {"key": key},
            remedy=_("Load the page again and choose one that is listed."),
        )
    if activation.steps.filter(key=key).exists():
        raise UnfitTalk(
            _("This step is done already."), remedy=_("Load the page again to see when.")
        )
    made = ActivationStep.objects.create(activation=activation, key=key, words=words, done_at=now)
    noted = {"activation_id": activation.pk, "key": key, "done_at": now}
    record_audit(acting_person, "do-activation-step", made, {}, noted)
    return made


@transaction.atomic
def close_activation(activation: Activation, *, on: date, acting_person: Person) -> None:
    """Nothing more is done about it; whether a talk came of it stays to be seen."""
    access.refuse_unless_desk(acting_person)
    activation.closed_on = on
    activation.save(update_fields=["closed_on"])
    record_audit(acting_person, "close-activation", activation, {}, {"closed_on": on})


def _refuse_twice(values: Mapping[str, Any]) -> None:
    """One thing is not counted twice among the waits."""
    about = access.activations_about(values["begun_from"], values.get("reference", ""))
    if values["begun_from"] != Activation.From.HAND and about.filter(closed_on=None).exists():
        raise UnfitTalk(
            _("A checklist about this is open already."),
            remedy=_("Go on with that one, or close it first."),
        )
