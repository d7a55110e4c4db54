"""What a page says, to eye and ear, and in which language: for tests of translated pages.

Read `spoken` first. Texts inside an element with another `lang` belong to that language: what a
library or a source wrote in English is marked so, and is not looked at as German.
"""

import re
from html.parser import HTMLParser
from typing import Any

from django.conf.locale import LANG_INFO

SPOKEN_ATTRIBUTES = {"aria-label", "alt", "title", "placeholder", "data-label", "data-say"}
SILENT = {"script", "style", "code", "textarea"}
WITHOUT_END = {"meta", "link", "input", "br", "img", "hr"}
ENGLISH = re.compile(
    r"\b(the|of|and|to|is|are|with|not|this|that|by|from|your|you|has|have|been|who|what|when|"
    r"nothing|none|show|keep|save|add|open|change|people|groups|areas|sources|entries|week|weeks|"
    r"month|months|incidents|held|earlier|years|yes)\b",
    re.IGNORECASE,
)
# What those who weigh wrote in the factories of tests/factories/weighing*.py.
WEIGHED = (
    *("Hanna Silva", "Fewer, larger flats at the canal", "Shall flats at the canal be larger?"),
    *("As proposed", "Half of it", "Families wait for flats.", "Flats at the canal become larger."),
    *("Single people who look for small flats.", "Families at the canal.", "Rising rents."),
    *("Smaller flats for the old.", "No series of it exists.", "No rent rises.", "Families stay."),
    *("Two studies disagree.", "Tenants’ union", "It drives us out.", "Youth office"),
    *("Too few small flats.", "Bridge club", "Nobody asked us.", "Calls about neighbours"),
    *("Calls.", "As the desk sees it.", "Housing office", "nothing reaches them"),
    *("Households move next door", "Rent", "Table 1", "Rater 1", "Nobody", "rater"),
)
# What people said in the factories of talks and dialogues.
TALKED = (
    *("The park", "What should the park be?", "What makes the park ours?", "Light the park."),
    *("Light the path at the mill.", "It is dark there.", "Nobody asked us about the fence."),
    *("Lamps in the park, please.", "Close the bridge to cars.", "More benches."),
    *("Paint on the door of the hall", "They are part of the street.", "One speaks at a time."),
    *("Mill hall", "Mediators of the mill", "asked in the room", "all said so", "Office for parks"),
)
# A language is offered under the name that its speakers give it.
OWN_NAMES = tuple(info["name_local"] for info in LANG_INFO.values() if "name_local" in info)
# What a person, a source or a standard wrote, in the words they wrote it.
DATA = re.compile(
    r"Commonweal|Foursquare|(North|South)(west|east)|\b[NS][EW]\b|Lindqvist|Achterberg|Moreau|Petrov|"
    r"Novak|Asha|Ben|Chidi|Dana|Emil|Ferry Lane( boxing club)?|boxing club|\w+@foursquare\.example|"
    r"to look at it|Deutsch|ODIHR|FBI|UK|SHA-256|\w+\.csv|[Tt]own|"
    r"range of the same weeks of earlier years|"
    r"Council election|Posters in trams|gazette|commonweal\.listening\.signals|"
    r"Quayside( kitchen)?|kitchen|Warm supper|River walkers|walkers|"
    r"(?<=[Tt]own )(co|of|school|directory)\b|"
    r"Harbour police|anti-jewish|An incident that was recorded as hostile to a group\.|police|"
    r"http://127\.0\.0\.1:8000/open/talk/\w+/|\b[A-Z\d]{6}\b|(?:[A-Z]{4}-){3}[A-Z]{4}|Pol\.is|"
    + "|".join(
        re.escape(text) for text in sorted((*WEIGHED, *TALKED, *OWN_NAMES), key=len, reverse=True)
    )
)


class Spoken(HTMLParser):
    """Every text that a person reads or hears on a page, with the language it is said in."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.texts: list[tuple[str, str]] = []
        self.lettered = False  # inside a label of a drawing, whose lines are one text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the attributes that are spoken, and the language from here on."""
        given = dict(attrs)
        around = self.open[-1][1] if self.open else ""
        language = given.get("lang") or around
        self.texts += [(given[name] or "", language) for name in SPOKEN_ATTRIBUTES & set(given)]
        if tag not in WITHOUT_END:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        """Leave the element, and whatever was left open in it."""
        self.lettered = self.lettered and tag == "tspan"
        if tag in {opened for opened, _language in self.open}:
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Note the text, unless it is code or a field's own content."""
        inside = {tag for tag, _language in self.open}
        if not data.strip() or not self.open or SILENT & inside:
            return
        if "tspan" in inside and self.lettered:
            before, language = self.texts.pop()
            self.texts.append((f"{before} {data.strip()}", language))
            return
        self.texts.append((data.strip(), self.open[-1][1]))
        self.lettered = "tspan" in inside


def spoken(response: Any, language: str = "de") -> list[str]:
    """A page's texts in one language, which must be the language of the whole page."""
    content = response.content.decode()
    assert f'<html lang="{language}"' in content
    page = Spoken()
    page.feed(content)
    return [text for text, said_in in page.texts if said_in == language]


def english_in(texts: list[str]) -> list[str]:
    """The texts that hold an English word, leaving data out."""
    return [text for text in texts if ENGLISH.search(DATA.sub("", text))]


def words_of_nobody(texts: list[str]) -> list[str]:
    """The texts with words that stand outside ⟦ and ⟧ and are no data."""
    return [
        text for text in texts if re.search(r"[^\W\d_]{2,}", DATA.sub("", _outside_of_marks(text)))
    ]


def _outside_of_marks(text: str) -> str:
    """The text without what stands between marks, however they are nested."""
    depth, kept = 0, []
    for letter in text:
        depth += (letter == "⟦") - (letter == "⟧")
        if depth == 0 and letter != "⟧":
            kept.append(letter)
    return "".join(kept)
