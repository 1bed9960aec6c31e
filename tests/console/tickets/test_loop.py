"""The page of the closed loop."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quen.console.tickets.loop import ROWS
from quen.people.models import Customer
from quen.purchases.models import Purchase
from quen.shops.models import Store
from quen.tickets.choices import CameBy, TicketKind, Verdict
from quen.tickets.models import Rating, Ticket
from quen.tickets.solve import solve
from tests import world as cast
from tests.console.cast import signed_in
from tests.console.tickets.test_tickets import at, support, text
from tests.tickets.matters import heard
from tests.world import World


@pytest.fixture
def shop(db: None) -> World:
    return cast.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def test_the_page_names_who_is_stuck_and_claims_no_cause(mai: Client, shop: World) -> None:
    assert "Chưa có khiếu nại nào" in text(mai.get(at("loop")))
    now = timezone.now()
    old = heard(shop, now - timedelta(days=120))
    solve(ticket=old.pk, at=now - timedelta(days=118), by=shop.by_mai)
    waiting = heard(shop, now)
    with CaptureQueriesContext(connection) as asked:
        page = text(mai.get(at("loop")))
    assert len(asked) <= 8
    assert at("show", waiting.pk) in page and "Chưa ai trả lời: 1" in page
    assert "không chứng minh" in page and "ít" in page
    assert "Chưa so sánh" in page and at("loop_stuck", "answered") in page
    assert at("show", old.pk) not in text(mai.get(at("loop") + "?days=90"))
    assert mai.get(at("loop") + "?days=x").status_code == 200


def test_all_who_are_stuck_are_a_page_away_and_the_rest_on_the_next(mai: Client, shop: World) -> None:
    now = timezone.now()
    tickets = [ticket(now - timedelta(days=2), customer=None) for _each in range(ROWS + 2)]
    first, last = min(each.pk for each in tickets), max(each.pk for each in tickets)
    assert "Tất cả 52" in text(mai.get(at("loop")))
    with CaptureQueriesContext(connection) as asked:
        page = text(mai.get(at("loop_stuck", "answered")))
    assert len(asked) <= 8
    assert at("show", first) in page and at("show", last) not in page and "page=2" in page
    assert at("show", last) in text(mai.get(at("loop_stuck", "answered") + "?page=2"))
    assert "Không ai bị kẹt" in text(mai.get(at("loop_stuck", "rated") + "?days=90"))
    assert mai.get(at("loop_stuck", "heard")).status_code == 404
    seven = Store.objects.create(name="Quận 7", key="quan 7")
    hoa = signed_in(support("Hoa", seven))
    assert at("show", first) not in text(hoa.get(at("loop_stuck", "answered")))
    assert signed_in(shop.tu).get(at("loop_stuck", "answered")).status_code == 403


def test_money_stands_beside_those_whose_trouble_was_not_settled(mai: Client, shop: World) -> None:
    then = timezone.now() - timedelta(days=120)
    people = Customer.objects.bulk_create(Customer(name=f"Khách {n}") for n in range(60))
    settled = [
        ticket(then, customer=each, solved_at=then, state="closed", due_at=None) for each in people[:30]
    ]
    Rating.objects.bulk_create(
        Rating(ticket=each, score=5, verdict=Verdict.IN_ONE_GO, at=then) for each in settled
    )
    for each in people[30:]:
        ticket(then, customer=each)
    Purchase.objects.bulk_create(
        Purchase(store=shop.store, receipt=f"{each.pk}", customer=each, bought_at=then + timedelta(days=9),
                 amount_minor=50_000 if place < 30 else 20_000)
        for place, each in enumerate(people)
    )  # fmt: skip
    page = text(mai.get(at("loop")))
    assert "Chưa so sánh" not in page
    assert "50.000\xa0₫ mỗi người" in page and "chênh 30.000\xa0₫" in page
    Purchase.objects.bulk_create(
        Purchase(store=shop.store, receipt=f"b{each.pk}", customer=each, bought_at=then - timedelta(days=9),
                 amount_minor=10_000)
        for each in people[:30]
    )  # fmt: skip
    page = text(mai.get(at("loop")))
    assert "Không so sánh" in page and "100%" in page and "chênh 30.000" not in page


def ticket(opened_at: datetime, **said: Any) -> Ticket:
    """A complaint as a row, of which nothing happened but what is said."""
    due = {name: opened_at + timedelta(hours=4) for name in ("first_due_at", "solve_due_at", "due_at")}
    return Ticket.objects.create(
        kind=TicketKind.COMPLAINT, subject="Nguội", came_by=CameBy.PHONE, opened_at=opened_at, changed_at=opened_at,
        opened_by="system", **{**due, **said},
    )  # fmt: skip


def test_staff_of_one_store_see_its_loop_alone_and_a_cashier_none(shop: World) -> None:
    seven = Store.objects.create(name="Quận 7", key="quan 7")
    heard(shop, timezone.now(), store=seven.pk)
    hoa = signed_in(support("Hoa", shop.store))
    assert "Chưa có khiếu nại nào" in text(hoa.get(at("loop")))
    assert signed_in(shop.tu).get(at("loop")).status_code == 403
