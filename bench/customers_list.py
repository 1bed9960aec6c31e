"""The customer list on a million customers: 100 ms of server time at p95. `python -m bench customers_list`.

Every question goes through the whole of Django: sign-in, permission, query, template. All orders and filters of
the page are asked, and those that lie at the wrong end of an order.
"""

import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.installation import installation
from bench.limits import Figure
from bench.search_customers import FAMILIES, GIVEN, MIDDLES

if TYPE_CHECKING:
    from django.test import Client

BUDGET_MS = 100
ROUNDS = 20
FILL = Path(__file__).with_suffix(".sql").read_text()

QUESTIONS = {
    "first page": "",
    "by revenue": "sort=revenue",
    "by purchases": "sort=purchases",
    "by first visit": "sort=first",
    "by name": "sort=name",
    "page 200": "page=200",
    "search, common name": "q=nguyễn",
    "search, common beginning": "q=ng",
    "search, two words": "q=nguyễn lan",
    "search, rare name": "q=ông ích",
    "search, nobody": "q=zzyzx",
    "search, phone fragment": "q=4567",
    "search, whole phone": "q=0912 345 678",
    "search by revenue": "q=nguyễn&sort=revenue",
    "search by name": "q=lan&sort=name",
    "lapsed by revenue": "stage=lapsed&sort=revenue",
    "lapsed by last visit": "stage=lapsed",
    "potential": "stage=potential",
    "new by purchases": "stage=new&sort=purchases",
    "top by last visit": "value=top",
    "low by revenue": "value=low&sort=revenue",
    "loyal of high value": "stage=loyal&value=high&sort=last",
    "store": "store=3",
    "rare store by revenue": "store=39&sort=revenue",
    "tag, 2 %": "tag=VIP",
    "tag, 0.1 %": "tag=Tết 2026",
    "tag, 2 %, by revenue": "tag=VIP&sort=revenue",
    "tag nobody has": "tag=không ai",
    "area": "area=quan 7",
    "company": "kind=company",
    "age and gender": "age=25_34&gender=female",
    "other gender": "gender=other",
    "staff": "internal=yes",
    "agrees": "consent=yes",
    "does not agree": "consent=no",
    "first big": "first_big=on",
    "last visit in a week": "last_from=2026-11-01&last_to=2026-11-07",
    "spent much, lately": "last_from=2026-11-01&spent_from=5000000",
    "spent much, by name": "spent_from=5000000&sort=name",
    "search and stage": "q=lan&stage=loyal&sort=revenue",
}


def main(customers: int) -> None:
    """Print a figure for every question."""
    with installation(as_served=True):
        fill(customers)
        ask_all(customers)


def fill(customers: int) -> None:
    """Customers, identities, consents, merges and summaries, and what the database wants to know of them."""
    from django.db import connection

    from quen.people.search import refresh_search

    families = [name for name, per_mille in FAMILIES.items() for _ in range(per_mille)]
    facts: dict[str, Any] = {
        "customers": customers, "families": families, "middles": MIDDLES, "given": GIVEN,
        "today": datetime(2026, 11, 22, 5, tzinfo=UTC),
    }  # fmt: skip
    with connection.cursor() as cursor:
        for statement in FILL.split(";\n"):
            cursor.execute(statement, facts)
        refresh_search()
        cursor.execute(
            "VACUUM (FULL, ANALYZE) people_customer"
        )  # as after a quiet night, not after one big update
        cursor.execute("VACUUM (FULL, ANALYZE) insight_customersummary")
        cursor.execute("VACUUM (ANALYZE) people_customer")
        cursor.execute("VACUUM (ANALYZE) insight_customersummary")
        cursor.execute("VACUUM (ANALYZE) people_identity")
        cursor.execute("VACUUM (ANALYZE) people_consent")


def ask_all(customers: int) -> None:
    """Sign the owner in and ask every question."""
    from django.test import Client

    from quen.shops.models import Business, Staff

    Business.objects.get_or_create(id=1, defaults={"name": "Chuỗi một triệu khách"})
    owner, _ = Staff.objects.get_or_create(email="mai@example.com", defaults={"name": "Mai", "role": "owner"})
    client = Client()
    client.force_login(owner)
    for name, query in QUESTIONS.items():
        times = sorted(_milliseconds(client, query) for _ in range(ROUNDS + 1))[
            :-1
        ]  # the first one reads the disk
        p95 = times[int(len(times) * 0.95) - 1]
        how = f"{customers:,} customers, p50 {statistics.median(times):.0f} ms"
        print(Figure(f"customers: {name}", p95, BUDGET_MS, False, "ms", how), flush=True)


def _milliseconds(client: "Client", query: str) -> float:
    start = time.perf_counter()
    answer = client.get(f"/customers/?{query}", headers={"HX-Request-Type": "partial"})
    assert answer.status_code == 200, answer
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
