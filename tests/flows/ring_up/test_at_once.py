"""Many tills at one moment, and a process that dies in the middle: the books stay exact."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from psycopg.conninfo import make_conninfo

from quen.enrolment.models import Member
from quen.events.models import Event
from quen.flows.models import Answered
from quen.flows.ring_up import ring_up
from quen.flows.ring_up.own_connections import OwnConnections
from quen.flows.ring_up.statements import OfDjango
from quen.flows.take_back import TakenLine, take_back
from quen.kernel.actor import SYSTEM
from quen.points.errors import NotEnoughPoints
from quen.points.models import Account, Accrual, Lot
from quen.points.redeem import redeem
from quen.purchases.models import Line, Purchase, Return
from tests import world as cast
from tests.flows.loyal import SUNDAY, bought, line, member, running, sale
from tests.points.books import assert_the_books_agree
from tests.waiting import sessions, until_only
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

# Rings up sale after sale in a process of its own, in four threads, and says each number before it begins.
_RING_UP = """
import os, sys, time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
import django
django.setup()
from quen.flows.ring_up import Sale, SaleLine, ring_up
from quen.flows.ring_up.own_connections import OwnConnections
from quen.kernel.actor import SYSTEM

store, customer, at = int(sys.argv[1]), int(sys.argv[2]), datetime.fromisoformat(sys.argv[3])
most = int(sys.argv[4])  # it stands still there, so that whoever kills it need not hurry
on = OwnConnections()

def till(number):
    os.write(1, f"{number}\\n".encode())
    if number >= most:
        time.sleep(600)
    lines = (SaleLine(product="ca-phe", amount_minor=10_000 + number), SaleLine(product="banh", amount_minor=5_000))
    ring_up(sale=Sale(store=store, customer=customer, at=at, lines=lines), key=f"sale-{number}", by=SYSTEM, on=on)

with ThreadPoolExecutor(4) as tills:
    list(tills.map(till, range(200)))
"""


@pytest.fixture
def world(transactional_db: None) -> cast.World:
    return cast.build()


@pytest.fixture
def own() -> Iterator[OwnConnections]:
    found = OwnConnections()
    yield found
    found.close()


def test_sixteen_tills_never_spend_the_same_points(world: World, own: OwnConnections) -> None:
    running(world)
    member(world)
    bought(world, 1_000_000, key="all her points")

    def till(number: int) -> str:
        try:
            if number % 4 == 0:
                redeem(customer=world.lan.pk, points=10, at=SUNDAY, key=f"cup-{number}", by=SYSTEM)
            else:
                ways = OfDjango() if number % 4 == 1 else own
                ring_up(sale=sale(world, 4_000, redeem_points=10), key=f"till-{number}", by=SYSTEM, on=ways)
        except NotEnoughPoints:
            return "refused"
        finally:
            connections.close_all()
        return "spent"

    with ThreadPoolExecutor(16) as tills:
        came = Counter(tills.map(till, range(16)))
    assert came == {"spent": 10, "refused": 6}
    assert Account.objects.get().balance == sum(Lot.objects.values_list("remaining", flat=True))
    assert sum(Lot.objects.filter(purchase__isnull=False).values_list("points", flat=True)) - 100 == (
        Account.objects.get().balance
    )
    assert_the_books_agree()


def test_a_key_sent_sixteen_times_at_once_counts_once(world: World, own: OwnConnections) -> None:
    running(world)
    member(world)
    with ThreadPoolExecutor(16) as tills:
        answers = list(
            tills.map(lambda _: ring_up(sale=sale(world), key="once", by=SYSTEM, on=own), range(16))
        )
    assert len({answer.purchase for answer in answers}) == 1
    assert sorted(answer.is_repeated for answer in answers) == [False, *[True] * 15]
    assert Purchase.objects.count() == Accrual.objects.count() == 1
    assert_the_books_agree()


def test_buying_and_bringing_back_at_once_never_stops_the_tills(world: World, own: OwnConnections) -> None:
    running(world)
    member(world)
    for number in range(8):
        bought(world, line(100_000, quantity_milli=2_000), key=f"a-{number}")

    def till(number: int) -> None:
        try:
            if number % 2:
                ring_up(sale=sale(world, 50_000), key=f"b-{number}", by=SYSTEM, on=own)
            else:
                take_back(
                    store=world.store.pk, receipt=f"a-{number // 2}", lines=[TakenLine(1, 1_000)], at=SUNDAY,
                    key=f"r-{number}", by=SYSTEM,
                )  # fmt: skip
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as tills:
        list(tills.map(till, range(16)))
    assert (Purchase.objects.count(), Return.objects.count()) == (16, 8)
    assert Account.objects.get().balance == 8 * 10 - 8 * 5 + 8 * 5
    assert_the_books_agree()


def test_a_process_killed_in_the_middle_leaves_every_sale_whole_or_absent(world: World) -> None:
    running(world)
    member(world)
    known = sessions()
    for most in (25, 90):
        process = _tills(world, most + 30)
        assert process.stdout
        while int(process.stdout.readline() or 199) < most:
            pass
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        until_only(known)
        _assert_all_is_whole()
    assert 25 <= Purchase.objects.count() < 200
    assert _tills(world, 200).wait() == 0
    _assert_all_is_whole()
    assert Purchase.objects.count() == 200
    earned = sum(15_000 + number for number in range(200)) // 10_000
    assert Account.objects.get().balance == earned == sum(Accrual.objects.values_list("points", flat=True))
    assert Member.objects.get().turn == 200


def _assert_all_is_whole() -> None:
    purchases = Purchase.objects.count()
    assert Line.objects.count() == 2 * purchases
    assert Accrual.objects.count() == Answered.objects.count() == purchases
    assert Event.objects.filter(kind="purchase.recorded").count() == purchases
    assert_the_books_agree()


def _tills(world: World, most: int) -> "subprocess.Popen[str]":
    address = make_conninfo(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"])
    told = (str(world.store.pk), str(world.lan.pk), SUNDAY.isoformat(), str(most))
    return subprocess.Popen(
        [sys.executable, "-c", _RING_UP, *told],
        env={**os.environ, "DATABASE_URL": address},
        stdout=subprocess.PIPE,
        text=True,
    )
