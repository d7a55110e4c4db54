"""`commonweal mapping bring-in`."""

from tests.factories.lists import entry, write_list
from workbench.mapping.models import BringIn, Strength


def bring(commonweal, city_folder, file, *more):
    given = ("--profile", "strengths", "--source", "town", *more)
    return commonweal("mapping", "bring-in", city_folder, file, *given)


def counted(said):
    lines = [line.split(maxsplit=1) for line in said.words.splitlines()[1:9]]
    return {label: int(count) for count, label in lines if int(count)}


def test_a_list_comes_in_and_says_what_it_told(commonweal, city_folder, tmp_path):
    rows = entry("1"), entry("2"), entry("3", area="Atlantis")
    file, rejects = write_list(tmp_path / "town.csv", *rows), tmp_path / "refused.csv"
    said = bring(commonweal, city_folder, file, "--name", "Town list", "--rejects", rejects)
    assert said.code == 0
    assert counted(said) == {"entries that may be counted": 2, "new": 2, "refused": 1}
    assert "Atlantis" in rejects.read_text()
    assert BringIn.objects.get().source.name == "Town list"


def test_a_list_that_comes_again_says_what_is_left_to_decide(commonweal, city_folder, tmp_path):
    file = write_list(tmp_path / "town.csv", entry("1"), entry("2"))
    bring(commonweal, city_folder, file)
    write_list(file, entry("1"))
    said = bring(commonweal, city_folder, file)
    assert counted(said) == {
        "entries that may be counted": 1,
        "known already": 1,
        "no longer named": 1,
    }
    number = BringIn.objects.first().pk
    assert f"/mapping/bring-in/{number}/" in said.words
    assert Strength.objects.count() == 2


def test_a_file_that_cannot_come_in_says_why(commonweal, city_folder, tmp_path):
    file = write_list(tmp_path / "town.csv", entry("1", needs="unheard-of"))
    said = bring(commonweal, city_folder, file)
    assert said.code != 0
    assert "Not one of the 1 entries" in str(said.error)
