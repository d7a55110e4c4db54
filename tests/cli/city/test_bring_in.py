"""`commonweal listening bring-in`, `resume` and `discard`."""

import pytest

from tests.factories.incidents import row, write_file
from workbench.commands import bring_in
from workbench.listening.actions import deliver
from workbench.listening.models import Delivery


@pytest.fixture
def file(tmp_path):
    return write_file(tmp_path / "march.csv", [row("a"), row("b"), row("c", area="nowhere")])


@pytest.fixture
def interrupted(commonweal, city_folder, file, monkeypatch):
    """A delivery that was interrupted by Ctrl-C when it was written and not yet shown."""

    def stop(*_args, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(deliver, "show_delivery", stop)
        said = commonweal("listening", "bring-in", city_folder, file, "--profile", "canonical")
    return said, Delivery.objects.get()


def test_bringing_a_file_in_says_what_it_held_and_where_the_refused_rows_are(
    commonweal, city_folder, file
):
    said = commonweal("listening", "bring-in", city_folder, file, "--profile", "canonical")
    assert said.code == 0
    lines = [line.split(maxsplit=1) for line in said.words.splitlines()[1:8]]
    assert {label: int(count) for count, label in lines} == {
        "rows": 3,
        "incidents": 2,
        "rows of an incident already counted": 0,
        "refused": 1,
        "added": 2,
        "vanished": 0,
        "relabelled": 0,
    }
    assert f"Refused rows, each with its reason: {city_folder}/lake/refused/" in said.words


def test_both_values_of_what_was_relabelled_are_told(commonweal, city_folder, tmp_path):
    order = ("listening", "bring-in", city_folder)
    for day, area in (("1", "NW"), ("8", "SE")):
        file = write_file(tmp_path / f"march-{day}.csv", [row("a", area=area), row("b")])
        said = commonweal(*order, file, "--profile", "canonical")
    assert said.words.splitlines()[-1] == "  a: area was NW and is now SE"


def test_a_file_that_lacks_most_of_what_was_shown_is_told_with_a_way_out(
    commonweal, city_folder, tmp_path
):
    order = ("listening", "bring-in", city_folder)
    said = []
    for n, keys in enumerate(("abc", "ab", "d")):
        file = write_file(tmp_path / f"{n}.csv", [row(key) for key in keys])
        said.append(commonweal(*order, file, "--profile", "canonical").words)
    told = [bring_in.MUCH_VANISHED in words for words in said]
    assert told == [False, False, True]


def test_refused_rows_go_to_the_file_that_was_asked_for(commonweal, city_folder, file, tmp_path):
    rejects = tmp_path / "refused.csv"
    order = ("bring-in", city_folder, file, "--profile", "canonical", "--rejects", rejects)
    commonweal("listening", *order)
    heading, refused = rejects.read_text().splitlines()
    assert heading.startswith("row,column,value,code,reason,remedy")
    assert refused.startswith("4,area,nowhere,unknown-area,")


def test_the_same_file_again_is_told_and_is_no_failure(commonweal, city_folder, file):
    order = ("listening", "bring-in", city_folder, file, "--profile", "canonical")
    commonweal(*order)
    said = commonweal(*order)
    assert said.code == 0
    assert said.words.startswith("march.csv is already in: canonical shows it as delivery ")


def test_an_unknown_profile_is_refused_with_the_nearest(commonweal, city_folder, file):
    said = commonweal("listening", "bring-in", city_folder, file, "--profile", "nypdd")
    assert (said.code, said.error.message) == (2, "There is no source profile “nypdd”.")


def test_a_missing_file_is_told_as_such(commonweal, city_folder, tmp_path):
    file = tmp_path / "missing.csv"
    said = commonweal("listening", "bring-in", city_folder, file, "--profile", "canonical")
    assert said.error.message == (
        "The file missing.csv cannot be opened: No such file or directory."
    )


def test_ctrl_c_leaves_a_delivery_that_check_offers_to_finish_or_drop(
    interrupted, commonweal, city_folder
):
    said, delivery = interrupted
    assert said.code == 130
    checked = commonweal("check", city_folder)
    assert checked.code == 1
    assert (
        f"Delivery {delivery.pk} of canonical was interrupted, 2 of 2 changes written; readers do "
        f"not see it.\n  Finish it with `commonweal listening resume {city_folder} {delivery.pk}`, "
        f"or drop it with `commonweal listening discard {city_folder} {delivery.pk}`.\n"
    ) in checked.words


def test_an_interrupted_delivery_is_resumed(interrupted, commonweal, city_folder):
    said = commonweal("listening", "resume", city_folder, interrupted[1].pk)
    assert said.words.startswith(f"Delivery {interrupted[1].pk} of canonical is shown.")


def test_an_interrupted_delivery_is_discarded(interrupted, commonweal, city_folder):
    said = commonweal("listening", "discard", city_folder, interrupted[1].pk)
    assert said.words == (
        f"Delivery {interrupted[1].pk} of canonical is discarded; nothing of it is left.\n"
    )


def test_a_number_that_is_no_delivery_is_told(commonweal, city_folder):
    said = commonweal("listening", "resume", city_folder, 999)
    assert said.error.message == "There is no delivery 999."


def test_a_folder_that_is_no_city_is_told(commonweal, tmp_path):
    said = commonweal("listening", "resume", tmp_path, 1)
    assert said.error.message.endswith("is not a city folder: it has no city.toml.")


@pytest.mark.parametrize("key", ["NY PD", "../outside", "Town"])
def test_a_source_key_that_could_name_no_file_is_refused(commonweal, city_folder, file, key):
    order = ("--profile", "canonical", "--source", key)
    said = commonweal("listening", "bring-in", city_folder, file, *order)
    assert (said.code, said.error.message) == (2, f"“{key}” cannot be the key of a source.")
    assert not Delivery.objects.exists()


def test_a_file_of_refused_rows_that_cannot_be_written_is_refused_before_the_work(
    commonweal, city_folder, file, tmp_path
):
    order = ("--profile", "canonical", "--rejects", tmp_path / "not-there" / "refused.csv")
    said = commonweal("listening", "bring-in", city_folder, file, *order)
    assert said.code == 2
    assert said.error.message.endswith("not-there/refused.csv cannot be written.")
    assert not Delivery.objects.exists()
