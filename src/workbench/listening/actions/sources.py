"""What people say about a source: when it started and ended, and what its readers should know."""

from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.listening import access
from workbench.listening.models import Source


class EndBeforeStart(CommonwealError):
    """A source would end before it starts."""

    code = "end-before-start"


@transaction.atomic
def describe_source(
    source: Source,
    *,
    started_on: date | None,
    ended_on: date | None,
    note: str,
    acting_person: Person,
) -> Source:
    """Set the start, the end and the note of a source; the log keeps the dates."""
    access.refuse_unless_may_bring_in(acting_person)
    if started_on and ended_on and ended_on < started_on:
        raise EndBeforeStart(
            _("%(source)s would end on %(end)s, before it starts on %(start)s.")
            % {
                "source": source.name,
                "end": date_format(ended_on),
                "start": date_format(started_on),
            },
            remedy=_("Change one of the two dates."),
            source=source.key,
        )
    source = Source.objects.select_for_update().get(pk=source.pk)
    before = {"started_on": source.started_on, "ended_on": source.ended_on}
    source.started_on, source.ended_on, source.note = started_on, ended_on, note.strip()
    source.save(update_fields=["started_on", "ended_on", "note"])
    after = {"started_on": started_on, "ended_on": ended_on}
    record_audit(acting_person, "describe-source", source, before=before, after=after)
    return source
