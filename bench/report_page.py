"""Every report of the console over ten million purchases, against hand-written DuckDB SQL on the same Parquet files.

`python -m bench.report_page [purchases [report …]]`: makes a synthetic lake in a temporary folder, computes each report
as a page does whose result is not kept yet (opening the lake included), and prints the ratio of the best times of both.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial

import duckdb

from bench.lake import LAST_DAY, make_lake
from bench.limits import Figure, seconds
from bench.report_by_hand import BY_HAND

BUDGET = 1.5
RUNS = 3


def main(purchases: int, names: Sequence[str]) -> None:
    """Print a figure for each of the named reports, or for all."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["QUEN_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "quen.config.settings"
        import django

        django.setup()
        lake = make_lake(purchases)
        from quen.insight.lake.read import Filters
        from quen.insight.reports.ask import Report, compute

        everything = Filters(last_day=LAST_DAY)
        for report in names or BY_HAND:
            by_hand = partial(_by_hand, [statement.format(lake=lake) for statement in BY_HAND[report]])
            best, ours = _race(by_hand, partial(compute, Report(report), everything))
            how = f"{purchases:,} purchases: by hand {best:.2f} s, report {ours:.2f} s, best of {RUNS}"
            print(Figure(f"report {report}, time", ours / best, BUDGET, False, "x", how), flush=True)


def _by_hand(statements: list[str]) -> None:
    with duckdb.connect() as duck:
        for statement in statements:
            duck.execute(statement).fetchall()


def _race(first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    """The best time of each, taken in turns so that a busy machine slows both alike."""
    times = [(seconds(first), seconds(second)) for _ in range(RUNS)]
    return min(time for time, _ in times), min(time for _, time in times)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000, sys.argv[2:])
