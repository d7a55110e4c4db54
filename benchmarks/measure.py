"""Runs the long simulations and keeps what they found: make measure, make measure ONLY=NAME.

Read `measurements` first. `--short` runs each with few repetitions and writes nothing; `--check`
says which records are stale.
"""

import argparse
import importlib
import sys
from pathlib import Path

from benchmarks import record
from benchmarks.record import Measurement

FOLDER = Path(__file__).resolve().parent / "measurements"


def measurements() -> dict[str, Measurement]:
    """Name (of the file, without .py) → the measurement that the file declares."""
    names = sorted(path.stem for path in FOLDER.glob("[a-z]*.py"))
    return {name: declared(name) for name in names}


def declared(name: str) -> Measurement:
    """The measurement of that name."""
    found = importlib.import_module(f"benchmarks.measurements.{name}").MEASUREMENT
    if not isinstance(found, Measurement):
        raise TypeError(f"benchmarks/measurements/{name}.py declares no Measurement.")
    return found


def sources_of(name: str, measurement: Measurement) -> tuple[str, ...]:
    """The files that the measurement rests on, its own included."""
    return (*measurement.sources, f"benchmarks/measurements/{name}.py")


def take(name: str, measurement: Measurement) -> Path:
    """Run the whole measurement and keep its record."""
    missing = set(measurement.data) - record.data_hashes(measurement.data).keys()
    if missing:
        raise SystemExit(f"{name} needs shared data that is not here: {sorted(missing)}")
    figures = measurement.run(measurement.seed, measurement.runs)
    facts = {
        "seed": measurement.seed,
        "runs": measurement.runs,
        "code": record.code_hashes(sources_of(name, measurement)),
        "data": record.data_hashes(measurement.data),
    }
    return record.write(record.as_record(name, measurement.measures, figures, **facts))


def try_out(name: str, measurement: Measurement) -> None:
    """A short run that shows the measurement works; nothing is kept."""
    figures = measurement.run(measurement.seed, measurement.short_runs)
    for row in record.as_record(name, measurement.measures, figures)["figures"]:
        print(record.table_row({**row, "reason": row["reason"] or "a short run"}))


def stale(name: str, measurement: Measurement) -> list[str]:
    """Why the record of this measurement cannot be shown; empty where it holds."""
    if name not in record.recorded_names():
        return ["it was never taken"]
    kept = record.read(name)
    found = record.complaints(kept)
    if (kept["seed"], kept["runs"]) != (measurement.seed, measurement.runs):
        found.append("its seed or number of runs changed")
    if kept["code"].keys() != record.code_hashes(sources_of(name, measurement)).keys():
        found.append("it rests on other files now")
    return found


def all_stale() -> dict[str, list[str]]:
    """Every record that does not hold, with the reasons."""
    known = measurements()
    found = {name: stale(name, measurement) for name, measurement in known.items()}
    for name in set(record.recorded_names()) - known.keys():
        found[name] = record.complaints(record.read(name))
        if not name.startswith("bench_"):
            found[name].append(f"benchmarks/measurements/{name}.py is gone")
    return {name: why for name, why in sorted(found.items()) if why}


def main() -> int:
    """Take all measurements, or the one asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", metavar="NAME", help="this one measurement")
    parser.add_argument("--short", action="store_true", help="few runs, nothing is written")
    parser.add_argument("--check", action="store_true", help="say which records are stale")
    asked = parser.parse_args()
    if asked.check:
        for name, why in all_stale().items():
            print(f"docs/measured/{name}.json does not hold: {'; '.join(why)}")
        return int(bool(all_stale()))
    for name, measurement in measurements().items():
        if asked.only in (None, name):
            print(f"{name}: {measurement.measures}", flush=True)
            if asked.short:
                try_out(name, measurement)
            else:
                print(record.as_table(record.read(take(name, measurement).stem)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
