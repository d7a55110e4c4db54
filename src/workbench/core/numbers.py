"""Numbers as the reader's language writes them: 1,234.5 in English, 1.234,5 in German."""

from django.utils.formats import number_format


def whole(number: int) -> str:
    """A whole number, its thousands apart."""
    return number_format(number, force_grouping=True)


def short(number: float) -> str:
    """A number with as few decimals as it needs, at most six figures."""
    return number_format(f"{number:g}")
