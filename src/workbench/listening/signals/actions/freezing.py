"""A brief frozen: page, paper and plain values of one week, kept byte for byte in each language.

Read `freeze_week` first. What is frozen is never written again; `opened` compares it with its
fingerprint each time, so that a brief that was changed in the database is not shown as it was.
"""

import hashlib
import json
from datetime import date, datetime
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.core.errors import CommonwealError
from commonweal.files.city import City
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.listening.brief.gathering import gather
from workbench.listening.brief.pages import brief_page
from workbench.listening.brief.pdf import brief_pdf, content
from workbench.listening.signals import access
from workbench.listening.signals.models import FrozenBrief


class FrozenBriefChanged(CommonwealError):
    """A frozen brief is not, byte for byte, what was frozen."""

    code = "frozen-brief-changed"
    status = 500


def freeze_week(
    city: City, week: date, *, acting_person: Person | None, today: date, now: datetime
) -> tuple[FrozenBrief, ...]:
    """Freeze the brief of a week in every language of the city that the workbench speaks."""
    known = [code for code, _name in settings.LANGUAGES]
    spoken = [code for code in city.languages if code in known] or [settings.LANGUAGE_CODE]
    return tuple(
        freeze_brief(city, week, language=code, acting_person=acting_person, today=today, now=now)
        for code in spoken
    )


def freeze_brief(
    city: City,
    week: date,
    *,
    language: str,
    acting_person: Person | None,
    today: date,
    now: datetime,
) -> FrozenBrief:
    """Freeze one week in one language, as it stands at this moment; what is frozen stays."""
    access.refuse_unless_starts_search(acting_person)
    known = FrozenBrief.objects.filter(week=week, language=language).first()
    if known is not None:
        return known
    with override(language):
        facts = gather(city, week=week, today=today, now=now)
        shown = brief_page(facts, palette="page")
        paper = brief_page(facts, palette="print")
        page = render_to_string("listening/_brief_body.html", {"page": shown})
        pdf = brief_pdf(paper)
        told: dict[str, Any] = json.loads(json.dumps(content(paper), default=str))
    inputs = {
        key: digest for one in facts.sources for key, digest in one.review.lineage.inputs.items()
    }
    frozen = FrozenBrief(
        week=week,
        language=language,
        title=shown.title,
        page=page,
        pdf=pdf,
        told=told,
        inputs=inputs,
        version=version("commonweal"),
        made_at=now,
    )
    frozen.sha256 = fingerprint_of(frozen)
    return _keep(frozen, acting_person)


def frozen_brief(week: date, language: str) -> FrozenBrief | None:
    """What was frozen of a week in a language, if anything was; raises `FrozenBriefChanged`."""
    known = FrozenBrief.objects.filter(week=week, language=language).first()
    return opened(known) if known else None


def opened(frozen: FrozenBrief) -> FrozenBrief:
    """The brief, if it is what was frozen; raises `FrozenBriefChanged`."""
    if fingerprint_of(frozen) != frozen.sha256:
        raise FrozenBriefChanged(
            _("The frozen brief of %(week)s was changed after it was frozen.")
            % {"week": frozen.week.isoformat()},
            remedy=_("Ask your operator to restore it from a backup."),
            week=frozen.week.isoformat(),
        )
    return frozen


def fingerprint_of(frozen: FrozenBrief) -> str:
    """SHA-256 over what was told, the page and the paper."""
    digest = hashlib.sha256()
    head = [frozen.week.isoformat(), frozen.language, frozen.title, frozen.inputs, frozen.told]
    digest.update(json.dumps(head, sort_keys=True).encode())
    digest.update(frozen.page.encode())
    digest.update(bytes(frozen.pdf))
    return digest.hexdigest()


@transaction.atomic
def _keep(frozen: FrozenBrief, acting_person: Person | None) -> FrozenBrief:
    frozen.save(force_insert=True)
    after = {"week": frozen.week, "language": frozen.language, "sha256": frozen.sha256}
    record_audit(acting_person, "freeze-brief", frozen, after=after)
    return frozen
