"""Asks red-dwarf; run by an interpreter of an environment that has red-dwarf 0.4.0 (MPL-2.0).

VOTES.json holds `votes` (lists of voter, statement, vote; each pair once: red-dwarf stops at a
repeated one) and `rejected`. Printed is one JSON object: CPU seconds of the calls, and for each
seed the groups of the voters, with the first seed's group-aware consensus.
"""

import json
import sys
import time
import warnings
from pathlib import Path
from typing import Any

warnings.filterwarnings("ignore")


def asked(path: Path, seeds: int) -> dict[str, Any]:
    """Run red-dwarf's Pol.is pipeline once a seed."""
    from reddwarf.implementations.base import run_pipeline

    told = json.loads(path.read_text())
    names = ("participant_id", "statement_id", "vote")
    votes = [dict(zip(names, vote, strict=True)) for vote in told["votes"]]
    seconds, runs = [], []
    consensus: dict[str, float] = {}
    for seed in range(seeds):
        began = time.process_time()
        found = run_pipeline(votes=votes, mod_out_statement_ids=told["rejected"], random_state=seed)
        seconds.append(time.process_time() - began)
        people = found.participants_df
        clustered = people[people["to_cluster"]]
        runs.append({str(i): int(g) for i, g in clustered["cluster_id"].items()})
        if seed == 0:
            consensus = {str(s): p for s, p in found.group_aware_consensus["agree"].items()}
    return {"seconds": seconds, "groups": runs, "consensus": consensus}


if __name__ == "__main__":
    print(json.dumps(asked(Path(sys.argv[1]), int(sys.argv[2]))))
