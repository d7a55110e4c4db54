"""Our facts and a source's taxonomy terms, read from the attributes of an HSDS object."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from commonweal.core.words import plain
from commonweal.mapping.strengths.drafts import Stated
from commonweal.mapping.strengths.entries import LISTS
from commonweal.mapping.strengths.hsds.parts import Part
from commonweal.mapping.strengths.hsds.terms import BY_NAME, FACT_BY_CODE

type Labels = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(slots=True)
class OwnFacts:
    """What attributes say of an entry: single facts by field, and keys by list."""

    facts: dict[str, Stated] = field(default_factory=dict)
    keys: dict[str, list[str]] = field(default_factory=dict)

    def says(self) -> dict[str, Stated]:
        """Both as fields of a draft."""
        return {**self.facts, **{name: tuple(keys) for name, keys in self.keys.items()}}


def own_facts(
    attributes: Iterable[Part],
    *,
    known: Mapping[str, frozenset[str]],
    labels: Labels,
    not_mapped: Counter[str],
) -> OwnFacts:
    """The facts in attributes; a term that means nothing here is counted by its taxonomy.

    `known` are the city's keys by list: a key of ours that the city does not have is counted too.
    """
    found = OwnFacts()
    for attribute in attributes:
        term = attribute.inside("taxonomy_term", "taxonomy_term")
        if term is None:
            not_mapped["attribute: without a term"] += 1
            continue
        taxonomy = _taxonomy_of(term)
        ours = BY_NAME.get(taxonomy)
        if ours is None:
            _read_foreign(term, taxonomy, labels, found, not_mapped)
        elif ours.field:
            key = term.text("code") or ""
            if key in known[ours.field]:
                found.keys.setdefault(ours.field, []).append(key)
            else:
                not_mapped[f"attribute: {taxonomy}, {key}"] += 1
        else:
            _read_fact(attribute, term, found, not_mapped)
    return found


def _taxonomy_of(term: Part) -> str:
    detail = term.inside("taxonomy_detail", "taxonomy")
    return term.text("taxonomy") or (detail.text("name") if detail else None) or ""


def _read_fact(attribute: Part, term: Part, found: OwnFacts, not_mapped: Counter[str]) -> None:
    fact = FACT_BY_CODE.get(term.text("code") or "")
    if fact is None:
        not_mapped[f"attribute: Commonweal facts, {term.text('code')}"] += 1
    else:
        found.facts[fact.field] = attribute.text("value")


def _read_foreign(
    term: Part, taxonomy: str, labels: Labels, found: OwnFacts, not_mapped: Counter[str]
) -> None:
    """A source's own term: keys by the labels of the profile, or counted by its taxonomy."""
    words = [plain(word) for word in (term.text("name"), term.text("code")) if word]
    mapped = False
    for name, table in labels.items():
        for word in words:
            if word in table:
                mapped = True
                if name in LISTS:
                    found.keys.setdefault(name, []).extend(table[word])
                else:
                    found.facts.setdefault(name, table[word][0])
                break
    if not mapped:
        not_mapped[f"attribute: {taxonomy or 'no taxonomy'}"] += 1
