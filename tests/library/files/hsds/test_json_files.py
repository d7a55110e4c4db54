"""JSON files of HSDS: objects, lists, pages, lines; older versions and other JSON are refused."""

import gzip
import json

import pytest

from commonweal.core.errors import UnreadableFile
from commonweal.core.hsds import Found
from commonweal.core.notices import Notice
from commonweal.files.hsds.opening import open_hsds
from tests.factories.hsds import location, service, write_json
from tests.factories.strengths import gathered, refusals, shipped

HSDS = shipped("hsds")
TAXONOMY = {"id": "t", "name": "n", "description": "d", "uri": "u", "version": "1"}


def found_in(path):
    return [(one.kind, one.row, one.path) for one in items(path) if isinstance(one, Found)]


def items(path):
    return list(open_hsds(path).items())


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (service(), [("service", 1, "$")]),
        ([service(), service(2)], [("service", 1, "[0]"), ("service", 2, "[1]")]),
        ({"total_items": 1, "contents": [service()]}, [("service", 1, "contents[0]")]),
        ({"services": [{"id": "1", "name": "n"}]}, [("service", 1, "services[0]")]),
        (location(), [("location", 1, "$")]),
        ({"id": "l", "service": service(), "location": {}}, [("service_at_location", 1, "$")]),
        (TAXONOMY, [("taxonomy", 1, "$")]),
        ({"id": "x", "name": "n", "taxonomy": "t"}, [("taxonomy_term", 1, "$")]),
        ({"id": "o", "name": "n", "description": "d"}, [("organization", 1, "$")]),
        ({"id": "o"}, [("", 1, "$")]),
        ([], []),
    ],
)
def test_what_an_object_is_is_found_out_from_its_fields(tmp_path, data, found):
    assert found_in(write_json(tmp_path / "town.json", data)) == found


@pytest.mark.parametrize("name", ["town.jsonl", "town.ndjson", "town.jsonl.gz"])
def test_json_lines_are_read_and_a_broken_line_costs_itself(tmp_path, name):
    lines = [json.dumps(service()), "", "{broken", json.dumps(service(2)), "[1]"]
    content = "\n".join(lines).encode()
    path = tmp_path / name
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    found = gathered(path, HSDS)
    assert found.strengths["name"].to_list() == ["Service 1", "Service 2"]
    assert refusals(found) == [(3, "line", None, "broken-json"), (5, "line", None, "broken-json")]


def test_objects_one_after_another_are_read_whatever_the_name(tmp_path):
    path = tmp_path / "town.json"
    path.write_text(json.dumps(service()) + json.dumps(service(2), indent=2))
    assert found_in(path) == [("service", 1, "$"), ("service", 2, "$")]


def test_one_page_of_several_says_so(tmp_path):
    page = {"total_items": 40, "total_pages": 20, "page_number": 3, "contents": [service()]}
    found = items(write_json(tmp_path / "p.json", page))
    (notice,) = [one for one in found if isinstance(one, Notice)]
    assert notice.sentence == (
        "p.json is page 3 of 20: it holds 1 of 40 entries. Get the other pages as well."
    )


def test_the_front_page_of_an_api_says_where_the_entries_are(tmp_path):
    front = {"version": "3.0", "profile": "p", "openapi_url": "u"}
    (notice,) = items(write_json(tmp_path / "base.json", front))
    assert notice.sentence == (
        "base.json is the front page of an HSDS API of version 3.0. It lists no entries: ask the "
        "API for /services."
    )
    with pytest.raises(UnreadableFile, match=r"says that it is HSDS 1\.2"):
        items(write_json(tmp_path / "old.json", {"version": "1.2"}))


def test_an_empty_list_says_that_it_lists_nothing(tmp_path):
    (notice,) = items(write_json(tmp_path / "none.json", []))
    assert notice.sentence == "none.json lists no entries."


@pytest.mark.parametrize(
    "older",
    [
        {"id": "1", "name": "n", "regular_schedules": []},
        {"id": "1", "name": "n", "eligibility": [{"eligibility": "all"}]},
        {"id": "1", "location": {"physical_addresses": []}, "service": {}},
    ],
)
def test_json_of_older_versions_is_refused_with_the_reason(tmp_path, older):
    with pytest.raises(UnreadableFile) as refused:
        items(write_json(tmp_path / "old.json", older))
    assert refused.value.code == "older-hsds-json"
    assert "which HSDS had before version 3.0" in refused.value.message
    assert refused.value.remedy == (
        "Ask the publisher for the data package (a folder or zip of CSV files), from which "
        "versions 1.1 and 2.0 are converted, or for HSDS 3.0."
    )


@pytest.mark.parametrize("other", [{"type": "FeatureCollection", "features": []}, {}])
def test_other_json_is_refused(tmp_path, other):
    with pytest.raises(UnreadableFile, match="holds a JSON object without an id"):
        items(write_json(tmp_path / "map.json", other))


def test_a_file_that_was_cut_off_is_told_with_its_place(tmp_path):
    path = tmp_path / "cut.json"
    path.write_text(json.dumps({"contents": [service(), service(2)]})[:-20])
    with pytest.raises(UnreadableFile, match=r"cut\.json is not whole JSON: at character"):
        items(path)


def test_half_characters_do_no_harm(tmp_path):
    path = tmp_path / "half.json"
    path.write_text('{"id": "1", "name": "\\ud800", "status": "active"}')
    assert gathered(path, HSDS).strengths["name"].to_list() == ["?"]
