"""A city is a folder."""

import os

import polars as pl
import pytest
import shapely

from commonweal.core.errors import CommonwealError, InvalidCity
from commonweal.core.places import Area, AreaSet
from commonweal.core.small_numbers import FloorReason
from commonweal.core.tables import POPULATIONS
from commonweal.files.areas import write_areas
from commonweal.files.city import create_city, examine_city, read_city
from commonweal.files.hashing import content_hashes, folder_hash

AREAS = AreaSet(
    tuple(
        Area(area=name, name=name.title(), population=500, geometry=shapely.box(n, 51, n + 1, 52))
        for n, name in enumerate(("harbour", "hill"))
    )
)
PEOPLE = pl.DataFrame(
    [("harbour", "anti-roma", 40), ("hill", "majority", 300)],
    schema=POPULATIONS.schema,
    orient="row",
)


@pytest.fixture
def make(tmp_path):
    def make_city(name="harbourtown", **facts):
        return create_city(tmp_path / name, **{"name": "Harbourtown", "areas": AREAS} | facts)

    return make_city


def settings(city, **changes):
    """Write city.toml anew with only what is given beside the least that a city needs."""
    facts = {"name": '"H"', "languages": '["en"]', "time_zone": '"UTC"'} | changes
    text = "".join(f"{key} = {value}\n" for key, value in facts.items() if value is not None)
    (city.folder / "city.toml").write_text(text)


def test_a_city_that_was_made_is_read_back(make):
    made = make(
        languages=("nl", "en"),
        time_zone="Europe/Brussels",
        jurisdiction="belgium",
        populations=PEOPLE,
        demonstration=True,
    )
    city = read_city(made.folder, environment={})
    assert city == made
    assert city.areas() == AREAS
    assert city.populations().equals(PEOPLE)
    assert city.publishing_floor == 10
    assert "majority" in city.groups().keys
    assert "assault" in city.kinds().keys
    assert examine_city(city.folder) == []


def test_a_new_city_has_the_folders_that_the_rooms_need_and_no_vault(make):
    folder = make().folder
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
    assert names == {
        "areas.geojson",
        "city.toml",
        "knowledge",
        "knowledge/profiles",
        "lake",
        "lake/staging",
    }


def test_keys_stand_beside_the_folder_open_to_their_owner_alone(make):
    city = make()
    assert city.keys == city.folder.with_name("harbourtown.keys")
    assert city.keys.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("inside", [".", "keys", "../harbourtown/keys"])
def test_keys_inside_the_city_folder_are_refused(make, inside):
    city = make()
    settings(city, keys=f'"{inside}"')
    with pytest.raises(InvalidCity) as refused:
        read_city(city.folder, environment={})
    assert str(refused.value) == (
        "The keys of harbourtown would stand inside the city folder. Name a directory outside it "
        "in `keys` or COMMONWEAL_KEYS: whoever copies the folder must not copy its keys."
    )


def test_keys_inside_the_folder_through_a_link_are_refused(make, tmp_path):
    city = make()
    (city.folder / "hidden").mkdir()
    (tmp_path / "elsewhere").symlink_to(city.folder / "hidden")
    with pytest.raises(InvalidCity, match="would stand inside the city folder"):
        read_city(city.folder, environment={"COMMONWEAL_KEYS": str(tmp_path / "elsewhere")})


def test_the_environment_says_where_keys_are_before_the_settings_do(make, tmp_path):
    city = make()
    settings(city, keys='"../other"')
    assert read_city(city.folder, environment={}).keys == tmp_path / "other"
    named = read_city(city.folder, environment={"COMMONWEAL_KEYS": str(tmp_path / "safe")})
    assert named.keys == tmp_path / "safe"


