"""One base for every error a person may meet: a stable code, the facts, and the next step."""

from typing import Any


class CommonwealError(Exception):
    """Something the reader can mend.

    `message` says what was wrong and where, `remedy` what to do about it. `fields` carries the
    facts for machines (file, row, column …); it never holds personal words.
    The command line prints both and exits 2; the workbench shows both on a page or as JSON.
    """

    code = "error"
    status = 400

    def __init__(
        self, message: str, *, remedy: str, code: str | None = None, **fields: Any
    ) -> None:
        self.message = message
        self.remedy = remedy
        self.fields = fields
        if code is not None:
            self.code = code
        super().__init__(f"{message} {remedy}")

    def as_dict(self) -> dict[str, Any]:
        """The error as the JSON object that pages and `--json` answers share."""
        return {
            "code": self.code,
            "message": self.message,
            "remedy": self.remedy,
            "fields": self.fields,
        }


class UnreadableFile(CommonwealError):
    """The file could not be read as what it claims to be."""

    code = "unreadable-file"


class InvalidProfile(CommonwealError):
    """A source profile does not fit its own rules, or not the file it was used on."""

    code = "invalid-profile"


class InvalidAreas(CommonwealError):
    """The outlines of a city cannot be used as they are."""

    code = "invalid-areas"


class InvalidTable(CommonwealError):
    """A table lacks a column of its contract, or holds another type in it."""

    code = "invalid-table"


class InvalidCity(CommonwealError):
    """A city folder is incomplete or contradicts itself."""

    code = "invalid-city"


class InvalidKnowledge(CommonwealError):
    """A row of a knowledge pack, or of a city's own additions, breaks its rules."""

    code = "invalid-knowledge"


class NotAllowed(CommonwealError):
    """This person may not do this here; the remedy says who may."""

    code = "not-allowed"
    status = 403


class Busy(CommonwealError):
    """Another piece of work holds what this one needs."""

    code = "busy"
    status = 409
