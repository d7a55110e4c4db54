"""`commonweal listening look FILE --profile nypd --parquet OUT` beside polars' own read and write.

The peer only parses the file and writes every column to Parquet as text. We hash the file, check
each row, read dates, groups, kinds and areas by the profile, count each incident once, and write
the incident table with its lineage. The file has the NYPD's columns, labels and habits (several
rows for one complaint, commas inside quotes, months given for the next year), made from a seed.
"""

from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.bench import Benchmark, Side

FILE, OURS, PEER = "nypd.csv", "ours.parquet", "peer.parquet"
HEADER = (
    "Full Complaint ID,Complaint Year Number,Month Number,Record Create Date,"
    "Complaint Precinct Code,Patrol Borough Name,County,Law Code Category Description,"
    "Offense Description,PD Code Description,Bias Motive Description,Offense Category,"
    "Arrest Date,Arrest Id"
)
MOTIVES = (
    ("ANTI-JEWISH", "Religion/Religious Practice", 0.45),
    ("ANTI-ASIAN", "Race/Color", 0.14),
    ("ANTI-MALE HOMOSEXUAL (GAY)", "Sexual Orientation", 0.13),
    ("ANTI-BLACK", "Race/Color", 0.1),
    ("ANTI-WHITE", "Race/Color", 0.06),
    ("ANTI-MUSLIM", "Religion/Religious Practice", 0.06),
    ("ANTI-GENDER NON-CONFORMING", "Gender", 0.06),
)
OFFENCES = (
    ("MISCELLANEOUS PENAL LAW", "AGGRAVATED HARASSMENT 1"),
    ("CRIMINAL MISCHIEF & RELATED OF", '"CRIMINAL MISCHIEF 4TH, GRAFFIT"'),
    ("ASSAULT 3 & RELATED OFFENSES", "ASSAULT 3"),
    ("FELONY ASSAULT", '"ASSAULT 2,1,UNCLASSIFIED"'),
    ("ROBBERY", '"ROBBERY,OPEN AREA UNCLASSIFIED"'),
)
ROWS_AT_ONCE = 200_000
LARGEST_SHARE_REPEATED = 0.09


def prepare(folder: Path, size: int) -> None:
    """Write a file of `size` rows."""
    rng = np.random.default_rng(20_260_101)
    with (folder / FILE).open("w", encoding="ascii", newline="") as out:
        out.write(HEADER + "\n")
        for start in range(0, size, ROWS_AT_ONCE):
            out.write(_rows(rng, start, min(ROWS_AT_ONCE, size - start)))


def _rows(rng: np.random.Generator, start: int, n: int) -> str:
    numbers = start + np.arange(n) - (rng.random(n) < LARGEST_SHARE_REPEATED) * 1
    days = np.datetime64("2019-01-01") + (numbers * 7919) % 1461
    months = days.astype("datetime64[M]").astype(int) % 12 + 1
    years = days.astype("datetime64[Y]").astype(int) + 1970
    motives = rng.choice(len(MOTIVES), n, p=[share for _, _, share in MOTIVES])
    offences = rng.integers(0, len(OFFENCES), n)
    precincts = rng.integers(1, 78, n)
    lines = []
    for i in range(n):
        day, year, month = days[i].item(), int(years[i]), int(months[i])
        motive, category, _ = MOTIVES[motives[i]]
        offence, code = OFFENCES[offences[i]]
        # A December may stand under the next year's number, as in the NYPD's own file.
        year += month == 12 and i % 50 == 0
        lines.append(
            f"{200_000_000_000_000 + int(numbers[i])},{year},{month},{day:%m/%d/%Y},{precincts[i]},"
            f"PATROL BORO MAN SOUTH,NEW YORK,FELONY,{offence},{code},{motive},{category},"
            f"{day:%m/%d/%Y},B{30_000_000 + i}\n"
        )
    return "".join(lines)


def ours(folder: Path, _size: int) -> str:
    """The command as a person runs it, with its answer on paper left aside."""
    from commonweal.cli.listening import look

    with redirect_stdout(StringIO()):
        look(folder / FILE, profile="nypd", parquet=folder / OURS)
    return str(folder / OURS)


def peer(folder: Path, _size: int) -> str:
    """What polars does with the same file when nothing is understood."""
    pl.read_csv(folder / FILE, infer_schema=False).write_parquet(folder / PEER)
    return str(folder / PEER)


def warm(_folder: Path, _size: int) -> None:
    """Import what both sides use: a command's start is not what is compared here."""
    import commonweal.cli.listening  # noqa: F401 # imported for its own sake


def agree(written: str, parsed: str) -> None:
    """Every complaint in the file is one incident, and none is two."""
    incidents = pl.read_parquet(written, columns=["incident_id"])["incident_id"]
    complaints = pl.read_parquet(parsed, columns=["Full Complaint ID"])["Full Complaint ID"]
    assert incidents.is_unique().all()
    assert set(incidents) == set(complaints)


BENCHMARK = Benchmark(
    asks="How long does a first look at a police file take, beside parsing it alone?",
    ours=Side(name="commonweal listening look --parquet", run=ours, ready=warm),
    peer=Side(name="polars read_csv, write_parquet", run=peer, ready=warm),
    prepare=prepare,
    agree=agree,
    sizes=(10_000, 100_000, 1_000_000),
    at_most=3.0,
    memory_mb=600,
    sources=(
        "src/commonweal/cli/listening.py",
        "src/commonweal/files/csv_text.py",
        "src/commonweal/files/incidents.py",
        "src/commonweal/files/survey.py",
        "src/commonweal/listening/coding/coder.py",
        "src/commonweal/listening/coding/dates.py",
        "src/commonweal/listening/coding/labels.py",
        "src/commonweal/listening/coding/narrow.py",
    ),
)
