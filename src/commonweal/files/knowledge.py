"""The knowledge packs on disk: what is shipped, and what a city adds, renames or retires.

Read `read_groups` first. Shipped rows stand in `commonweal/knowledge/*.toml`; a city's own rows in
`knowledge/*.toml` of its folder hold only the fields that differ, by key. A source profile of the
city with the name of a shipped one takes its place whole.
"""

from collections.abc import Mapping
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import Any

from commonweal.core.conditions import Condition, RelationKnowledge, RelationWarning
from commonweal.core.errors import CommonwealError, InvalidKnowledge, InvalidProfile
from commonweal.core.groups import Group, GroupPack
from commonweal.core.kinds import Kind, KindPack
from commonweal.core.nearest import listed, nearest_first
from commonweal.core.policy_words import (
    PolicyArea,
    PolicyAreaPack,
    PolicyFactor,
    PolicyFactorPack,
)
from commonweal.core.strength_words import (
    FactorPack,
    LanguageNames,
    Need,
    NeedPack,
    ProtectiveFactor,
    RoleWords,
)
from commonweal.files.atomic import folder_lock, replace_text
from commonweal.files.toml import Field, check_table, read_toml, toml_text

GROUP_FIELDS: Mapping[str, Field] = {
    "key": Field(kind=str, required=True),
    "name": Field(kind=str, required=True),
    "people": Field(kind=str, required=True),
    "systems": Field(kind=dict),
    "broader": Field(kind=list),
    "verified": Field(kind=bool),
    "source": Field(kind=str, required=True),
    "majority": Field(kind=bool),
    "retired": Field(kind=bool),
    "note": Field(kind=str),
}
KIND_FIELDS: Mapping[str, Field] = {
    "key": Field(kind=str, required=True),
    "name": Field(kind=str, required=True),
    "what": Field(kind=str, required=True),
    "odihr": Field(kind=list),
    "verified": Field(kind=bool),
    "source": Field(kind=str, required=True),
    "retired": Field(kind=bool),
    "note": Field(kind=str),
}
FACTOR_FIELDS: Mapping[str, Field] = {
    "key": Field(kind=str, required=True),
    "name": Field(kind=str, required=True),
    "what": Field(kind=str, required=True),
    "seen_in": Field(kind=str, required=True),
    "source": Field(kind=str, required=True),
    "retired": Field(kind=bool),
    "note": Field(kind=str),
}
NEED_FIELDS: Mapping[str, Field] = {
    name: field for name, field in FACTOR_FIELDS.items() if name != "seen_in"
}
POLICY_FACTOR_FIELDS: Mapping[str, Field] = {
    **NEED_FIELDS,
    "more_is_worse": Field(kind=bool, required=True),
    "family": Field(kind=str, required=True),
}
LANGUAGE_FIELDS: Mapping[str, Field] = {
    "key": Field(kind=str, required=True),
    "name": Field(kind=str, required=True),
    "also": Field(kind=list),
}

PROFILES, STRENGTH_PROFILES = "profiles", "strength_profiles"
"""The two sorts of source profiles, by the folder in which they stand."""
_ASKED_FIELDS: Mapping[str, Field] = {
    "key": Field(kind=str, required=True),
    "name": Field(kind=str, required=True),
    "answered_by": Field(kind=str, required=True),
    "starred": Field(kind=bool),
    "to_community": Field(kind=str),
    "to_provider": Field(kind=str),
    "source": Field(kind=str, required=True),
    "note": Field(kind=str),
}
CONDITION_FIELDS: Mapping[str, Field] = {
    **_ASKED_FIELDS,
    "link": Field(kind=str, required=True),
    "evidence": Field(kind=str, required=True),
    "stop": Field(kind=str),
    "stop_when": Field(kind=str),
    "stop_is": Field(kind=str),
    "remedy": Field(kind=str),
}
WARNING_FIELDS: Mapping[str, Field] = {
    **_ASKED_FIELDS,
    "question": Field(kind=str, required=True),
    "conditions": Field(kind=list),
    "records": Field(kind=list),
    "asking_is_enough": Field(kind=bool),
}