def test_credentials_of_systemd_hold_the_keys_where_they_have_them(make, tmp_path):
    city = make()
    credentials = {"CREDENTIALS_DIRECTORY": str(tmp_path / "credentials")}
    assert read_city(city.folder, environment=credentials).keys == city.keys
    (tmp_path / "credentials").mkdir()
    (tmp_path / "credentials" / "words.key").touch()
    assert read_city(city.folder, environment=credentials).keys == tmp_path / "credentials"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"publishing_flor": 10},
            "city.toml: there is no field “publishing_flor”. The fields there are: "
            "publishing_floor, publishing_floor_reason, ",
        ),
        (
            {"publishing_floor": 5},
            "city.toml: the publishing floor is 5, not 10, and no reason is given. Write the "
            "decision and its date into `publishing_floor_reason`; residents will read it.",
        ),
        (
            {"publishing_floor": 2, "publishing_floor_reason": '"We want to"'},
            "city.toml: a publishing floor of 2 would show single people. Set `publishing_floor` "
            "to 10; the lowest there is, with a published reason, is 3.",
        ),
        (
            {"confirm_after_months": 0},
            "city.toml: strengths are to be confirmed after 0 months. "
            "Write confirm_after_months as 1 to 120; 12 is usual.",
        ),
        ({"publishing_floor": "true"}, "city.toml: “publishing_floor” is not a whole number."),
        ({"name": '" "'}, "city.toml: the city has no name. Fill in `name`."),
        ({"name": None}, "city.toml: name is missing. Add name."),
        (
            {"time_zone": '"Europe/Antwerp"'},
            "city.toml: there is no time zone “Europe/Antwerp”. The nearest are Europe/",
        ),
        ({"time_zone": '"../../etc"'}, "city.toml: there is no time zone “../../etc”."),
        ({"languages": "[]"}, "city.toml: no language is given. Write `languages` as codes, such"),
        ({"languages": '["English"]'}, "city.toml: “English” is no language code."),
        (
            {"jurisdiction": '"New York"'},
            "city.toml: the jurisdiction “New York” is not written as a key. "
            "Use small letters and hyphens, such as “england-and-wales”.",
        ),
        (
            {"database": '"mysql://db/x"'},
            "city.toml: the database is not a postgresql:// address. Write it as "
            "postgresql://user@host/name, or leave `database` out to use the SQLite file",
        ),
    ],
)
def test_a_setting_that_cannot_be_is_refused_in_words(make, changes, sentence):
    city = make()
    settings(city, **changes)
    with pytest.raises(InvalidCity) as refused:
        read_city(city.folder, environment={})
    assert str(refused.value).startswith(sentence)


def test_another_floor_with_a_published_reason_is_taken_and_used(make):
    city = make(publishing_floor=5, publishing_floor_reason="Council decision of 3 March 2026")
    assert city.publishable(5, 200).allowed
    assert city.publishable(40, 4).reason is FloorReason.GROUP_BELOW_FLOOR
    assert read_city(city.folder, environment={}) == city


def test_a_folder_without_settings_is_no_city(tmp_path):
    with pytest.raises(InvalidCity) as refused:
        read_city(tmp_path)
    assert str(refused.value) == (
        f"{tmp_path.name} is not a city folder: it has no city.toml. "
        "Name the folder of a city, or make one with `commonweal new`."
    )


def test_nothing_is_ever_written_over(make):
    make()
    with pytest.raises(InvalidCity, match="There is already something in harbourtown, the folder"):
        make(name="harbourtown")


def test_keys_of_an_earlier_city_are_never_taken_over(make, tmp_path):
    (tmp_path / "harbourtown.keys").mkdir()
    (tmp_path / "harbourtown.keys" / "words.key").touch()
    with pytest.raises(InvalidCity, match=r"harbourtown\.keys, the directory for keys of the new"):
        make()
    assert not (tmp_path / "harbourtown").exists()


def test_a_city_that_cannot_be_made_leaves_nothing_behind(make, tmp_path):
    wrong = PEOPLE.with_columns(area=pl.lit("nowhere"))
    with pytest.raises(CommonwealError, match="There is no area “nowhere”"):
        make(populations=wrong)
    assert list(tmp_path.iterdir()) == []


def test_changed_areas_are_read_again(make):
    city = make()
    assert city.areas() is city.areas()
    write_areas(AreaSet(AREAS.areas[:1]), city.folder / "areas.geojson")
    os.utime(city.folder / "areas.geojson", (1, 1))
    assert city.areas().ids == ("harbour",)


def test_the_hash_of_a_folder_does_not_depend_on_where_it_stands(make):
    one, two = make("one", populations=PEOPLE), make("two", populations=PEOPLE.reverse())
    assert folder_hash(one.folder) == folder_hash(two.folder)


def test_the_hash_passes_over_the_database_staging_and_where_things_are(make):
    city = make()
    before = folder_hash(city.folder)
    for name in ("commonweal.sqlite3", "commonweal.sqlite3-wal", "lake/staging/x", ".hidden"):
        (city.folder / name).write_text("x")
    text = (city.folder / "city.toml").read_text()
    (city.folder / "city.toml").write_text(
        f'# moved\n{text}\ndatabase = "postgresql://db/x"\nkeys = "../else"\n'
    )
    assert folder_hash(city.folder) == before


@pytest.mark.parametrize("name", ["lake/counts.parquet", "knowledge/groups.toml", "notes.txt"])
def test_the_hash_sees_every_other_file(make, name):
    city = make()
    before = folder_hash(city.folder)
    (city.folder / name).write_text("x = 1")
    assert folder_hash(city.folder) != before
    assert name in content_hashes(city.folder)


def test_the_hash_sees_a_changed_setting_area_or_population(make):
    plain = make("a")
    others = [
        make("b", jurisdiction="belgium"),
        make("c", areas=AreaSet(AREAS.areas[:1])),
        make("d", populations=PEOPLE),
    ]
    hashes = {folder_hash(city.folder) for city in (plain, *others)}
    assert len(hashes) == 4


def test_a_broken_file_has_a_hash_of_its_own(make):
    city = make()
    before = folder_hash(city.folder)
    (city.folder / "areas.geojson").write_text("{")
    assert folder_hash(city.folder) != before
