"""Ring up over HTTP, against pgbench running the same SQL (budgets: 0.35 of its rate, p99 at most 10 times its p99).

`python -m bench.ring_up [seconds]`: an installation of its own with MEMBERS members and the example programme; the
server as `quen serve` starts it, worker and all; CLIENTS clients over loopback with connections kept, each ringing up
two lines for some member. Then, beside the same idle server, pgbench with as many clients sends the two statements of a
sale with parameters as the server sends them. Last a batch of a thousand, against COPY of the rows it writes.
"""

import random
import sys
from typing import Any

from bench.http_clients import Latencies, ring
from bench.installation import installation
from bench.limits import Figure
from bench.ring_up_batch import batch_against_copy
from bench.ring_up_pgbench import pgbench
from bench.serving import served

MEMBERS = 20_000
CLIENTS = 16
WARM_SECONDS = 2.0
RATE_BUDGET = 0.35
P99_BUDGET = 10.0


def main(seconds: float) -> None:
    """Print the ratio of the rates, of the 99th percentiles, and the batch beside COPY."""
    with installation() as home:
        secret, store, members = _shop()
        with served(home) as port:
            requests = _requests(secret, store, members)
            ring(port, requests, clients=CLIENTS, seconds=WARM_SECONDS)
            over_http = ring(port, requests, clients=CLIENTS, seconds=seconds)
            in_sql = pgbench(home, store=store, members=members, clients=CLIENTS, seconds=seconds)
            _print(over_http, in_sql)
            print(batch_against_copy(port, secret, store, members))


def _print(over_http: Latencies, in_sql: Latencies) -> None:
    how = f"{over_http.rate:.0f} a second over HTTP, {in_sql.rate:.0f} in pgbench"
    print(Figure("ring up, rate against pgbench", over_http.rate / in_sql.rate, RATE_BUDGET, True, "x", how))
    how = f"{over_http.p99_ms:.1f} ms over HTTP, {in_sql.p99_ms:.1f} ms in pgbench"
    print(
        Figure("ring up, p99 against pgbench", over_http.p99_ms / in_sql.p99_ms, P99_BUDGET, False, "x", how)
    )


def _shop() -> tuple[str, int, range]:
    """A token, a store, and the numbers of members, of whom each has an account."""
    from django.db import connection
    from django.utils import timezone

    from quen.enrolment.draft import draft
    from quen.enrolment.launch import launch
    from quen.kernel.actor import SYSTEM
    from quen.people.models import Customer
    from quen.programme.example import example_text
    from quen.shops.models import Business, Store
    from quen.shops.scopes import Scope
    from quen.shops.tokens import MAX_PER_MINUTE, make_token

    now = timezone.now()
    Business.objects.create(id=1, name="Đo tốc độ")
    store = Store.objects.create(name="Quận 1", key="quan 1")
    launch(number=draft(text=example_text(), by=SYSTEM, at=now).number, by=SYSTEM, at=now)
    people = Customer.objects.bulk_create(Customer(name=f"Khách {number}") for number in range(MEMBERS))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO enrolment_member (customer_id, enrolled_at, way, enrolled_by)"
            " SELECT id, now(), 'till', 'system' FROM people_customer"
        )
        cursor.execute("INSERT INTO points_account (customer_id) SELECT id FROM people_customer")
        cursor.execute("ANALYZE")
    token = make_token(name="bench", scopes=list(Scope), per_minute=MAX_PER_MINUTE, at=now, by=SYSTEM)
    return token.secret, store.pk, range(people[0].pk, people[0].pk + MEMBERS)


def told(store: int, customer: int, luck: random.Random) -> dict[str, Any]:
    """A sale of two lines, as a till sends it."""
    from django.utils import timezone

    return {
        "store": store,
        "customer": customer,
        "bought_at": timezone.now().isoformat(),
        "lines": [
            {
                "product": f"SP{number:03}",
                "name": f"Món số {number}",
                "category": "Đồ uống",
                "quantity_milli": 1000 * luck.randint(1, 3),
                "amount_minor": 1000 * luck.randint(15, 90),
            }
            for number in luck.sample(range(100), 2)
        ],
        "payment_methods": ["cash"],
    }


def _requests(secret: str, store: int, members: range) -> Any:
    """Bodies made before, so that the clients have little to do beside sending."""
    import json

    luck = random.Random(7)
    bodies = [json.dumps(told(store, luck.choice(members), luck)).encode() for _ in range(5_000)]
    run = luck.randrange(10**9)

    def request(number: int) -> bytes:
        body = bodies[number % len(bodies)]
        head = (
            f"POST /api/v1/purchases HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {secret}\r\n"
            f"Content-Type: application/json\r\nIdempotency-Key: {run}-{number}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    return request


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 8.0)
