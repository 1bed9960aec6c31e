"""Every page of the console on the demo shop: server time at p95 and queries (budgets: 150 ms, 12).

`python -m bench.console_pages [customers]`: loads the demo shop into an installation of its own and asks for each page
as the owner, once to warm it and then ROUNDS times. What a browser sends and draws is not measured.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bench.installation import installation
from bench.limits import Figure
from bench.processor import Spent, backends_of_this_database, spent_on

MS_BUDGET = 150
QUERIES_BUDGET = 12
ROUNDS = 30


def main(customers: int) -> None:
    """Print two figures per page; a page that does not answer with 200 stops the benchmark."""
    with installation(as_served=True):
        _load_demo(customers)
        client = _signed_in_owner()
        for name, address in _pages().items():
            spent, queries = _measure(client, address)
            walls = sorted(one.wall for one in spent)
            processors = sorted(one.processors for one in spent)[ROUNDS // 2]
            how = f"{address}: p50 {walls[ROUNDS // 2]:.0f}, best {walls[0]:.0f} ms, {processors:.0f} ms of processors"
            p95 = walls[int(ROUNDS * 0.95) - 1]
            print(Figure(f"{name}, server time p95", p95, MS_BUDGET, False, "ms", how))
            print(Figure(f"{name}, queries", queries, QUERIES_BUDGET, False, "", address), flush=True)


def _load_demo(customers: int) -> None:
    from django.utils.module_loading import import_string

    from quen.demo.load import load_demo
    from quen.events.readers import run_all
    from quen.insight.business_day import business_today
    from quen.insight.summary.due import refresh_due

    load_demo(customers=customers)
    run_all(import_string("quen.config.readers.READERS"))
    refresh_due(today=business_today())


def _signed_in_owner() -> Any:
    from django.test import Client

    from quen.shops.models import Staff
    from quen.shops.roles import Role

    client = Client(headers={"host": "localhost"})
    client.force_login(Staff.objects.filter(role=Role.OWNER).earliest("pk"))
    return client


def _pages() -> dict[str, str]:
    """The pages by name: all there are without a number in the address, and one of each kind with one."""
    from quen.console.reports.every_report import REPORTS
    from quen.insight.models import CustomerSummary
    from quen.shops.models import Staff, Store

    regular = CustomerSummary.objects.order_by("-purchases").values_list("pk", flat=True)[0]
    store, staff = Store.objects.earliest("pk").pk, Staff.objects.latest("pk").pk
    reports = {f"report {report.slug}": f"/reports/{report.slug}/" for report in REPORTS}
    narrowed = f"/reports/repeat-rate/?period=12m&store={store}&by=first_product"
    return {
        "today": "/",
        "customers": "/customers/",
        "customers, search": "/customers/?q=lan",
        "customers, lapsed by revenue": "/customers/?stage=lapsed&sort=revenue",
        "profile": f"/customers/{regular}/",
        "reports": "/reports/",
        **reports,
        "report of a year and a store": narrowed,
        "imports": "/import/",
        "import, new": "/import/new/",
        "staff": "/staff/",
        "colleague": f"/staff/{staff}/",
        "settings": "/settings/",
        "stores": "/settings/stores/",
        "store": f"/settings/stores/{store}/",
        "history of settings": "/settings/history/",
    }


def _measure(client: Any, address: str) -> tuple[list[Spent], int]:
    """What each round took, and the queries of one."""
    _ask(client, address)
    with _counted() as count:
        _ask(client, address)
    backends = backends_of_this_database()
    return [spent_on(lambda: _ask(client, address), backends) for _ in range(ROUNDS)], count()


def _ask(client: Any, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")


@contextmanager
def _counted() -> Iterator[Callable[[], int]]:
    from django.db import connection

    seen: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        seen.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield lambda: len(seen)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 6000)
