"""The rules that make an entry of a draft, or refuse it: one reason, with what to do about it.

Read `Judge` first. A row is refused for its first problem, in this order: identifier, name, what
it is, whom it serves and which needs it answers, languages, yes and no, dates, numbers, point,
area, and personal names. What is only untidy (an address of a page without `https://`) is mended
and told.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from commonweal.core.area_names import KEPT_OUT, AreaNames
from commonweal.core.groups import GroupPack
from commonweal.core.nearest import listed, nearest_first
from commonweal.core.notices import Notice
from commonweal.core.places import AreaSet
from commonweal.core.raw import MASK
from commonweal.core.strength_words import FactorPack, LanguageNames, NeedPack, RoleWords
from commonweal.mapping.strengths import readings
from commonweal.mapping.strengths.drafts import Bad, Draft, Stated
from commonweal.mapping.strengths.entries import YES_NO, Entry
from commonweal.mapping.strengths.personal import (
    EMAIL,
    has_title,
    reads_like_a_person,
    without_personal_words,
)

WEB = re.compile(r"https?://[^\s/]+\.[^\s/]+\S*", re.IGNORECASE)
UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
"""Characters that are not seen and stand in copied addresses of pages."""
BARE_WEB = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The city's own lists, against which entries are held."""

    groups: GroupPack
    needs: NeedPack
    factors: FactorPack
    languages: LanguageNames
    roles: RoleWords


