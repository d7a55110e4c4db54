"""`commonweal weighing maps` on a folder of maps, as an analyst types it."""

import json

from typer.testing import CliRunner

from commonweal.cli.main import app

HEAD = "source,target,weight,delay_quarters\n"


def asked(folder, *words):
    return CliRunner().invoke(app, ["weighing", "maps", str(folder), *words])


def drawn(folder):
    (folder / "ana.csv").write_text(HEAD + "rent,isolation,0.8,2\nisolation,moving,0.5,\n")
    (folder / "ben.csv").write_text(HEAD + "rent,isolation,-0.3,1\nrent,rent,1,\nrent,moving,7,\n")
    return folder


def test_a_folder_of_maps_is_laid_together(tmp_path):
    done = asked(drawn(tmp_path))
    assert done.exit_code == 0
    assert "2 maps, 3 nodes, 2 links." in done.output
    assert "2 rows were refused" in done.output
    said = "Opposite signs on rent → isolation: ana say more makes more, ben say more makes less."
    assert said in done.output


def test_the_answer_as_json_keeps_every_arrow(tmp_path):
    told = json.loads(asked(drawn(tmp_path), "--json").output)
    assert told["schema"] == "commonweal/maps/1"
    assert told["opposed"] == [["rent", "isolation"]]
    link = next(one for one in told["links"] if one["target"] == "isolation")
    assert [(one["drawer"], one["weight"]) for one in link["drawn"]] == [
        ("ana", 0.8),
        ("ben", -0.3),
    ]


def test_refused_rows_name_their_file(tmp_path):
    rejects = tmp_path / "refused.txt"
    asked(drawn(tmp_path), "--rejects", str(rejects))
    assert "ben.csv,3,target,rent,self-arrow" in rejects.read_text(encoding="utf-8")


def test_a_folder_without_a_map_is_refused(tmp_path):
    done = asked(tmp_path)
    assert done.exception.remedy == "A map ends in .csv, .xlsx, .ods, .json."
