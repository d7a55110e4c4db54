"""SVG text, piece by piece: elements with escaped attributes, and numbers kept short."""

from collections.abc import Mapping
from html import escape

Attribute = str | float | int | None


def element(
    name: str,
    *children: str,
    attributes: Mapping[str, Attribute] | None = None,
) -> str:
    """One element. Attributes that are None are left out; children are markup already."""
    inside = "".join(
        f' {key}="{escape(_text(value))}"'
        for key, value in (attributes or {}).items()
        if value is not None
    )
    if not children:
        return f"<{name}{inside}/>"
    return f"<{name}{inside}>{''.join(children)}</{name}>"


def words(text: str) -> str:
    """Text as it may stand between two tags."""
    return escape(text, quote=False)


def number(value: float) -> str:
    """A coordinate with one decimal at most: `12`, `3.4`, `-.5`."""
    text = f"{value:.1f}".removesuffix(".0")
    if text == "-0":
        return "0"
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text


def _text(value: Attribute) -> str:
    return number(value) if isinstance(value, float) else str(value)
