"""Every measure over ten million purchases on a Spark cluster of this machine, against DuckDB on the same files.

`python -m bench.spark_cluster [purchases [measure …]]`: makes a synthetic lake with lines, members and merged customers
in a temporary folder, starts a master and two workers as processes of their own, computes each measure through the
lake as a report does, and compares what the two engines tell. One time is Spark's time of the cluster on one machine,
its start not included: the ratio says what a second engine costs where one machine would do.
"""

import os
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from typing import Any

from bench.cluster import cluster
from bench.every_measure import EVERY, Measure, Shop, is_same, name_of, told
from bench.lake import LAST_DAY, make_lake
from bench.limits import Figure, seconds

SMALL = 100_000
"""Below this the cluster is as small as it can be: the suite asks whether the answers agree, not how fast they come."""
Told = dict[str, tuple[list[dict[str, Any]], float]]


def main(purchases: int, names: Sequence[str]) -> int:
    """Print the times of each measure and whether both tell the same; the exit code is 1 where one does not."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        os.environ["QUEN_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "quen.config.settings"
        import django

        django.setup()
        make_lake(purchases, whole=True)
        duck = everything_on("duckdb", names)
        is_small = purchases < SMALL
        memory, driver, partitions = ("512m", "1g", 1) if is_small else ("2g", "2g", 8)
        with cluster(memory=memory, driver=driver, partitions=partitions) as master:
            spark = everything_on(master, names)
    return _compare(purchases, duck, spark)


def everything_on(engine: str, names: Sequence[str] = ()) -> Told:
    """Every measure (or the named ones) on one engine: what it tells and how many seconds it took."""
    from quen.insight.lake.read import open_lake

    os.environ["QUEN_ANALYTICS"] = engine
    found: Told = {}
    with open_lake() as lake:
        shop = Shop(lake, LAST_DAY)
        for measure in EVERY:
            if names and name_of(measure) not in names:
                continue
            rows: list[list[dict[str, Any]]] = []
            took = seconds(partial(_tell, shop, measure, rows))
            found[name_of(measure)] = rows[0], took
            print(f"     {name_of(measure):<45} {took:8.2f} s on {engine.partition(':')[0]}", flush=True)
    return found


def _tell(shop: Shop, measure: Measure, into: list[list[dict[str, Any]]]) -> None:
    into.append(told(shop, measure))


def _compare(purchases: int, duck: Told, spark: Told) -> int:
    different = [name for name in duck if not is_same(duck[name][0], spark[name][0])]
    for name in different:
        print(f"MISS {name}\n  duckdb {duck[name][0][:3]}\n  spark  {spark[name][0][:3]}")
    how = f"of {len(duck)} measures over {purchases:,} purchases, master and 2 workers against DuckDB"
    print(Figure("measures the two engines tell alike", len(duck) - len(different), len(duck), True, "", how))
    by_duck, by_spark = (sum(took for _, took in each.values()) for each in (duck, spark))
    print(
        f"     all measures: DuckDB {by_duck:.1f} s, Spark {by_spark:.1f} s, ratio {by_spark / by_duck:.1f}"
    )
    return int(bool(different))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000, sys.argv[2:]))
