"""Every measure over ten million purchases on a Spark cluster of this machine, against DuckDB on the same files.

`python -m bench.spark_cluster [purchases [measure …]] [--minutes N]`: makes a synthetic lake with lines, members and
merged customers in a temporary folder, starts a master and two workers as processes of their own, computes each
measure through the lake as a report does, and compares what the two engines tell. One time is Spark's time of the
cluster on one machine, its start not included: the ratio says what a second engine costs where one machine would do.

Spark takes the measures in the order of their times on DuckDB. After so many minutes it begins no other, so that a slow
machine tells of as many as it can; those left out are named, and the exit code is 1.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from bench.cluster import cluster
from bench.every_measure import EVERY, Measure, Shop, is_same, name_of, told
from bench.lake import LAST_DAY, make_lake
from bench.limits import Figure, seconds
from bench.memory import peak_megabytes

SMALL = 100_000
"""Below this the cluster is as small as it can be: the suite asks whether the answers agree, not how fast they come."""
Told = dict[str, tuple[list[dict[str, Any]], float]]


def main(purchases: int, names: Sequence[str], minutes: float) -> int:
    """Print the times of each measure and whether both tell the same; the exit code is 1 where one does not."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        os.environ["QUEN_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "quen.config.settings"
        import django

        django.setup()
        make_lake(purchases, whole=True)
        asked = [measure for measure in EVERY if not names or name_of(measure) in names]
        duck: Told = {}
        for name, rows, took in everything_on("duckdb", asked):
            duck[name] = rows, took
            print(f"     {name:<45} {took:8.2f} s on duckdb", flush=True)
        is_small = purchases < SMALL
        memory, driver, partitions = ("512m", "1g", 1) if is_small else ("3g", "2g", 8)
        asked.sort(key=lambda measure: duck[name_of(measure)][1])
        until = time.monotonic() + 60 * minutes
        with cluster(memory=memory, driver=driver, partitions=partitions, compiled=not is_small) as master:
            alike, spark = compared(duck, everything_on(master, asked, until=until))
            print(f"     most memory held: {peak_megabytes()}", flush=True)
    return _sum_up(purchases, duck, spark, alike)


def everything_on(
    engine: str, asked: Sequence[Measure], *, until: float | None = None
) -> Iterator[tuple[str, list[dict[str, Any]], float]]:
    """Measures on one engine, one after the other: name, what it tells, and how many seconds it took."""
    from quen.insight.lake.read import open_lake

    os.environ["QUEN_ANALYTICS"] = engine
    with open_lake() as lake:
        shop = Shop(lake, LAST_DAY)
        for measure in asked:
            if until is not None and time.monotonic() > until:
                return
            rows: list[list[dict[str, Any]]] = []
            took = seconds(partial(_tell, shop, measure, rows))
            yield name_of(measure), rows[0], took


def compared(
    duck: Told, spark: Iterator[tuple[str, list[dict[str, Any]], float]]
) -> tuple[int, dict[str, float]]:
    """Print each measure as Spark tells it: how many are alike, and the seconds of each."""
    alike, times = 0, {}
    for name, rows, took in spark:
        rows_before, before = duck[name]
        is_alike = is_same(rows_before, rows)
        alike += is_alike
        times[name] = took
        verdict = "ok  " if is_alike else "MISS"
        print(
            f"{verdict} {name:<45} {took:8.2f} s on spark, {before:8.2f} s on duckdb, {took / before:6.1f} x",
            flush=True,
        )
        if not is_alike:
            print(f"  duckdb {rows_before[:3]}\n  spark  {rows[:3]}", flush=True)
    return alike, times


def _tell(shop: Shop, measure: Measure, into: list[list[dict[str, Any]]]) -> None:
    into.append(told(shop, measure))


def _sum_up(purchases: int, duck: Told, spark: dict[str, float], alike: int) -> int:
    left = [name for name in duck if name not in spark]
    if left:
        print(f"     not begun in time: {', '.join(left)}")
    how = f"of {len(duck)} measures over {purchases:,} purchases, master and 2 workers against DuckDB"
    print(Figure("measures the two engines tell alike", alike, len(duck), True, "", how))
    by_duck, by_spark = sum(duck[name][1] for name in spark), sum(spark.values())
    print(
        f"     {len(spark)} measures: DuckDB {by_duck:.1f} s, Spark {by_spark:.1f} s, ratio {by_spark / by_duck:.1f}"
    )
    return int(alike < len(duck))


if __name__ == "__main__":
    words = argparse.ArgumentParser()
    words.add_argument("purchases", nargs="?", type=int, default=10_000_000)
    words.add_argument("measures", nargs="*")
    words.add_argument("--minutes", type=float, default=float("inf"))
    given = words.parse_args()
    sys.exit(main(given.purchases, given.measures, given.minutes))