type Rows = dict[str, dict[str, Any]]


def shipped_groups() -> GroupPack:
    """The groups that every city starts with."""
    return read_groups(None)


def read_groups(city_folder: Path | None) -> GroupPack:
    """The shipped groups with the city's changes; raises `InvalidKnowledge` naming file and key."""
    rows, path = rows_of_pack("group", GROUP_FIELDS, city_folder)
    try:
        return GroupPack({key: _group(row) for key, row in rows.items()})
    except InvalidKnowledge as fault:
        raise in_file(fault, path) from fault


def shipped_kinds() -> KindPack:
    """The kinds of incident that every city starts with."""
    return read_kinds(None)


def read_kinds(city_folder: Path | None) -> KindPack:
    """The shipped kinds with the city's changes; raises `InvalidKnowledge` naming file and key."""
    rows, _ = rows_of_pack("kind", KIND_FIELDS, city_folder)
    return KindPack({key: _kind(row) for key, row in rows.items()})


def read_factors(city_folder: Path | None) -> FactorPack:
    """The shipped protective factors with the city's changes; raises `InvalidKnowledge`."""
    rows, path = rows_of_pack("protective_factor", FACTOR_FIELDS, city_folder)
    try:
        return FactorPack({key: ProtectiveFactor(**row) for key, row in rows.items()})
    except InvalidKnowledge as fault:
        raise in_file(fault, path) from fault


def read_needs(city_folder: Path | None) -> NeedPack:
    """The shipped needs with the city's changes; raises `InvalidKnowledge` naming file and key."""
    rows, path = rows_of_pack("need", NEED_FIELDS, city_folder)
    try:
        return NeedPack({key: Need(**row) for key, row in rows.items()})
    except InvalidKnowledge as fault:
        raise in_file(fault, path) from fault


def read_policy_areas(city_folder: Path | None) -> PolicyAreaPack:
    """The shipped policy areas with the city's changes; raises `InvalidKnowledge`."""
    rows, path = rows_of_pack("policy_area", NEED_FIELDS, city_folder)
    try:
        return PolicyAreaPack({key: PolicyArea(**row) for key, row in rows.items()})
    except InvalidKnowledge as fault:
        raise in_file(fault, path) from fault


def read_policy_factors(city_folder: Path | None) -> PolicyFactorPack:
    """What a policy may change, with the city's changes; raises `InvalidKnowledge`."""
    rows, path = rows_of_pack("policy_factor", POLICY_FACTOR_FIELDS, city_folder)
    try:
        return PolicyFactorPack({key: PolicyFactor(**row) for key, row in rows.items()})
    except InvalidKnowledge as fault:
        raise in_file(fault, path) from fault


def read_languages(city_folder: Path | None) -> LanguageNames:
    """The names of languages, with the city's additions; raises `InvalidKnowledge`."""
    rows, _ = rows_of_pack("language", LANGUAGE_FIELDS, city_folder)
    return LanguageNames({key: (row["name"], *row.get("also", ())) for key, row in rows.items()})


def read_role_words(city_folder: Path | None) -> RoleWords:
    """The words that name roles, the city's own added to the shipped ones."""
    paths = [_shipped("role_words.toml")]
    if city_folder is not None:
        own = city_folder / "knowledge" / "role_words.toml"
        paths += [own] if own.exists() else []
    words: list[str] = []
    for path in paths:
        data = read_toml(path)
        known = {"words": Field(kind=list, required=True)}
        check_table(data, known, where=path.name, error=InvalidKnowledge)
        words += data["words"]
    return RoleWords.of(words)


def check_packs(city_folder: Path) -> None:
    """Read every list of a city; raises the error of the first that breaks its rules."""
    for read in (read_groups, read_kinds, read_factors, read_needs, read_languages):
        read(city_folder)
    for read_policy in (read_policy_areas, read_policy_factors):
        read_policy(city_folder)
    read_role_words(city_folder)
    read_relation_knowledge(city_folder)


