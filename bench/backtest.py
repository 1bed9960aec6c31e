"""Back-tests of a million purchases: the default programme, and one with rules of every kind.

`python -m bench.backtest [purchases]` replays a synthetic two-year history on one core, and runs the whole command on a
sales file of as many lines. The budget is 15 seconds for a million purchases.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from bench.limits import Figure
from bench.sales import write_sales_csv
from quen.kernel.without_collector import without_collector
from quen.programme import Programme, example, from_values, to_values
from quen.programme.replay import Replay, Sale

BUDGET_SECONDS = 15.0
_BUDGET_PURCHASES = 1_000_000
_START = date(2024, 1, 1)
_TET = {"name": "Tết", "calendar": "lunar", "month": 1, "day": 1, "days_before": 7}
_RULES = [
    {"key": "weekend", "name": "Weekend", "when": {"weekdays": ["sat", "sun"], "minimum_minor": 200_000},
     "give": {"multiply": 2}, "caps": {"per_day": 100}},
    {"key": "welcome", "name": "Welcome", "when": {"first_purchase": True}, "give": {"add": 10}},
    {"key": "tenth", "name": "Tenth", "when": {"nth_purchase": {"every": 10}}, "give": {"add": 20}},
    {"key": "tet", "name": "Tết", "when": {"holidays": [_TET]}, "give": {"multiply": 1.5}},
]  # fmt: skip


def sales(purchases: int) -> list[Sale]:
    """Purchases of a tenth as many members, member by member, in the order of time."""
    chance, members = random.Random(2026), purchases // 10
    drawn = sorted((int(chance.random() ** 2 * members), chance.randrange(730)) for _ in range(purchases))
    return [
        Sale(number, member, _START + timedelta(days=day), 600, chance.randrange(1, 400) * 1_000, "Quận 1")
        for number, (member, day) in enumerate(drawn)
    ]


def with_rules() -> Programme:
    """The default programme with four rules and a tier that multiplies."""
    values = to_values(example()) | {"rules": _RULES}
    values["tiers"]["steps"][1]["benefits"] = {"multiplier": 1.5}
    return from_values(values)


def whole_command(purchases: int) -> float:
    """Seconds of `quen backtest` on a file, from start to answer."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shop, file = folder / "programme.yaml", folder / "sales.csv"
        run = [sys.executable, "-m", "quen"]
        shop.write_bytes(
            subprocess.run([*run, "programme", "example"], check=True, capture_output=True).stdout
        )
        write_sales_csv(file, lines=purchases, customers=purchases // 10)
        began = time.perf_counter()
        subprocess.run(
            [*run, "backtest", shop, "--sales", file, "--json", "-"], check=True, capture_output=True
        )
        return time.perf_counter() - began


def _cpu_seconds(work: Callable[[], object]) -> float:
    """What one core had to work: others on the machine do not count."""
    began = time.process_time()
    work()
    return time.process_time() - began


def main(purchases: int) -> None:
    history, budget = sales(purchases), BUDGET_SECONDS * purchases / _BUDGET_PURCHASES
    as_of = _START + timedelta(days=731)
    for name, programme in (("default programme", example()), ("with rules", with_rules())):
        replay = Replay(programme, members=purchases // 10)
        with without_collector():
            took = _cpu_seconds(partial(replay.run, history, as_of=as_of))
        print(
            Figure(
                f"back-test, {name}",
                took,
                budget,
                False,
                "s",
                f"{purchases:,} purchases, CPU time of one core",
            )
        )
    took = whole_command(purchases)
    how = f"a file of {purchases:,} lines, three to a receipt, reading included"
    print(Figure("back-test, the whole command", took, budget, False, "s", how))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _BUDGET_PURCHASES)
