"""Run the benchmarks one after the other, each in a process of its own: `python -m bench [name …]`."""

import subprocess
import sys

ALL = (
    "read_sales",
    "import_sales",
    "uci_day_by_day",
    "report_page",
    "customers_list",
    "search_customers",
    "till_find",
    "warranty",
    "chats",
    "console_pages",
    "tickets",
    "backtest",
    "forecast",
    "ring_up",
    "vouchers",
    "ledger",
    "segments",
    "uplift",
    "messages",
    "campaign",
    "spark_cluster",
)


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all. The exit code tells of a benchmark that broke, not of a missed budget."""
    unknown = set(names) - set(ALL)
    if unknown:
        print(
            f"There is no benchmark {', '.join(sorted(unknown))}. There are: {', '.join(ALL)}.",
            file=sys.stderr,
        )
        return 2
    broken = 0
    for name in names or ALL:
        print(f"== {name}", flush=True)
        broken |= subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False).returncode
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
