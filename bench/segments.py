"""Rules asked of a million customers with ten million purchases. `python -m bench segments`.

Each rule is counted as the form counts it (with its share of revenue), and asked of single customers as the story's
reader asks it. Beside it, in the same run, a plain count of the customers' rows: what the machine had to spare.
"""

import statistics
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bench.customers_list import FILL as CUSTOMERS
from bench.installation import installation
from bench.limits import Figure, seconds
from bench.search_customers import FAMILIES, GIVEN, MIDDLES

BUDGET_MS, ONE_BUDGET_MS = 300, 5
ROUNDS, ONES = 7, 200
TODAY = date(2026, 11, 22)
FILL = Path(__file__).with_suffix(".sql").read_text()
LAST_30, LAST_365 = {"span": "last", "days": 30}, {"span": "last", "days": 365}
SUMMER = {"span": "between", "first": "2026-05-01", "last": "2026-08-31"}
FEMALE, LOYAL = {"condition": "gender", "genders": ["female"]}, {"condition": "stage", "stages": ["loyal"]}

RULES: dict[str, dict[str, Any]] = {
    "stage": LOYAL,
    "gender and age": {"all": [FEMALE, {"condition": "age", "bands": ["25_34", "35_44"]}]},
    "birthday within 14 days": {"condition": "birthday", "days": 14},
    "tag": {"condition": "tag", "tag": "VIP"},
    "consent to SMS": {"condition": "consent", "purpose": "marketing", "channel": "sms"},
    "3 times in 30 days": {"condition": "bought", "times": 3, "when": LAST_30},
    "at most once in a year": {"condition": "bought", "compare": "at_most", "times": 1, "when": LAST_365},
    "5 million in a year": {"condition": "spent", "amount_minor": 5_000_000, "when": LAST_365},
    "average in summer": {"condition": "average", "amount_minor": 200_000, "when": SUMMER},
    "silent 60 days": {"condition": "days_since", "days": 60},
    "most sold product, ever": {"condition": "bought", "of": "product:1"},
    "most sold product, 30 days": {"condition": "bought", "of": "product:1", "when": LAST_30},
    "product without, in a year": {"none": [{"condition": "bought", "of": "product:1", "when": LAST_365}]},
    "category, ever": {"condition": "bought", "of": "category:2", "times": 2},
    "category, in a year": {"condition": "bought", "of": "category:2", "when": LAST_365},
    "largest store, 30 days": {"condition": "bought", "of": "store:1", "when": LAST_30},
    "channel, spent in a year": {
        "condition": "spent",
        "of": "channel:Zalo",
        "amount_minor": 1,
        "when": LAST_365,
    },
    "RFM": {"condition": "rfm", "names": ["champions", "at_risk"]},
    "nested, five conditions": {
        "all": [
            LOYAL,
            {"any": [FEMALE, {"condition": "tag", "tag": "VIP"}]},
            {"condition": "bought", "of": "category:2", "when": LAST_365},
            {"none": [{"condition": "bought", "of": "product:1", "when": LAST_30}]},
        ]
    },
    "women, or a good": {"any": [FEMALE, {"condition": "bought", "of": "product:1", "when": LAST_365}]},
    "any of two goods, not a third": {
        "all": [
            {"any": [{"condition": "bought", "of": "product:2"}, {"condition": "bought", "of": "product:3"}]},
            {
                "none": [
                    {"condition": "bought", "of": "product:4"},
                    {"condition": "bought", "of": "category:7"},
                ]
            },
        ]
    },
}


def main(customers: int) -> None:
    """Fill, then print two figures for every rule."""
    with installation(as_served=True):
        fill(customers)
        ask_all(customers)


def fill(customers: int) -> None:
    """Customers, purchases, lines, and the profiles made of them by the product's own statements."""
    from django.db import connection

    from quen.segments.due import count_all
    from quen.segments.profile.measure import measure_fifths
    from quen.segments.profile.refresh import refresh_all_profiles

    families = [name for name, per_mille in FAMILIES.items() for _ in range(per_mille)]
    facts: dict[str, Any] = {
        "customers": customers, "families": families, "middles": MIDDLES, "given": GIVEN, "factor": 2.35,
        "today": datetime(2026, 11, 22, 5, tzinfo=UTC),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "SET synchronous_commit = off; SET work_mem = '256MB'; SET maintenance_work_mem = '512MB'"
        )
        for statement in (CUSTOMERS + ";\n" + FILL).split(";\n"):
            cursor.execute(statement, facts)
        cursor.execute("ANALYZE")
        cursor.execute("SELECT count(*) FROM purchases_purchase")
        (purchases,) = cursor.fetchone()
        measured = seconds(lambda: measure_fifths(today=TODAY))
        took = seconds(refresh_all_profiles)
        cursor.execute("VACUUM (ANALYZE) segments_profile")
        cursor.execute("VACUUM (ANALYZE) segments_tally")
        count_all(today=TODAY)  # as after any morning: the whole is known
        cursor.execute("RESET work_mem; RESET maintenance_work_mem")
        cursor.execute(
            "SELECT pg_total_relation_size('segments_profile') / 1e6,"
            " pg_total_relation_size('segments_tally') / 1e6"
        )
        profile, tally = cursor.fetchone()
    print(
        f"{customers} customers, {purchases} purchases: profiles and tallies in {took:.0f} s"
        f" ({1e6 * took / customers:.0f} µs a customer), fifths in {measured:.1f} s;"
        f" {profile:.0f} MB of profiles, {tally:.0f} MB of tallies",
        flush=True,
    )


def ask_all(customers: int) -> None:
    """Count every rule, and ask it of single customers."""
    from quen.segments.conditions.registry import KNOWN
    from quen.segments.count import count, holds
    from quen.segments.rules import Scope, from_json

    scope = Scope(TODAY)
    for name, values in RULES.items():
        rule = from_json(values, KNOWN)
        found = count(rule, scope)
        took = [1000 * seconds(lambda rule=rule: count(rule, scope)) for _ in range(ROUNDS)]  # type: ignore[misc]
        plain = [1000 * seconds(_plain) for _ in range(ROUNDS)]
        ones = [_one(rule, scope, 1 + 7919 * n % customers, holds) for n in range(ONES)]
        median = statistics.median(took)
        times = median / statistics.median(plain)
        how = f"{found.customers} customers; {times:.1f} x a plain count; best {min(took):.0f} ms"
        print(Figure(f"segment: {name}", median, BUDGET_MS, False, "ms", how), flush=True)
        p95 = sorted(ones)[int(ONES * 0.95) - 1]
        how = f"p95 of {ONES}; median {statistics.median(ones):.2f} ms"
        print(Figure(f"segment, one customer: {name}", p95, ONE_BUDGET_MS, False, "ms", how), flush=True)


def _plain() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), sum(revenue_minor) FROM insight_customersummary")
        cursor.fetchone()


def _one(rule: Any, scope: Any, customer: int, holds: Any) -> float:
    start = time.perf_counter()
    holds(rule, scope, customer=customer)
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
