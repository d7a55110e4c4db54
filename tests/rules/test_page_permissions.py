"""Walk every address × method × role, and compare with the one table in page_permissions.py."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import Cast, make_cast, raise_powers, signed_in
from tests.rules.page_permissions import OPEN_TO_ALL, PAGES
from tests.rules.permission_rows import RAISE, ROLES, SIGN_IN, Row, Status
from workbench.accounts.middleware import BEFORE_SECOND_FACTOR

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def walk(resolver: URLResolver) -> Iterator[URLPattern]:
    """Every address of the workbench, allauth's included."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from walk(pattern)
        else:
            yield pattern


ADDRESSES = {pattern.name or str(pattern.pattern): pattern for pattern in walk(get_resolver())}
LISTED = sorted({row.name for row in PAGES})


@pytest.fixture
def cast(db: None) -> Cast:
    """Everyone of the cast."""
    return make_cast()


def browser_of(cast: Cast, role: str, *, raised: bool = False) -> Client:
    """The browser of a stranger, or of whoever plays this role."""
    person = None if role == "anonymous" else cast.playing(role)
    client = signed_in(person)
    if person and raised:
        raise_powers(client, person)
    return client


def asked(client: Client, row: Row, cast: Cast) -> Status:
    """The answer to a row's request; whatever it changed is taken back."""
    cache.clear()
    with transaction.atomic():
        address = reverse(row.name, kwargs=row.kwargs(cast))
        response = (
            client.generic(row.method, address)
            if row.method not in {"GET", "POST"}
            else (
                client.get(address) if row.method == "GET" else client.post(address, dict(row.data))
            )
        )
        transaction.set_rollback(True)
    return word_for(response.status_code, response.headers.get("Location", ""))


def word_for(status: int, location: str) -> Status:
    """A status, or where the answer leads if that decides."""
    path = urlsplit(location).path
    if status == 302 and path == reverse("account_login"):
        return SIGN_IN
    if status == 302 and path == reverse("accounts-elevated") and "next=" in location:
        return RAISE
    return status


def test_every_address_is_in_the_table_and_the_table_names_no_other() -> None:
    assert sorted(ADDRESSES) == LISTED


def test_every_address_has_a_name() -> None:
    assert [str(p.pattern) for p in ADDRESSES.values() if not p.name] == []


def test_only_the_listed_pages_are_open_to_strangers() -> None:
    open_pages = {
        name
        for name, pattern in ADDRESSES.items()
        if not getattr(pattern.callback, "login_required", True)
    }
    assert open_pages == OPEN_TO_ALL


@pytest.mark.parametrize("name", LISTED)
def test_each_role_gets_what_the_table_says(name: str, cast: Cast) -> None:
    wrong = []
    for row in (row for row in PAGES if row.name == name):
        for role in ROLES:
            with transaction.atomic():
                got = asked(browser_of(cast, role), row, cast)
                transaction.set_rollback(True)
            if got != row.expected(role):
                wrong.append(f"{row.method} as {role}: {got}, not {row.expected(role)}")
        for role, expected in row.raised.items():
            with transaction.atomic():
                got = asked(browser_of(cast, role, raised=True), row, cast)
                transaction.set_rollback(True)
            if got != expected:
                wrong.append(f"{row.method} as {role} with raised powers: {got}, not {expected}")
    assert wrong == [], f"{name}: {'; '.join(wrong)}"


@pytest.mark.parametrize("name", LISTED)
def test_a_method_that_is_not_listed_is_refused(name: str, cast: Cast) -> None:
    rows = [row for row in PAGES if row.name == name]
    unlisted = [method for method in METHODS if method not in {row.method for row in rows}]
    wrong = []
    for role in ROLES:
        refusal: Status = SIGN_IN if role == "anonymous" and name not in OPEN_TO_ALL else 405
        for method in unlisted:
            row = Row(
                name=name, method=method, kwargs=rows[0].kwargs, **dict.fromkeys(ROLES, refusal)
            )
            with transaction.atomic():
                got = asked(browser_of(cast, role), row, cast)
                transaction.set_rollback(True)
            if got != refusal:
                wrong.append(f"{method} as {role}: {got}, not {refusal}")
    assert wrong == [], f"{name}: {'; '.join(wrong)}"


@pytest.mark.parametrize("name", sorted(set(LISTED) - OPEN_TO_ALL - BEFORE_SECOND_FACTOR))
def test_without_a_second_factor_every_page_leads_to_setting_one_up(name: str, cast: Cast) -> None:
    row = next(row for row in PAGES if row.name == name)
    response = signed_in(cast.emil).generic(row.method, reverse(row.name, kwargs=row.kwargs(cast)))
    assert response.status_code == 302
    assert response.headers["Location"] == reverse("mfa_activate_totp")
