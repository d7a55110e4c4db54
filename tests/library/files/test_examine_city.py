"""The doctor of a city folder: what is wrong, and how to mend it."""

import shutil

import polars as pl
import pytest
import shapely

from commonweal.core.places import Area, AreaSet
from commonweal.core.tables import POPULATIONS
from commonweal.files.city import City, create_city, examine_city


@pytest.fixture
def city(tmp_path) -> City:
    areas = AreaSet(
        tuple(
            Area(area=str(n), name=f"A{n}", population=50, geometry=shapely.box(n, 51, n + 1, 52))
            for n in (1, 2)
        )
    )
    return create_city(tmp_path / "town", name="Town", areas=areas)


def found(city):
    return [notice.sentence for notice in examine_city(city.folder)]


def test_a_sound_city_has_no_findings(city):
    assert found(city) == []


def test_broken_settings_are_found(city):
    (city.folder / "city.toml").write_text("name = Town")
    (finding,) = examine_city(city.folder)
    assert finding.code == "unreadable-file"
    assert finding.sentence.startswith("city.toml is not valid TOML: ")


def test_missing_areas_are_found(city):
    (city.folder / "areas.geojson").unlink()
    assert (
        "The city folder town has no areas.geojson. "
        "Bring it back from a backup, or make the city again from its outlines." in found(city)
    )


def test_a_broken_file_does_not_hide_the_next_one(city):
    (city.folder / "areas.geojson").write_text("{")
    (city.folder / "knowledge" / "groups.toml").write_text("[")
    shutil.rmtree(city.keys)
    sentences = " ".join(found(city))
    for word in ("areas.geojson is not GeoJSON", "groups.toml is not valid TOML", "town.keys"):
        assert word in sentences


def test_an_area_that_alone_lacks_its_population_is_found(city):
    path = city.folder / "areas.geojson"
    path.write_text(path.read_text().replace('"population": 50', '"population": null', 1))
    assert found(city) == [
        "The population of 1 is not known. "
        "Add it to areas.geojson, or read the counts there without rates."
    ]


def test_a_city_without_any_populations_is_sound(city):
    path = city.folder / "areas.geojson"
    path.write_text(path.read_text().replace('"population": 50', '"population": null'))
    assert found(city) == []


def test_a_group_larger_than_its_area_is_found(city):
    rows = [("1", "anti-roma", 51), ("2", "anti-roma", 50)]
    pl.DataFrame(rows, schema=POPULATIONS.schema, orient="row").write_csv(
        city.folder / "populations.csv"
    )
    assert found(city) == [
        "populations.csv: 51 people of the group anti-roma live in 1, which has 50 residents. "
        "Correct one of the two numbers."
    ]


def test_a_profile_that_is_no_toml_is_found(city):
    (city.folder / "knowledge" / "profiles" / "ours.toml").write_text("x = ")
    (sentence,) = found(city)
    assert sentence.startswith("ours.toml is not valid TOML: ")


def test_missing_keys_are_found(city):
    city.keys.rmdir()
    assert found(city) == [
        "The directory for keys, town.keys, is not there. Bring it back from its own backup: "
        "without its keys the city's personal words cannot be read."
    ]


def test_keys_that_others_may_open_are_found(city):
    city.keys.chmod(0o755)
    assert found(city) == [
        "Others on this machine may open the directory for keys, town.keys. "
        "Take that right away: chmod 700 on the directory."
    ]


def test_a_missing_folder_is_found(city):
    shutil.rmtree(city.folder / "lake")
    assert found(city) == ["The folder lake/staging is missing. Make it, empty, in town."]


def test_a_password_in_the_settings_is_found(city):
    text = (city.folder / "city.toml").read_text()
    (city.folder / "city.toml").write_text(f'{text}database = "postgresql://me:secret@db/x"\n')
    (sentence,) = found(city)
    assert sentence.startswith("city.toml holds the password of the database, which every copy")
    assert "secret" not in sentence


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("dialogue_preconditions.toml", 'dialogue_precondition]]\nkey = "listening"\nmust = false'),
        ("activation_steps.toml", 'activation_step]]\nkey = "tea"'),
        ("relation_conditions.toml", 'relation_condition]]\nkey = "tea"'),
    ],
)
def test_a_bad_row_of_a_citys_own_list_is_found(city, name, row):
    (city.folder / "knowledge" / name).write_text(f"[[{row}\n")
    (sentence,) = found(city)
    assert sentence.startswith(name)
