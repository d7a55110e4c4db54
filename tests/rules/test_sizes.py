"""Short functions, short modules, and a record that only tightens (see sizes.py)."""

from tests.rules import sizes

EVERYWHERE = ("src", "tests", "benchmarks", "docs", "bootstrap.py", ".ci")


def test_no_function_is_longer_than_sixty_lines():
    found = {f.where: f.lines for f in sizes.every_function(*EVERYWHERE)}
    too_long = {where: lines for where, lines in found.items() if lines > sizes.LONGEST_FUNCTION}
    assert not too_long, f"Split these by what they decide: {too_long}"


def test_no_module_is_longer_than_four_hundred_lines():
    assert not sizes.long_modules(*EVERYWHERE), "Split these by subject"


def test_functions_keep_to_the_record():
    now, record = sizes.figures(), sizes.recorded()
    assert now.keys() == record.keys()
    grown = {name: (record[name], now[name]) for name in now if now[name] > record[name]}
    assert not grown, f"Functions grew (record, now): {grown}"


def test_the_record_never_exceeds_the_bounds_of_the_house():
    record = sizes.recorded()
    assert record["half_of_functions"] <= sizes.MEDIAN_FUNCTION
    assert record["nine_in_ten_functions"] <= sizes.MOST_FUNCTIONS


def test_tightening_keeps_the_smaller_figure(monkeypatch, tmp_path):
    monkeypatch.setattr(sizes, "RECORD", tmp_path / "sizes.toml")
    sizes.RECORD.write_text("half_of_functions = 4\nnine_in_ten_functions = 30\n")
    now = {"half_of_functions": 6, "nine_in_ten_functions": 20}
    monkeypatch.setattr(sizes, "figures", lambda: now)
    sizes.tighten()
    assert sizes.recorded() == {"half_of_functions": 4, "nine_in_ten_functions": 20}


def test_a_function_is_counted_from_def_to_its_last_line(tmp_path, monkeypatch):
    monkeypatch.setattr(sizes, "shown", lambda path: path.name)
    module = tmp_path / "walk.py"
    module.write_text("@property\ndef short():\n    return 1\n\n\nasync def other(): ...\n")
    assert [(f.where, f.lines) for f in sizes.functions_of(module)] == [
        ("walk.py:2 short", 2),
        ("walk.py:6 other", 1),
    ]
