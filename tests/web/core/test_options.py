"""Options of the host: a value that cannot be used stops the start and says what is allowed."""

import pytest

from workbench import options
from workbench.options import ADDRESS, BEHIND_PROXY, LOG_LEVEL, OPTIONS, SIGNED_IN_HOURS


def refusal(option: options.Option, written: str) -> str:
    """The whole message with which a value is refused."""
    with pytest.raises(options.InvalidOption) as refused:
        option.value({option.variable: written})
    return str(refused.value)


def test_a_number_outside_its_range_is_refused_with_the_name_and_what_is_allowed():
    assert refusal(SIGNED_IN_HOURS, "100") == (
        "COMMONWEAL_SIGNED_IN_HOURS cannot be “100”. "
        "Set it to a whole number from 1 to 24, or leave it out."
    )


def test_a_word_that_is_no_yes_and_no_no_is_refused():
    assert refusal(BEHIND_PROXY, "maybe") == (
        "COMMONWEAL_BEHIND_PROXY cannot be “maybe”. Set it to yes or no, or leave it out."
    )


@pytest.mark.parametrize("address", ["http://city.example", "ftp://localhost", "city", "https://"])
def test_an_address_that_others_reach_without_https_is_refused(address):
    assert refusal(ADDRESS, address) == (
        f"COMMONWEAL_ADDRESS cannot be “{address}”. Set it to https://host, or "
        "http://127.0.0.1:port on the same machine, or leave it out."
    )


@pytest.mark.parametrize("address", ["https://city.example", "http://localhost:81"])
def test_an_address_is_taken_without_its_last_slash(address):
    assert ADDRESS.value({"COMMONWEAL_ADDRESS": address + "/"}) == address


def test_a_database_that_is_not_postgresql_is_refused():
    assert refusal(options.DATABASE_URL, "mysql://host/rows") == (
        "COMMONWEAL_DATABASE_URL cannot be “mysql://host/rows”. "
        "Set it to postgresql://user:password@host:port/name, or leave it out."
    )


def test_an_empty_value_means_the_default():
    assert LOG_LEVEL.value({"COMMONWEAL_LOG_LEVEL": " "}) == "warning"


def test_every_option_stands_in_the_table_once():
    written = [value for value in vars(options).values() if isinstance(value, options.Option)]
    assert {option.name for option in written} == {option.name for option in OPTIONS}
    assert len(OPTIONS) == len(written)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "::1", "localhost"])
def test_these_mean_this_machine(host):
    assert options.is_loopback(host)


@pytest.mark.parametrize("host", ["", "10.0.0.1", "localhost.example", "unix:"])
def test_these_mean_another_machine_or_nothing(host):
    assert not options.is_loopback(host)
