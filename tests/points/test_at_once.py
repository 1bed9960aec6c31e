"""Many hands at one moment, and a process that dies in the middle: the books stay exact."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import connection, connections
from psycopg.conninfo import make_conninfo

from quen.insight.checks import check_ledger
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer
from quen.points.adjust import adjust, approve
from quen.points.earn import earn
from quen.points.errors import AlreadyDecided, NotEnoughPoints, ReservationOver
from quen.points.expire import expire_due
from quen.points.gift import gift
from quen.points.models import Account, Entry, Lot, Reservation, Transfer
from quen.points.reads import balance_of
from quen.points.redeem import redeem
from quen.points.reserve import confirm, release, reserve, time_out
from quen.points.take_back_earned import take_back_earned
from tests import world as cast
from tests.points.books import assert_the_books_agree
from tests.waiting import sessions, until_only
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)

# Earns, spends, holds, frees and expires in four threads, and says each number before it begins.
_WORK = """
import os, sys, time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
import django
django.setup()
from django.db import connections
from quen.kernel.actor import SYSTEM
from quen.points.earn import earn
from quen.points.expire import expire_due
from quen.points.redeem import redeem
from quen.points.reserve import confirm, reserve

customer, at = int(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
most = int(sys.argv[3])  # it stands still there, so that whoever kills it need not hurry

def hand(number):
    os.write(1, f"{number}\\n".encode())
    if number >= most:
        time.sleep(600)
    ends = at + timedelta(days=1 if number % 3 else 400)
    earn(customer=customer, points=10, at=at, expires_at=ends, key=f"e{number}", by=SYSTEM)
    redeem(customer=customer, points=3, at=at, key=f"r{number}", by=SYSTEM)
    held = reserve(customer=customer, points=2, at=at, key=f"h{number}", by=SYSTEM)
    confirm(reservation=held.pk, at=at, key=f"c{number}", by=SYSTEM)
    if number % 50 == 49:
        expire_due(at=at - timedelta(days=1))

with ThreadPoolExecutor(4) as hands:
    list(hands.map(hand, range(120)))
"""


@pytest.fixture
def world(transactional_db: None) -> cast.World:
    return cast.build()


def at_once(acts: Sequence[Callable[[], object]]) -> Counter[str]:
    """Do all of them at one moment; what came of it, by name of the refusal."""

    def one(act: Callable[[], object]) -> str:
        try:
            act()
        except (NotEnoughPoints, ReservationOver, AlreadyDecided) as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as hands:
        return Counter(hands.map(one, acts))


def assert_exact() -> None:
    assert [str(finding) for finding in check_ledger(at=NOW)] == []
    assert_the_books_agree()


def test_two_tills_never_spend_the_same_points(world: World) -> None:
    lan = world.lan.pk
    earn(customer=lan, points=100, at=NOW, key="e", by=SYSTEM)
    came = at_once(
        [partial(redeem, customer=lan, points=10, at=NOW, key=f"r{n}", by=SYSTEM) for n in range(8)]
        + [partial(reserve, customer=lan, points=10, at=NOW, key=f"h{n}", by=SYSTEM) for n in range(8)]
    )
    assert came == {"done": 10, "NotEnoughPoints": 6}
    assert balance_of(customer=lan, at=NOW).available == 0
    assert_exact()


def test_a_repeated_request_posts_once(world: World) -> None:
    lan = world.lan.pk
    came = at_once([lambda: earn(customer=lan, points=10, at=NOW, key="once", by=SYSTEM)] * 8)
    assert came == {"done": 8}
    came = at_once([lambda: redeem(customer=lan, points=10, at=NOW, key="spent once", by=SYSTEM)] * 8)
    assert came == {"done": 8}
    assert Transfer.objects.count() == 2 and Account.objects.count() == 1
    assert_exact()


def test_held_points_are_spent_or_freed_never_both(world: World) -> None:
    lan = world.lan.pk
    earn(customer=lan, points=10, at=NOW, key="e", by=SYSTEM)
    held = reserve(customer=lan, points=10, at=NOW, key="h", by=SYSTEM)
    came = at_once(
        [partial(confirm, reservation=held.pk, at=NOW, key=f"c{n}", by=SYSTEM) for n in range(4)]
        + [partial(release, reservation=held.pk, at=NOW, key=f"f{n}", by=SYSTEM) for n in range(4)]
        + [lambda: time_out(at=NOW + timedelta(minutes=15))]
    )
    assert came["done"] == 2  # one of them, and the round that found or did not find it
    assert came["ReservationOver"] == 7 or Reservation.objects.get().state == "timed_out"
    assert_exact()


def test_gifts_both_ways_never_wait_in_a_circle(world: World) -> None:
    lan, hoa = world.lan.pk, Customer.objects.create(name="Hoa").pk
    for customer in (lan, hoa):
        earn(customer=customer, points=50, at=NOW, key=f"e{customer}", by=SYSTEM)
    came = at_once(
        [partial(gift, customer=lan, to=hoa, points=5, at=NOW, key=f"a{n}", by=SYSTEM) for n in range(6)]
        + [partial(gift, customer=hoa, to=lan, points=5, at=NOW, key=f"b{n}", by=SYSTEM) for n in range(6)]
    )
    assert came == {"done": 12}
    assert set(Account.objects.values_list("balance", flat=True)) == {50}
    assert_exact()


def test_what_is_due_expires_once_or_is_spent_first(world: World) -> None:
    ends = NOW + timedelta(days=1)
    for number in range(4):
        earn(customer=world.lan.pk, points=10, at=NOW, expires_at=ends, key=f"e{number}", by=SYSTEM)
    came = at_once(
        [lambda: expire_due(at=ends)] * 4
        + [
            partial(redeem, customer=world.lan.pk, points=10, at=NOW, key=f"r{n}", by=SYSTEM)
            for n in range(4)
        ]
    )
    assert came["done"] + came["NotEnoughPoints"] == 8
    expire_due(at=ends)
    moved = Entry.objects.filter(book__in=["expired", "redeemed"])
    assert sum(moved.values_list("points", flat=True)) == 40
    assert not Lot.objects.exclude(remaining=0).exists()
    assert_exact()


def test_returns_and_redemptions_at_once_leave_what_is_owed_exact(world: World) -> None:
    lan = world.lan.pk
    for number in range(4):
        earn(customer=lan, points=10, at=NOW, key=f"e{number}", by=SYSTEM)
    at_once(
        [
            partial(take_back_earned, customer=lan, purchase=n + 1, points=10, at=NOW, key=f"t{n}", by=SYSTEM)
            for n in range(6)
        ]
        + [partial(earn, customer=lan, points=5, at=NOW, key=f"more{n}", by=SYSTEM) for n in range(6)]
    )
    balance = balance_of(customer=lan, at=NOW)
    assert balance.available - balance.owed == 40 - 60 + 30
    assert_the_books_agree()  # the purchases themselves are not in this story


def test_a_correction_is_approved_once(world: World) -> None:
    row = adjust(customer=world.lan.pk, points=900, reason="Đền bù", at=NOW, key="a", by=world.by_mai)
    came = at_once([lambda: approve(adjustment=row.pk, at=NOW, by=SYSTEM)] * 6)
    assert came == {"done": 1, "AlreadyDecided": 5}
    assert balance_of(customer=world.lan.pk, at=NOW).available == 900
    assert_exact()


@pytest.mark.long
def test_a_process_killed_in_the_middle_leaves_every_transfer_whole_or_absent(world: World) -> None:
    known = sessions()
    for most in (20, 60):
        process = _hands(world, most + 30)
        assert process.stdout
        while int(process.stdout.readline() or 119) < most:
            pass
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        until_only(known)
        assert_exact()
    assert 20 <= Transfer.objects.filter(kind="earn").count() < 120
    assert _hands(world, 120).wait() == 0
    assert_exact()
    assert Counter(Transfer.objects.values_list("kind", flat=True)) == dict.fromkeys(
        ["earn", "redeem", "reserve", "confirm"], 120
    )
    assert balance_of(customer=world.lan.pk, at=NOW).available == 120 * 5


def _hands(world: World, most: int) -> "subprocess.Popen[str]":
    address = make_conninfo(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"])
    return subprocess.Popen(
        [sys.executable, "-c", _WORK, str(world.lan.pk), NOW.isoformat(), str(most)],
        env={**os.environ, "DATABASE_URL": address},
        stdout=subprocess.PIPE,
        text=True,
    )
