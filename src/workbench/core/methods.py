"""Method pages: how each figure is made, in plain words, beside the figure (charter 11).

The texts are Markdown files in `methods/`, one a method and language (`sources.md` in English,
`sources.de.md` in German), shipped with the package. The first line is the heading, the rest the
page. They are ours, so nothing in them has to be mistrusted; raw HTML is switched off all the same.
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources

from django.http import Http404
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from markdown_it import MarkdownIt


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodPage:
    """What method.html may use."""

    name: str
    heading: str
    text: SafeString
    others: tuple[tuple[str, str], ...]


def method_page(name: str) -> MethodPage:
    """The method page of that name in the reader's language; not found otherwise."""
    texts = _texts_in(get_language() or "en")
    if name not in texts:
        raise Http404
    heading, body = _split(texts[name])
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    others = tuple(
        (other, _split(text)[0]) for other, text in sorted(texts.items()) if other != name
    )
    return MethodPage(
        name=name, heading=heading, text=SafeString(markdown.render(body)), others=others
    )


def _texts_in(language: str) -> dict[str, str]:
    """Each method in that language; in English where it is not translated."""
    texts = _texts()
    return {
        name: texts.get(f"{name}.{language}", text)
        for name, text in texts.items()
        if "." not in name
    }


@cache
def _texts() -> dict[str, str]:
    folder = resources.files("workbench.core") / "methods"
    return {
        file.name.removesuffix(".md"): file.read_text(encoding="utf-8")
        for file in folder.iterdir()
        if file.name.endswith(".md")
    }


def _split(text: str) -> tuple[str, str]:
    heading, _, body = text.partition("\n")
    return heading.removeprefix("# ").strip(), body