def check_profiles(city_folder: Path) -> None:
    """Read every source profile of a city; raises the error of the first that is no TOML."""
    for sort in (PROFILES, STRENGTH_PROFILES):
        for name in profile_names(city_folder, sort=sort):
            read_profile(name, city_folder, sort=sort)


def shipped_relation_knowledge() -> RelationKnowledge:
    """The conditions and warnings of the resilience relation that every city starts with."""
    return read_relation_knowledge(None)


def read_relation_knowledge(city_folder: Path | None) -> RelationKnowledge:
    """The shipped conditions and warnings with the city's rows added and reworded.

    Raises `InvalidKnowledge` naming file and key; a star that is shipped cannot be taken off, and
    a condition that is shipped keeps its link of the chain.
    """
    conditions, own = _kept_rows("relation_condition", CONDITION_FIELDS, city_folder)
    warnings, checks = _kept_rows("relation_warning", WARNING_FIELDS, city_folder)
    try:
        return RelationKnowledge(
            {key: Condition(**row) for key, row in conditions.items()},
            {key: _relation_warning(row) for key, row in warnings.items()},
        )
    except InvalidKnowledge as fault:
        raise in_file(fault, own if fault.fields.get("key") in conditions else checks) from fault


def _kept_rows(
    word: str, fields: Mapping[str, Field], city_folder: Path | None
) -> tuple[Rows, Path]:
    """The rows of a pack, each shipped one with its star and its link."""
    rows, path = rows_of_pack(word, fields, city_folder)
    for key, row in _own_rows(_shipped(f"{word}s.toml"), word, fields).items():
        if row.get("starred", False) and not rows[key].get("starred", False):
            raise InvalidKnowledge(
                f"{path.name}: the star of {key} cannot be taken off: what it asks about can be "
                "judged by the community alone.",
                remedy="Leave `starred` out of the row. The provider's view is kept and shown "
                "beside the community's answer.",
                file=path.name,
                key=key,
            )
        if row.get("link") != rows[key].get("link"):
            raise InvalidKnowledge(
                f"{path.name}: {key} belongs to the link “{row['link']}” and cannot be moved.",
                remedy="Leave `link` out of the row, or add a condition of your own.",
                file=path.name,
                key=key,
            )
    return rows, path


def write_group_override(city_folder: Path, group: Group) -> None:
    """Keep the group as the city's own row, added or changed; the file is replaced in one step.

    The list is checked as a whole before anything is written, so a refused change leaves the file
    as it was. Two writers at once wait for each other. Comments in the file are not kept.
    """
    path = city_folder / "knowledge" / "groups.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    with folder_lock(path.parent):
        pack = read_groups(city_folder)
        GroupPack({**pack.groups, group.key: group})
        own = _own_rows(path, "group", GROUP_FIELDS) if path.exists() else {}
        own[group.key] = _row_of(group)
        replace_text(path, toml_text({"group": list(own.values())}))


def profile_names(city_folder: Path | None, *, sort: str = PROFILES) -> tuple[str, ...]:
    """The names of all source profiles of one sort, shipped and the city's own, in alphabetical
    order."""
    names = {path.stem for path in _profile_files(_shipped(sort))}
    if city_folder is not None:
        names |= {path.stem for path in _profile_files(city_folder / "knowledge" / sort)}
    return tuple(sorted(names))


def read_profile(
    name_or_path: str | Path, city_folder: Path | None, *, sort: str = PROFILES
) -> dict[str, Any]:
    """The parsed TOML of a source profile, by name (the city's before the shipped) or by path.

    A text ending in `.toml` is taken as a path. Raises `InvalidProfile` with the nearest names.
    """
    path = Path(name_or_path)
    if path.suffix != ".toml":
        path = _profile_path(str(name_or_path), city_folder, sort)
    try:
        return read_toml(path)
    except CommonwealError as fault:
        raise InvalidProfile(fault.message, remedy=fault.remedy, file=path.name) from fault


