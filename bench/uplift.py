"""An experiment of a million customers: judged beside the bare averages of the same arrays, and read from a file.

`python -m bench.uplift [customers]` simulates an experiment with a holdout of a tenth, two outcomes and a covariate.
The budgets: judging both outcomes takes at most 40 times as long as numpy's mean and variance of each arm's values, and
`quen uplift` reads the CSV file and answers within 6 seconds per million rows.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # one core is what is measured

import sys
import tempfile
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

from bench.limits import Figure, seconds
from quen.cli.main import run
from quen.measures.uplift.average import Floats, Ints
from quen.measures.uplift.judge import judge

_CUSTOMERS = 1_000_000
_TIMES, _SECONDS = 40.0, 6.0


def _experiment(customers: int) -> tuple[Ints, Floats, Floats, Floats]:
    """Arm, came (0 or 1), spent, and spent before."""
    chance = np.random.default_rng(2026)
    arm = (chance.random(customers) >= 0.1).astype(np.int64)
    before = chance.gamma(1, 200_000, customers).round()
    came = (chance.random(customers) < 0.3 + 0.01 * arm).astype(np.float64)
    spent = came * (before + chance.gamma(2, 50_000, customers)).round()
    return arm, came, spent, before


def _bare(arm: Ints, outcomes: tuple[Floats, ...]) -> None:
    for outcome in outcomes:
        for number in (0, 1):
            of_arm = outcome[arm == number]
            of_arm.mean(), of_arm.var()


def main(customers: int) -> None:
    arm, came, spent, before = _experiment(customers)
    bare = min(seconds(lambda: _bare(arm, (came, spent))) for _ in range(3))
    ours = min(
        seconds(lambda: [judge(arm, each, arms=2, covariates=before[:, None]) for each in (came, spent)])
        for _ in range(3)
    )
    how = f"{customers:,} customers: averages and variances {bare:.3f} s, two verdicts with a covariate {ours:.3f} s"
    print(Figure("uplift, times the bare averages", ours / bare, _TIMES, False, "x", how))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "experiment.csv"
        named = np.array(["holdout", "message"])[arm]
        csv.write_csv(pa.table({"arm": named, "came": came, "spent": spent, "before": before}), path)
        told = [
            "uplift",
            str(path),
            "--arm",
            "arm",
            "--control",
            "holdout",
            "--covariate",
            "before",
            "--json",
            "-",
        ]
        with redirect_stdout(StringIO()):
            whole = seconds(
                lambda: run([*told, "--outcome", "came", "--outcome", "spent", "--expected-split", "1:9"])
            )
    how = f"{customers:,} rows of CSV, two outcomes, one covariate"
    print(Figure("uplift, file to answer", whole, _SECONDS * customers / _CUSTOMERS, False, "s", how))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _CUSTOMERS)
