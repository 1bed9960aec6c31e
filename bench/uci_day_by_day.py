"""A year of UCI Online Retail imported day by day, in shuffled order, twice over, against all at once.

The databases must hold the same facts: it ends with exit code 1 where they do not. `python -m bench.uci_day_by_day
[DAYS]` takes so many days instead of all 305.
"""

import random
import sys
from pathlib import Path
from statistics import median

from tests.flows.import_sales.books import books
from tests.flows.import_sales.empty import empty

from bench.installation import installation
from bench.limits import Figure, seconds

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "uci_online_retail"
SECONDS_BUDGET = 0.5


def main(count: int | None) -> int:
    """Print how long a day's import takes into a growing database; the exit code tells whether the facts agree."""
    days = sorted(DATA.glob("*.csv"))[:count]
    with installation():
        spent_at_once = seconds(lambda: _bring(days))
        at_once = books()
        empty()
        first = _pass(days, seed=7)
        after_first = books()
        second = _pass(days, seed=8)
        after_second = books()
    how = f"{len(days)} days; all at once {spent_at_once:.0f} s"
    print(Figure("a day's import, first pass, median", median(first), SECONDS_BUDGET, False, "s", how))
    print(
        Figure(
            "a day's import, second pass, median", median(second), SECONDS_BUDGET, False, "s", "nothing new"
        )
    )
    print(f"     passes: {sum(first):.0f} s and {sum(second):.0f} s; slowest day {max(first + second):.2f} s")
    same = {"after the first pass": after_first == at_once, "after the second": after_second == at_once}
    for when, is_same in same.items():
        print(f"{'ok  ' if is_same else 'MISS'} the same database as all at once, {when}")
    for facts, rows in at_once.items():
        print(f"     {facts:<14} {len(rows):>9,}")
    return int(not all(same.values()))


def _pass(days: list[Path], *, seed: int) -> list[float]:
    """Import every day once, in an order of its own; the seconds each took."""
    order = list(days)
    random.Random(seed).shuffle(order)  # an order, no secret
    return [seconds(lambda day=day: _bring([day])) for day in order]  # type: ignore[misc]


def _bring(paths: list[Path]) -> None:
    from quen.flows.import_sales import import_sales
    from quen.kernel.actor import SYSTEM
    from quen.sales_file import ReadOptions

    import_sales(paths, options=ReadOptions(), by=SYSTEM)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else None))
