"""The inbox with ten thousand open tickets: 150 ms of server time at p95. `python -m bench tickets`.

Every list goes through the whole of Django: sign-in, permission, queries, template. Beside it stands a hand-written SQL
that reads the same page's rows, in the same run; what is above it is the numbers beside the lists, the person's
permissions and the page.
"""

import statistics
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.installation import installation
from bench.limits import Figure
from bench.processor import backends_of_this_database, spent_on

if TYPE_CHECKING:
    from django.test import Client

BUDGET_MS = 150
ROUNDS = 20
FILL = Path(__file__).with_suffix(".sql").read_text()
BY_HAND = """
SELECT ticket.id, ticket.subject, ticket.state, ticket.priority, ticket.kind, ticket.topic, ticket.due_at,
    ticket.alarm_at, person.name, staff.name, store.name
FROM tickets_ticket AS ticket
LEFT JOIN people_customer AS person ON person.id = ticket.customer_id
LEFT JOIN shops_staff AS staff ON staff.id = ticket.owner_id
LEFT JOIN shops_store AS store ON store.id = ticket.store_id
WHERE ticket.state IN ('open', 'waiting') AND (NOT ticket.is_asleep OR ticket.wakes_at <= now())
ORDER BY ticket.due_at NULLS LAST, ticket.id LIMIT 31
"""
QUESTIONS = {
    "all open ones": "",
    "mine": "list=mine",
    "about to be late": "list=breaching",
    "one store": "store=3",
    "complaints of one topic": "kind=complaint&topic=delivery",
    "search, some": "q=nguội",
    "search, nobody": "q=zzyzx",
    "deep down": "after=-~8000",
}


def main(tickets: int) -> None:
    """Print a figure for every list."""
    with installation(as_served=True):
        fill(tickets)
        ask_all()


def fill(tickets: int) -> None:
    """Open tickets of many customers, a tenth of them waiting for her, and what the database wants to know of them."""
    from django.db import connection
    from django.utils import timezone

    from quen.shops.models import Business, Staff, Store

    Business.objects.get_or_create(id=1, defaults={"name": "Chuỗi đông khách"})
    Staff.objects.get_or_create(email="mai@example.com", defaults={"name": "Mai", "role": "owner"})
    for number in range(1, 11):
        Store.objects.create(name=f"Cửa hàng {number}", key=f"cua hang {number}")
    facts: dict[str, Any] = {"tickets": tickets, "now": timezone.now() - timedelta(hours=2)}
    with connection.cursor() as cursor:
        for statement in FILL.split(";\n"):
            cursor.execute(statement, facts)
        for table in ("tickets_ticket", "people_customer"):
            cursor.execute(f"VACUUM (ANALYZE) {table}")


def ask_all() -> None:
    """Each list and the hand-written SQL by turns."""
    client = _signed_in()
    for name, query in QUESTIONS.items():
        _ask(client, query)  # the first one reads templates and the disk
        backends = backends_of_this_database()
        rounds = [
            (spent_on(lambda query=query: _ask(client, query), backends), spent_on(_by_hand, backends).wall)  # type: ignore[misc]
            for _ in range(ROUNDS)
        ]
        walls = sorted(page.wall for page, _hand in rounds)
        median, hand = statistics.median(walls), statistics.median(hand for _page, hand in rounds)
        how = (
            f"p50 {median:.0f}, best {walls[0]:.0f} ms, {median / hand:.0f} x hand-written SQL of the first page; "
            f"processors: {statistics.median(page.own for page, _hand in rounds):.0f} ms here, "
            f"{statistics.median(page.database for page, _hand in rounds):.0f} ms in the database"
        )
        p95 = walls[int(ROUNDS * 0.95) - 1]
        print(Figure(f"tickets: {name}", p95, BUDGET_MS, False, "ms", how), flush=True)


def _signed_in() -> "Client":
    from django.test import Client

    from quen.shops.models import Staff

    client = Client()
    client.force_login(Staff.objects.get(email="mai@example.com"))
    return client


def _ask(client: "Client", query: str) -> None:
    answer = client.get(f"/tickets/?{query}")
    assert answer.status_code == 200, answer


def _by_hand() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(BY_HAND)
        assert len(cursor.fetchall()) == 31


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
