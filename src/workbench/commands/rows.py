"""Every row of a city as plain JSON lines, the same from SQLite and from PostgreSQL, and back.

Read `rows_of` and `load_rows`. Sessions, and what Django makes anew by itself, stay behind.
"""

import base64
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import batched
from typing import Any
from uuid import UUID

from django.apps import apps
from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

LEFT_BEHIND = frozenset(
    {
        "sessions.session",
        "contenttypes.contenttype",
        "auth.permission",
        "auth.group",
        "auth.group_permissions",
    }
)
ROWS_AT_ONCE = 5_000


def tables(of: Apps = apps) -> list[type[models.Model]]:
    """The models whose rows belong to the city, in a fixed order; `of`: now, or at a migration."""
    kept = [
        model
        for model in of.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.label_lower not in LEFT_BEHIND
    ]
    return sorted(kept, key=lambda model: model._meta.label_lower)


@contextmanager
def one_moment() -> Iterator[None]:
    """All reads inside see the database as it was at one moment, while others go on writing."""
    if connection.vendor == "sqlite":
        # Django would take the write lock for the whole block
        connection.ensure_connection()
        sqlite: Any = connection
        usual, sqlite.transaction_mode = sqlite.transaction_mode, "DEFERRED"
        try:
            with transaction.atomic():
                yield
        finally:
            sqlite.transaction_mode = usual
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def rows_of(model: type[models.Model]) -> Iterator[bytes]:
    """The rows of a table by primary key, each as one line of JSON."""
    fields = model._meta.concrete_fields
    names = [field.attname for field in fields]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        plain = {name: _plain(value) for name, value in zip(names, row, strict=True)}
        text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        yield text.encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, UUID):
        return str(value)
    return value


def load_rows(model: type[models.Model], lines: Iterable[bytes]) -> int:
    """Put rows of `rows_of` into the table, as they were; how many there were."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    loaded = 0
    for lot in batched(lines, ROWS_AT_ONCE):
        rows = [json.loads(line) for line in lot]
        names = list(rows[0])
        values = [[_stored(fields[name], row[name]) for name in names] for row in rows]
        with connection.cursor() as cursor:
            cursor.executemany(_insert(model, [str(fields[name].column) for name in names]), values)
        loaded += len(rows)
    return loaded


def _stored(field: Any, value: Any) -> Any:
    target = getattr(field, "target_field", field)
    return field.get_db_prep_save(target.to_python(value), connection)


def _insert(model: type[models.Model], columns: list[str]) -> str:
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608 - our own tables


def count_on_from_here(restored: list[type[models.Model]]) -> None:
    """Let new rows get numbers after the restored ones."""
    statements = connection.ops.sequence_reset_sql(no_style(), restored)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
