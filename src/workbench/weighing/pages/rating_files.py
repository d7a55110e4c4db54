"""Files of judgements: which there are to take out, what one that was sent holds."""

from dataclasses import dataclass

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.errors import CommonwealError
from workbench.core.labels import Pairs
from workbench.core.numbers import whole
from workbench.core.uploads import Upload
from workbench.weighing import access, round_words
from workbench.weighing.actions.rating_files import LookedFile
from workbench.weighing.models import Proposal, Round
from workbench.weighing.rating_forms import RatingFileForm

MOST_REFUSED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesPage:
    """What round_files.html may use; `form` is None where nothing can come in any more."""

    proposal_id: int
    round_id: int
    heading: str
    raters: Pairs
    form: RatingFileForm | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedLine:
    """One row that cannot be used."""

    row: int
    column: str
    value: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookPage:
    """What round_file.html may use."""

    round_id: int
    token: str
    file_name: str
    told: tuple[str, ...]
    raters: tuple[str, ...]
    refused: tuple[RefusedLine, ...]
    refused_count: str
    left_over: str
    fault: str
    may_take: bool
    is_done: bool


def rater_pairs(found: Round) -> Pairs:
    """The raters whose files can come in."""
    return [(str(one.pk), one.name) for one in access.standing_raters(found.proposal)]


def files_page(found: Round, form: RatingFileForm) -> FilesPage:
    """Out and in."""
    takes = found.closed_at is None and found.proposal.state == Proposal.State.OPEN
    return FilesPage(
        proposal_id=found.proposal_id,
        round_id=found.pk,
        heading=_("%(round)s: files") % {"round": round_words.round_name(found)},
        raters=rater_pairs(found),
        form=form if takes else None,
    )


def look_page(found: Round, upload: Upload, looked: LookedFile) -> LookPage:
    """What the file holds, and what will not come in."""
    is_done = upload.state == "done"
    count = looked.refused.height
    more = count - MOST_REFUSED
    return LookPage(
        round_id=found.pk,
        token=upload.token,
        file_name=upload.file_name,
        told=_done(looked) if is_done else _told(looked),
        raters=tuple(_rater(one.name, len(one.told), one.rater is None) for one in looked.said),
        refused=tuple(_lines(looked.refused.head(MOST_REFUSED))),
        refused_count=_refused(count) if count else "",
        left_over=_("and %(n)s more, all in the file") % {"n": whole(more)} if more > 0 else "",
        fault="",
        may_take=not is_done and looked.new + looked.changed > 0,
        is_done=is_done,
    )


def unreadable_page(found: Round, upload: Upload, fault: CommonwealError) -> LookPage:
    """A file that cannot be read at all, and what to do."""
    return LookPage(
        round_id=found.pk,
        token=upload.token,
        file_name=upload.file_name,
        told=(),
        raters=(),
        refused=(),
        refused_count="",
        left_over="",
        fault=f"{fault.message} {fault.remedy}",
        may_take=False,
        is_done=False,
    )


def _told(looked: LookedFile) -> tuple[str, ...]:
    counts = (
        (looked.new, ngettext("%(n)s new answer", "%(n)s new answers", looked.new)),
        (
            looked.changed,
            ngettext(
                "%(n)s answer that was kept before will change",
                "%(n)s answers that were kept before will change",
                looked.changed,
            ),
        ),
        (looked.same, _("%(n)s as they are kept already")),
        (looked.left_out, _left_out(looked.left_out)),
    )
    return tuple(said % {"n": whole(count)} for count, said in counts if count)


def _done(looked: LookedFile) -> tuple[str, ...]:
    kept = looked.new + looked.changed + looked.same
    said = ngettext(
        "%(n)s answer of this file is kept", "%(n)s answers of this file are kept", kept
    )
    left = [_left_out(looked.left_out) % {"n": whole(looked.left_out)}] if looked.left_out else []
    return (said % {"n": whole(kept)}, *left)


def _left_out(count: int) -> str:
    return ngettext(
        "%(n)s row without any answer is left out; write ? for “I don’t know”",
        "%(n)s rows without any answer are left out; write ? for “I don’t know”",
        count,
    )


def _refused(count: int) -> str:
    said = ngettext("%(n)s row cannot be used", "%(n)s rows cannot be used", count)
    return said % {"n": whole(count)}


def _rater(name: str, cells: int, is_new: bool) -> str:
    said = ngettext("%(rater)s: %(n)s cell", "%(rater)s: %(n)s cells", cells)
    line = said % {"rater": name, "n": whole(cells)}
    return _("%(line)s, will be entered") % {"line": line} if is_new else line


def _lines(refused: pl.DataFrame) -> list[RefusedLine]:
    names = ("row", "column", "value", "reason", "remedy")
    return [RefusedLine(**row) for row in refused.select(names).iter_rows(named=True)]
