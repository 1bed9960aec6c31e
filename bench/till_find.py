"""The till's find on a million customers: 100 ms of server time at p95. `python -m bench till_find [customers]`.

Every question goes through the whole of Django, as the till's script asks it, each time with other digits or names;
after each comes one that asks no table of customers: its time tells what the machine had to spare.
"""

import random
import statistics
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from bench.customers_list import _signed_in_owner, fill
from bench.installation import installation
from bench.limits import Figure
from bench.processor import backends_of_this_database, spent_on
from bench.search_customers import FAMILIES, GIVEN

if TYPE_CHECKING:
    from django.test import Client

BUDGET_MS = 100
ROUNDS = 20
CARDS = 1_000


def main(customers: int) -> None:
    """Print a figure for every way to find somebody."""
    with installation(as_served=True):
        fill(customers)
        _give_cards()
        _find_all(customers)


def _give_cards() -> None:
    """Some of the customers have a card."""
    from django.utils import timezone

    from quen.people.models import Customer, Identity, IdentityKind
    from quen.people.search import refresh_search

    some = list(Customer.objects.filter(root=None).order_by("pk").values_list("pk", flat=True)[:CARDS])
    now = timezone.now()
    Identity.objects.bulk_create(
        Identity(customer_id=pk, kind=IdentityKind.CARD, value=f"88{pk:08}", created_at=now) for pk in some
    )
    refresh_search(some)


def _questions(customers: int) -> dict[str, Callable[[random.Random], str]]:
    def phone(luck: random.Random) -> str:
        return f"09{luck.randint(1, customers) * 7368787 % 100_000_000:08}"

    def card(luck: random.Random) -> str:
        return f"88{luck.randint(1, CARDS // 2):08}"

    families, given = list(FAMILIES), list(GIVEN)
    return {
        "last four digits": lambda luck: phone(luck)[-4:],
        "last six digits": lambda luck: phone(luck)[-6:],
        "whole phone": phone,
        "given name": lambda luck: _plain(luck.choice(given)),
        "commonest family name": lambda _luck: "nguyen",
        "beginning of it": lambda _luck: "ng",
        "family and given name": lambda luck: _plain(f"{luck.choice(families)} {luck.choice(given)}"),
        "name of nobody": lambda luck: f"zz{luck.randint(1, 99)}yx",
        "card": card,
        "QR of a card": lambda luck: f"https://quen.example/m/{card(luck)}",
        "code": lambda luck: f"KH{luck.randint(1, customers):07}",
    }


def _plain(name: str) -> str:
    from quen.kernel.names import search_key

    return search_key(name)


def _find_all(customers: int) -> None:
    client, backends, luck = _signed_in_owner(), backends_of_this_database(), random.Random(11)
    _find(client, "x")
    for name, question in _questions(customers).items():
        _find(client, question(luck))
        walls, plain, database = [], [], []
        for _ in range(ROUNDS):
            text = question(luck)
            spent = spent_on(lambda text=text: _find(client, text), backends)  # type: ignore[misc]
            walls.append(spent.wall)
            database.append(spent.database)
            plain.append(spent_on(lambda: _find(client, "x"), backends).wall)
        walls.sort()
        how = (
            f"p50 {statistics.median(walls):.0f}, best {walls[0]:.0f} ms, "
            f"{statistics.median(walls) / statistics.median(plain):.1f} x a find of nobody; "
            f"{statistics.median(database):.0f} ms of the database's processors"
        )
        print(Figure(f"till: {name}", walls[int(ROUNDS * 0.95) - 1], BUDGET_MS, False, "ms", how), flush=True)


def _find(client: "Client", text: str) -> None:
    answer = client.get("/till/customers/", {"q": text})
    assert answer.status_code == 200, answer


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
