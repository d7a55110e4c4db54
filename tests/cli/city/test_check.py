"""`commonweal check`: what is wrong with a city, and how to mend it."""

import pytest

from tests.factories.incidents import row, write_file
from workbench.listening.models import Record


@pytest.fixture
def filled(commonweal, city_folder, tmp_path):
    """The city with one delivery in it."""
    file = write_file(tmp_path / "march.csv", [row("a"), row("b", area="SE")])
    commonweal("listening", "bring-in", city_folder, file, "--profile", "canonical")
    return city_folder


def test_a_city_in_order_is_well(commonweal, filled):
    said = commonweal("check", filled, "--deep")
    assert (said.code, said.words) == (0, f"All is well in {filled}.\n")


def test_a_record_in_an_area_that_is_gone_is_told(commonweal, filled):
    Record.objects.filter(key="a").update(area="old-town")
    said = commonweal("check", filled)
    assert said.code == 1
    assert said.words.startswith(
        "Records of canonical name areas that the city does not know: old-town.\n"
        "  Put the area back, or bring the source's file in once more with --again.\n"
    )


def test_a_record_of_a_group_that_is_gone_is_told(commonweal, filled):
    Record.objects.filter(key="a").update(groups="|anti-jewish|anti-martian|")
    said = commonweal("check", filled)
    assert "name groups that the city does not know: anti-martian." in said.words


def test_a_record_that_was_altered_behind_our_back_is_found_when_looked_for(commonweal, filled):
    Record.objects.filter(key="a").update(area="SW")
    assert commonweal("check", filled).code == 0
    said = commonweal("check", filled, "--deep")
    assert said.words.startswith("The records of canonical are not those that delivery ")


@pytest.mark.parametrize("name", ["words.key", "secret.key"])
def test_a_missing_key_is_told(commonweal, filled, name):
    key = filled.with_name("city.keys") / name
    key.unlink()
    said = commonweal("check", filled)
    assert said.code == 1
    assert f"The city's key file {key} is missing, empty or may not be read." in said.words


def test_a_key_that_others_may_read_is_told(commonweal, filled):
    key = filled.with_name("city.keys") / "words.key"
    key.chmod(0o644)
    assert f"Close it with: chmod 600 {key}" in commonweal("check", filled).words


def test_staged_files_that_nobody_needs_are_told(commonweal, filled):
    (filled / "lake" / "staging" / "77").mkdir()
    said = commonweal("check", filled)
    assert "The staged files of delivery 77 are not needed any more." in said.words


def test_little_room_on_the_disk_is_told(commonweal, filled, monkeypatch):
    from workbench.commands import check

    usage = type("Usage", (), {"free": 300_000_000})
    monkeypatch.setattr(check.shutil, "disk_usage", lambda _folder: usage)
    assert "Only 0.3 GB are free on the disk" in commonweal("check", filled).words


def test_a_broken_city_folder_is_told_and_exits_one(commonweal, filled):
    (filled / "city.toml").write_text("name =")
    said = commonweal("check", filled)
    assert (said.code, said.error) == (1, None)
    assert "city.toml" in said.words
