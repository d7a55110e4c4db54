"""`commonweal brief CITY -o brief.pdf`: the week in review on paper."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from commonweal.cli.output import refuse_unwritable
from commonweal.core.errors import CommonwealError
from workbench.commands import setup_workbench


def add(app: typer.Typer) -> None:
    """Add the command to the console script."""
    app.command("brief")(brief)


def brief(
    city: Annotated[Path, typer.Argument(help="The city folder.", show_default=False)],
    output: Annotated[
        Path, typer.Option("-o", "--output", help="Where the PDF goes; an older one is replaced.")
    ] = Path("brief.pdf"),
    week: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Any day of the week to tell; the newest full week unless given.",
        ),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(help="Language of the brief, such as de; the city's first unless given."),
    ] = None,
    anew: Annotated[
        bool,
        typer.Option("--anew", help="Make it from today's register, even where it was frozen."),
    ] = False,
) -> None:
    """Write the weekly brief as a PDF: signals, what came in, what was revised, what is missing.

    A brief that the weekly run froze is written as it was frozen, byte for byte.
    """
    refuse_unwritable(output)
    setup_workbench(city)
    told, pdf = _made(week.date() if week else None, language, anew=anew)
    output.write_bytes(pdf)
    print(f"{output}: {told} ({len(pdf) / 1000:,.0f} kB)")


def _made(week: date | None, language: str | None, *, anew: bool) -> tuple[str, bytes]:
    """What the brief tells of, and its PDF, in that language or in the city's first."""
    from django.conf import settings
    from django.utils import timezone
    from django.utils.translation import override

    from workbench.core.city import current_city
    from workbench.listening.brief.gathering import gather
    from workbench.listening.brief.pages import brief_page
    from workbench.listening.brief.pdf import brief_pdf
    from workbench.listening.signals.actions.freezing import frozen_brief

    known = [code for code, _name in settings.LANGUAGES]
    if language and language not in known:
        raise CommonwealError(
            f"The workbench does not speak “{language}”.",
            remedy=f"Choose one of {', '.join(known)}.",
            code="unknown-language",
        )
    spoken = language or settings.LANGUAGE_CODE
    with override(spoken):
        facts = gather(current_city(), week=week, today=timezone.localdate(), now=timezone.now())
        frozen = None if anew or facts.week is None else frozen_brief(facts.week, spoken)
        if frozen is not None:
            day = timezone.localdate(frozen.made_at).isoformat()
            return f"{frozen.title}, as frozen on {day}", bytes(frozen.pdf)
        page = brief_page(facts, palette="print")
        return page.title or "nothing has come in yet", brief_pdf(page)
