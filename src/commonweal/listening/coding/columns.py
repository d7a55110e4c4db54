"""The plain columns of an incident: identifier, publisher's year, statements, words."""

from collections.abc import Sequence

import polars as pl

from commonweal.listening.coding.dates import refuse_unless_between, whole_numbers
from commonweal.listening.coding.refusals import Refusals, said
from commonweal.listening.profiles import TEXT_FIELDS, YES_NO_FIELDS, SourceProfile

YES = ("yes", "y", "true", "1", "1.0")
NO = ("no", "n", "false", "0", "0.0")
PLACES = ("area", "city", "unknown")


def add_ids(table: pl.DataFrame, columns: Sequence[str], refusals: Refusals) -> pl.DataFrame:
    """`table` with `incident_id`: one column as it stands, or several joined by `|`."""
    if len(columns) > 1:
        parts = [pl.col(said(column)).str.strip_chars().fill_null("") for column in columns]
        return table.with_columns(pl.concat_str(parts, separator="|").alias("incident_id"))
    column = columns[0]
    table = table.with_columns(pl.col(said(column)).str.strip_chars().alias("incident_id"))
    if table.select(pl.col("incident_id").str.ends_with(".0").any()).item():
        whole = pl.col("incident_id").str.replace(r"^(\d+)\.0$", "${1}")
        table = table.with_columns(whole)
    table = refusals.take(
        table,
        pl.col("incident_id").is_null() | (pl.col("incident_id") == ""),
        column=column,
        code="no-id",
        explain=("The row has no identifier.", "Give the source's own identifier."),
    )
    if not table.select(pl.col("incident_id").str.contains("E+", literal=True).any()).item():
        return table
    return refusals.take(
        table,
        pl.col("incident_id").str.contains(r"^\d(?:[.,]\d+)?E\+\d+$"),
        column=column,
        code="shortened-id",
        explain=(
            "A spreadsheet has shortened this identifier, and its last figures are lost.",
            "Export the file again with this column formatted as text.",
        ),
    )


def add_numbers(table: pl.DataFrame, profile: SourceProfile, refusals: Refusals) -> pl.DataFrame:
    """`table` with the publisher's year and, where the source gives counts, `n`."""
    year = profile.publisher_year
    if year is not None and said(year) in table.columns:
        table = _add_number(table, "publisher_year", year, (1000, 9999), refusals)
        table = table.with_columns(pl.col("publisher_year").cast(pl.Int32()))
    for column in profile.columns_of("n"):
        if said(column) in table.columns:
            table = _add_number(table, "n", column, (0, 10**12), refusals)
            table = table.with_columns(pl.col("n").fill_null(1))
    return table


def _add_number(
    table: pl.DataFrame, name: str, column: str, bounds: tuple[int, int], refusals: Refusals
) -> pl.DataFrame:
    table = table.with_columns(whole_numbers(table[said(column)]).alias(name))
    return refuse_unless_between(
        table,
        name,
        bounds,
        column=column,
        code="not-a-number",
        explain=(
            f"This is not a whole number from {bounds[0]} to {bounds[1]}.",
            "Correct the number, or leave the cell blank.",
        ),
        refusals=refusals,
    )


def add_statements(table: pl.DataFrame, profile: SourceProfile, refusals: Refusals) -> pl.DataFrame:
    """`table` with perceived, recorded, verified, setting, definition, status where given."""
    for name in YES_NO_FIELDS:
        for column in profile.columns_of(name):
            if said(column) in table.columns:
                table = _add_yes_no(table, name, column, refusals)
    allowed = {"setting": ("offline", "online"), "place": PLACES}
    for name in (*TEXT_FIELDS, "place"):
        for column in profile.columns_of(name):
            if said(column) not in table.columns:
                continue
            text = pl.col(said(column)).str.strip_chars()
            ours = "stated place" if name == "place" else name
            filled = pl.when(text.str.len_bytes() > 0).then(text)
            table = table.with_columns(filled.alias(ours))
            if name in allowed:
                table = _refuse_other_words(table, ours, column, allowed[name], refusals)
    return table


def _add_yes_no(table: pl.DataFrame, name: str, column: str, refusals: Refusals) -> pl.DataFrame:
    cells = table[said(column)]
    answers: list[bool | None] = []
    distinct = cells.drop_nulls().unique()
    for cell in distinct:
        word = cell.strip().casefold()
        answers.append(True if word in YES else False if word in NO else None)
    found = cells.replace_strict(
        distinct, pl.Series(answers, dtype=pl.Boolean()), default=None, return_dtype=pl.Boolean()
    )
    return refusals.take(
        table.with_columns(found.alias(name)),
        (pl.col(said(column)).str.strip_chars().str.len_bytes() > 0) & pl.col(name).is_null(),
        column=column,
        code="not-yes-or-no",
        explain=("This is neither yes nor no.", "Write yes or no, or leave it blank."),
    )


def _refuse_other_words(
    table: pl.DataFrame, name: str, column: str, words: Sequence[str], refusals: Refusals
) -> pl.DataFrame:
    table = table.with_columns(pl.col(name).str.to_lowercase())
    return refusals.take(
        table,
        ~pl.col(name).is_in(list(words)),
        column=column,
        code=f"unknown-{name.removeprefix('stated ')}",
        explain=("This word has no meaning here.", f"Use {' or '.join(words)}, or leave it blank."),
    )