class Judge:
    """Takes drafts one by one; gives the entry, or raises `Bad`."""

    def __init__(
        self,
        words: Words,
        *,
        areas: AreaSet | None,
        today: date,
        aliases: Mapping[str, str] | None = None,
        refused_areas: Mapping[str, str] | None = None,
    ) -> None:
        self._words, self._today = words, today.isoformat()
        self._areas = AreaNames(areas, aliases=aliases or {}, refused=refused_areas or {})
        self._of_areas: dict[str, str | None] = {}
        self._ids: set[str] = set()
        self._tags: dict[str, str | None] = {}
        self._now: list[str] = []
        self._mended: Counter[str] = Counter()

    def entry(self, draft: Draft) -> Entry:
        """The entry; raises `Bad` for its first problem."""
        says, self._now = draft.says, []
        strength_id, name = self._id(says.get("strength_id")), readings.name(says.get("name"))
        what = readings.what(says.get("what"))
        is_role = what == "role"
        if is_role:
            self._refuse_person(name)
        lat, lon = readings.point(says.get("lat"), says.get("lon"))
        entry = Entry(
            strength_id=strength_id,
            name=name,
            what=what,
            organisation_id=readings.text(says.get("organisation_id")),
            organisation=readings.text(says.get("organisation")),
            kind=readings.text(says.get("kind")),
            description=self._description(says.get("description"), is_role=is_role),
            area=self._area(says.get("area")),
            lat=lat,
            lon=lon,
            address=readings.line(says.get("address")),
            url=self._url(says.get("url"), is_role=is_role),
            serves=self._keys("serves", says.get("serves"), self._words.groups.groups, "group"),
            needs=self._keys("needs", says.get("needs"), self._words.needs.rows, "need"),
            languages=self._languages(says.get("languages")),
            protective=self._keys(
                "protective", says.get("protective"), self._words.factors.rows, "protective factor"
            ),
            **{one: readings.yes_no(one, says.get(one)) for one in YES_NO[:-1]},
            confidential=readings.yes_no("confidential", says.get("confidential")) or False,
            funded_until=readings.day("funded_until", says.get("funded_until")),
            vouched_by=self._vouched(says.get("vouched_by")),
            confirmed_on=self._confirmed(says.get("confirmed_on")),
            capacity=readings.capacity(says.get("capacity")),
        )
        self._ids.add(strength_id)
        if not entry.confidential:  # what is told of an entry may be read by everybody
            self._mended.update(self._now)
        return entry

    def _id(self, said: Stated) -> str:
        key = readings.identifier(said)
        if key in self._ids:
            raise Bad(
                "strength_id",
                "id-twice",
                "Another entry before it has the same identifier.",
                "Give each entry an identifier of its own, or take the row out if it repeats one.",
                value=key,
            )
        return key

    def _refuse_person(self, name: str) -> None:
        if reads_like_a_person(name, self._words.roles):
            raise _names_a_person()

    def _description(self, said: Stated, *, is_role: bool) -> str | None:
        text = readings.text(said)
        if text is None or not (is_role or "@" in text):
            return text
        masked = without_personal_words(text, of_role=is_role)
        self._note("personal-masked", masked != text)
        return masked

    def _keys(
        self, field: str, said: Stated, known: Mapping[str, object], word: str
    ) -> tuple[str, ...]:
        if not said:
            return ()
        keys = tuple(sorted(set(readings.words(said))))
        for key in keys:
            if key not in known:
                near = listed(nearest_first(key, known)[:3])
                raise Bad(
                    field,
                    f"unknown-{word.replace(' ', '-')}",
                    f"“{key}” is not the key of a {word}.",
                    f"The nearest keys are {near}. Map the source's words under "
                    f"[labels.{field}], or add the key to the city's list.",
                    value=key,
                )
        return keys

    def _languages(self, said: Stated) -> tuple[str, ...]:
        if not said:
            return ()
        tags = set()
        for word in readings.words(said):
            if word not in self._tags:
                self._tags[word] = self._words.languages.tag(word)
            tag = self._tags[word]
            if tag is None:
                raise Bad(
                    "languages",
                    "unknown-language",
                    f"“{word}” is no language that is known here.",
                    "Write its code, such as “ur”, or add its name to knowledge/languages.toml.",
                    value=word,
                )
            tags.add(tag)
        return tuple(sorted(tags))

    def _confirmed(self, said: Stated) -> str | None:
        day = readings.day("confirmed_on", said)
        if day is not None and day > self._today:
            raise Bad(
                "confirmed_on",
                "in-the-future",
                "The entry was confirmed on a day that has not come yet.",
                "Correct the date, or leave it blank.",
            )
        return day

    def _area(self, said: Stated) -> str | None:
        """The first of the names that is an area; refused where one is given and none is."""
        if not said:
            return None
        names = [name for name in readings.words(said) if name]
        for name in names:
            why = self._areas.why_refused(name)
            if why is not None:
                raise Bad("area", "refused-area", why, KEPT_OUT, value=name)
            if name not in self._of_areas:
                self._of_areas[name] = self._areas.area(name)
            area = self._of_areas[name]
            if area is not None:
                return area
        if not names:
            return None
        reason, remedy = self._areas.explain_unknown(names[0])
        raise Bad("area", "unknown-area", reason, remedy, value=names[0])

    def _url(self, said: Stated, *, is_role: bool) -> str | None:
        """The first address of a page; `https://` is added, what is no address is left out."""
        text = readings.text(said)
        if text is None:
            return None
        text = UNSEEN.sub("", text)
        first = next(iter(text.split()), "")
        if is_role and EMAIL.search(text):
            self._note("personal-masked")
            return None
        if WEB.fullmatch(first):
            self._note("second-page", first != text)
            return first
        if BARE_WEB.fullmatch(first):
            self._note("page-completed")
            return f"https://{first}"
        self._note("no-page")
        return None

    def _vouched(self, said: Stated) -> str | None:
        """The organisation that vouches; a person or a mailbox is left out (charter 1)."""
        text = readings.line(said)
        if text is not None and (has_title(text) or EMAIL.search(text) or text == MASK):
            self._note("vouched-by-person")
            return None
        return text

    def _note(self, code: str, happened: bool = True) -> None:
        if happened:
            self._now.append(code)

    def notices(self) -> list[Notice]:
        """What was mended or left out on the way."""
        return [
            Notice(
                code=code,
                sentence=sentence.format(entries=_entries(self._mended[code])),
                count=self._mended[code],
            )
            for code, sentence in MENDED.items()
            if self._mended[code]
        ]


def _names_a_person() -> Bad:
    return Bad(
        "name",
        "names-a-person",
        "The name of this role reads like that of a person, or holds an address or number.",
        "Name the role and not who holds it, such as “youth worker at the harbour”. If it is a "
        "role, add its word to knowledge/role_words.toml in the city folder.",
        personal=True,
    )


MENDED = {
    "personal-masked": "In {entries} an e-mail address or telephone number was masked: strengths "
    "are places, groups and roles, never private persons.",
    "vouched-by-person": "In {entries} a person or mailbox vouches; it was left out, since an "
    "organisation vouches for an entry.",
    "page-completed": "In {entries} the address of a page had no https:// and was given it.",
    "second-page": "In {entries} several pages are named; the first was kept.",
    "no-page": "In {entries} the page named is no address of one; it was left out.",
}


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"