def _profile_path(name: str, city_folder: Path | None, sort: str) -> Path:
    names = profile_names(city_folder, sort=sort)
    if name in names:
        folders = [_shipped(sort)]
        if city_folder is not None:
            folders.insert(0, city_folder / "knowledge" / sort)
        for folder in folders:
            if (folder / f"{name}.toml").is_file():
                return folder / f"{name}.toml"
    raise InvalidProfile(
        f"There is no source profile “{name}”.",
        remedy=f"Use one of {listed(nearest_first(name, names))}, or the path of a .toml file.",
        profile=name,
    )


def _profile_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml")) if folder.is_dir() else []


def _shipped(name: str) -> Path:
    return Path(str(resources.files("commonweal"))) / "knowledge" / name


def rows_of_pack(
    word: str, fields: Mapping[str, Field], city_folder: Path | None
) -> tuple[Rows, Path]:
    """The rows of a pack by key, the city's fields over the shipped; and the file read last."""
    path = _shipped(f"{word}s.toml")
    rows = _own_rows(path, word, fields)
    if city_folder is None or not (city_folder / "knowledge" / path.name).exists():
        _check_complete(rows, word, fields, path)
        return rows, path
    path = city_folder / "knowledge" / path.name
    for key, row in _own_rows(path, word, fields).items():
        rows[key] = {**rows.get(key, {}), **row}
    _check_complete(rows, word, fields, path)
    return rows, path


def _own_rows(path: Path, word: str, fields: Mapping[str, Field]) -> Rows:
    """The rows of one file by key, each field of a known name and type."""
    data = read_toml(path)
    check_table(data, {word: Field(kind=list, of=dict)}, where=path.name, error=InvalidKnowledge)
    rows: Rows = {}
    for number, row in enumerate(data.get(word, []), start=1):
        where = f"{path.name}, {word} {number}"
        if not isinstance(row, dict) or not isinstance(row.get("key"), str):
            raise InvalidKnowledge(
                f"{where}: there is no key.",
                remedy=f'Begin the row with [[{word}]] and a key, such as key = "my-{word}".',
                file=path.name,
            )
        key = row["key"]
        check_table(row, fields, where=f"{where} ({key})", error=InvalidKnowledge, partial=True)
        if key in rows:
            raise InvalidKnowledge(
                f"{where}: the key “{key}” stands twice.",
                remedy="Keep one of the two rows.",
                file=path.name,
                key=key,
            )
        rows[key] = row
    return rows


def _check_complete(rows: Rows, word: str, fields: Mapping[str, Field], path: Path) -> None:
    for key, row in rows.items():
        check_table(row, fields, where=f"{path.name}, {word} {key}", error=InvalidKnowledge)


def _group(row: Mapping[str, Any]) -> Group:
    systems = {name: tuple(labels) for name, labels in row.get("systems", {}).items()}
    return Group(**{**row, "systems": systems, "broader": tuple(row.get("broader", ()))})


def _kind(row: Mapping[str, Any]) -> Kind:
    return Kind(**{**row, "odihr": tuple(row.get("odihr", ()))})


def _relation_warning(row: Mapping[str, Any]) -> RelationWarning:
    looked_at = {name: tuple(row.get(name, ())) for name in ("conditions", "records")}
    return RelationWarning(**{**row, **looked_at})


def _row_of(group: Group) -> dict[str, Any]:
    row = asdict(group)
    row["systems"] = {name: list(labels) for name, labels in group.systems.items()}
    row["broader"] = list(group.broader)
    return row


def in_file(fault: InvalidKnowledge, path: Path) -> InvalidKnowledge:
    """The same fault with the name of the file in which it stands."""
    return InvalidKnowledge(
        f"{path.name}: {fault.message}", remedy=fault.remedy, file=path.name, **fault.fields
    )
