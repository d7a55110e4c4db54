"""A link as a square code that a phone reads, drawn as one path; none where nothing can draw it."""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

QUIET = 4
"""Empty modules around the code, without which phones do not find it (ISO/IEC 18004)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A square of `size` modules, and the dark ones as a path."""

    size: int
    path: str


def code_of(text: str) -> Code | None:
    """The code of a text; None where the package that knows its rules is not installed."""
    if find_spec("qrcode") is None:
        return None
    code = import_module("qrcode").QRCode(border=QUIET)
    code.add_data(text)
    rows: list[list[bool]] = code.get_matrix()
    return Code(size=len(rows), path="".join(_row(at, row) for at, row in enumerate(rows)))


def _row(at: int, row: list[bool]) -> str:
    return "".join(f"M{place},{at}h1v1h-1z" for place, dark in enumerate(row) if dark)
