"""Rules asked of a million customers with twelve million purchases. `python -m bench segments`.

Each rule is counted as the form counts it (with its share of revenue), and asked of single customers as the story's
reader asks it. Between the rounds of each, a plain count of the customers' rows: what the machine had to spare.

The filled database is kept in `bench/results` and asked again by the next run, unless what fills it has changed.
"""

import hashlib
import shutil
import statistics
import sys
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bench.customers_list import FILL as CUSTOMERS
from bench.installation import installation
from bench.limits import seconds
from bench.search_customers import FAMILIES, GIVEN, MIDDLES
from bench.segments_facts import CHECKED, fill_facts

BUDGET_MS, ONE_BUDGET_MS = 300, 5
ROUNDS, ONES = 7, 200
TODAY = date(2026, 11, 22)
STARTED = time.perf_counter()
FILL = Path(__file__).with_suffix(".sql").read_text()
KEPT = Path(__file__).parent / "results" / "segments"
_FILLED_BY = (
    "bench/segments.sql", "bench/segments_facts.*", "bench/customers_list.sql", "src/quen/segments/profile/*.sql",
    "src/quen/*/migrations/*.py",
)  # fmt: skip
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
    "first bought in the summer": {"condition": "first_bought", "of": "product:1", "when": SUMMER},
    "value band": {"condition": "value", "bands": ["top"]},
    "member since half a year": {"condition": "member_since", "when": {"span": "last", "days": 180}},
    "tier": {"condition": "tier", "tiers": ["vang"]},
    "points": {"condition": "points", "points": 1_000},
    "points about to expire": {"condition": "points_expire", "points": 100, "days": 30},
    "known by e-mail": {"condition": "known_by", "identity": "email"},
    "area": {"condition": "area", "area": "quan 7"},
    "chance to be active": {"condition": "active", "percent": 80},
    "overdue": {"condition": "overdue", "percent": 90},
    "next visit within 7 days": {"condition": "next_visit", "days": 7},
    "expected spending": {"condition": "expected_spending", "amount_minor": 200_000, "horizon": "90"},
    "may like a product next": {"condition": "may_like", "of": "product:1"},
    "may like a category next": {"condition": "may_like", "of": "category:2"},
    "used a voucher in a year": {"condition": "happened", "event": "voucher.used", "when": LAST_365},
    "never used a voucher": {"condition": "happened", "did": "no", "event": "voucher.used"},
    "no offer in 30 days": {"condition": "written", "did": "no", "purpose": "marketing", "when": LAST_30},
    "bounced ever": {"condition": "written", "fate": "bounced"},
    "open task": {"condition": "open_task"},
    "no open call": {"condition": "open_task", "has": "no", "kind": "call"},
    "a product at a store": {"condition": "bought_there", "of": "product:200", "at": "store:30"},
    "most sold product at the largest store": {
        "condition": "bought_there",
        "of": "product:1",
        "at": "store:1",
    },
    "most sold product through a channel": {
        "condition": "bought_there",
        "of": "product:1",
        "at": "channel:Zalo",
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


@dataclass(frozen=True)
class Asked:
    """What one rule took, in milliseconds: the median and the best count, a plain count beside it, one customer."""

    name: str
    customers: int
    median: float
    best: float
    plain: float
    one_median: float
    one_p95: float

    @property
    def is_within(self) -> bool:
        return self.best <= BUDGET_MS and self.one_p95 <= ONE_BUDGET_MS

    def __str__(self) -> str:
        verdict = "ok" if self.is_within else "MISS"
        figures = (
            self.median, self.best, self.best / BUDGET_MS, self.best / self.plain, self.one_median, self.one_p95,
            self.one_p95 / ONE_BUDGET_MS,
        )  # fmt: skip
        return f"{verdict:<4} {self.name:<40} {self.customers:>9} " + " ".join(
            f"{one:>9.2f}" for one in figures
        )


_FIGURES = ("median ms", "best ms", "of 300", "x plain", "one ms", "p95 ms", "of 5")
HEAD = f"{'':<4} {'rule':<40} {'customers':>9} " + " ".join(f"{one:>9}" for one in _FIGURES)


def main(customers: int) -> None:
    """Fill where that is not done yet, ask every rule, then print one table of them all."""
    stamp, told = KEPT / "filled", _filled_by(customers)
    is_filled = stamp.exists() and stamp.read_text() == told
    if not is_filled:
        shutil.rmtree(KEPT, ignore_errors=True)
        KEPT.mkdir(parents=True)
    with installation(as_served=True, kept_in=KEPT):
        if not is_filled:
            fill(customers)
            stamp.write_text(told)
        asked = ask_all(customers)
    print(HEAD, *asked, sep="\n")
    within = sum(each.is_within for each in asked)
    print(f"{within} of {len(asked)} rules within {BUDGET_MS} ms for all and {ONE_BUDGET_MS} ms for one")


def _filled_by(customers: int) -> str:
    """The number of customers, and a hash of what fills the database."""
    root, told = Path(__file__).parent.parent, hashlib.sha256()
    for file in sorted(path for pattern in _FILLED_BY for path in root.glob(pattern)):
        told.update(file.read_bytes())
    return f"{customers} {told.hexdigest()}"


def fill(customers: int) -> None:
    """Customers, purchases, lines, and the profiles made of them by the product's own statements."""
    from django.db import connection

    from quen.people.models import Customer
    from quen.segments.due import count_all
    from quen.segments.profile.measure import measure_fifths
    from quen.segments.profile.refresh import refresh_profiles

    families = [name for name, per_mille in FAMILIES.items() for _ in range(per_mille)]
    facts: dict[str, Any] = {
        "customers": customers, "families": families, "middles": MIDDLES, "given": GIVEN,
        "today": datetime(2026, 11, 22, 5, tzinfo=UTC),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "SET synchronous_commit = off; SET work_mem = '256MB'; SET maintenance_work_mem = '512MB'"
        )
        for statement in CUSTOMERS.split(";\n"):
            cursor.execute(statement, facts)
        _say("customers")
        fill_facts(cursor)
        _say("facts and their tallies")
        for statement in FILL.split(";\n"):
            cursor.execute(statement, facts)
        cursor.execute("ANALYZE")
        measure_fifths(today=TODAY)
        refresh_profiles(
            Customer.objects.order_by("id").values_list("id", flat=True).iterator(), with_tallies=False
        )
        _say("profiles")
        _check_tallies(customers)
        cursor.execute("VACUUM (ANALYZE)")
        count_all(today=TODAY)  # as after any morning: the whole is known
        cursor.execute("RESET work_mem; RESET maintenance_work_mem")
        cursor.execute(
            "SELECT pg_total_relation_size('segments_profile') / 1e6,"
            " pg_total_relation_size('segments_tally') / 1e6, (SELECT count(*) FROM purchases_purchase)"
        )
        profile, tally, purchases = cursor.fetchone()
    _say(
        f"{customers} customers, {purchases} purchases, {profile:.0f} MB of profiles, {tally:.0f} MB of tallies"
    )


def _check_tallies(customers: int) -> None:
    """Refuse to measure what the product would not have made: it makes some customers' tallies anew."""
    from quen.segments.profile.refresh import refresh_at_once

    some = [1 + 7919 * n % customers for n in range(CHECKED)]
    changed, example = refresh_at_once(some)
    if changed:
        raise SystemExit(
            f"{changed} rows differ from what the product makes of the facts, one of customer {example}"
        )


def _say(what: str) -> None:
    print(f"{time.perf_counter() - STARTED:6.0f} s  {what}", flush=True)


def ask_all(customers: int) -> list[Asked]:
    """Count every rule, and ask it of single customers."""
    from quen.segments.conditions.registry import KNOWN
    from quen.segments.rules import Scope, from_json

    scope = Scope(TODAY)
    asked = []
    for name, values in RULES.items():
        asked.append(_ask(name, from_json(values, KNOWN), scope, customers))
        print(asked[-1], flush=True)
    return asked


def _ask(name: str, rule: Any, scope: Any, customers: int) -> Asked:
    from quen.segments.count import count, holds
    from quen.segments.errors import BadRule

    try:
        found = count(rule, scope).customers
    except BadRule:  # refused for its time: told as what it took
        never = float("inf")
        one, p95 = _ones(rule, scope, customers, holds)
        return Asked(name, -1, median=never, best=never, plain=1.0, one_median=one, one_p95=p95)
    took, plain = [], []
    for _ in range(ROUNDS):
        took.append(1000 * seconds(lambda: count(rule, scope)))
        plain.append(1000 * seconds(_plain))
    ones = _ones(rule, scope, customers, holds)
    return Asked(name, found, statistics.median(took), min(took), min(plain), *ones)


def _ones(rule: Any, scope: Any, customers: int, holds: Any) -> tuple[float, float]:
    """The median and the 95th percentile of asking so many customers, one after the other."""
    ones = sorted(_one(rule, scope, 1 + 7919 * n % customers, holds) for n in range(ONES))
    return statistics.median(ones), ones[int(ONES * 0.95) - 1]


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
