"""The customer list on a million customers: 100 ms of server time at p95. `python -m bench customers_list`.

Every question goes through the whole of Django: sign-in, permission, query, template. All orders and filters of
the page are asked, and those that lie at the wrong end of an order.
"""

import statistics
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.installation import installation
from bench.limits import Figure
from bench.processor import backends_of_this_database, spent_on
from bench.search_customers import FAMILIES, GIVEN, MIDDLES

if TYPE_CHECKING:
    from django.test import Client

BUDGET_MS = 100
ROUNDS = 20
PLAIN = "/settings/stores/"
TABLES = ("people_customer", "people_identity", "people_consent", "insight_customersummary")
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
        ask_all()


def fill(customers: int) -> None:
    """Customers, identities, consents, merges and summaries, and what the database wants to know of them."""
    from django.db import connection

    from bench.indexes import built_after
    from quen.people.models import Customer
    from quen.people.search import refresh_search

    families = [name for name, per_mille in FAMILIES.items() for _ in range(per_mille)]
    facts: dict[str, Any] = {
        "customers": customers, "families": families, "middles": MIDDLES, "given": GIVEN,
        "today": datetime(2026, 11, 22, 5, tzinfo=UTC),
    }  # fmt: skip
    with connection.cursor() as cursor:
        with built_after(*TABLES):
            for statement in FILL.split(";\n"):
                cursor.execute(statement, facts)
        roots = Customer.objects.exclude(root=None).values_list("root_id", flat=True)
        refresh_search(list(roots))  # they are found by the words of whom they were merged with, too
        cursor.execute(f"VACUUM (ANALYZE) {', '.join(TABLES)}")  # as after a quiet night


def ask_all() -> None:
    """Sign the owner in and ask every question, each time followed by a page that shows no customer.

    Its time tells what the machine had to spare, and so does the processors' time beside the clock's.
    """
    client = _signed_in_owner()
    _ask(client, PLAIN)  # the first one reads templates
    for name, query in QUESTIONS.items():
        address = f"/customers/?{query}"
        _ask(client, address)  # the first one reads the disk
        backends = backends_of_this_database()
        rounds = [
            (
                spent_on(lambda address=address: _ask(client, address), backends),  # type: ignore[misc]
                spent_on(lambda: _ask(client, PLAIN), backends).wall,
            )
            for _ in range(ROUNDS)
        ]
        spent = [question for question, _plain in rounds]
        walls = sorted(one.wall for one in spent)
        median, plain = statistics.median(walls), statistics.median(plain for _question, plain in rounds)
        how = (
            f"p50 {median:.0f}, best {walls[0]:.0f} ms, {median / plain:.1f} x a page without customers; processors: "
            f"{statistics.median(one.own for one in spent):.0f} ms here, "
            f"{statistics.median(one.database for one in spent):.0f} ms in the database"
        )
        p95 = walls[int(ROUNDS * 0.95) - 1]
        print(Figure(f"customers: {name}", p95, BUDGET_MS, False, "ms", how), flush=True)


def _signed_in_owner() -> "Client":
    from django.test import Client

    from quen.shops.models import Business, Staff

    Business.objects.get_or_create(id=1, defaults={"name": "Chuỗi một triệu khách"})
    owner, _ = Staff.objects.get_or_create(email="mai@example.com", defaults={"name": "Mai", "role": "owner"})
    client = Client()
    client.force_login(owner)
    return client


def _ask(client: "Client", address: str) -> None:
    answer = client.get(address, headers={"HX-Request-Type": "partial"})
    assert answer.status_code == 200, answer


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
