"""Lan brings goods back while her household's share of the points is being put aside."""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from quen.events.readers import catch_up
from quen.flows.take_back import take_back
from quen.kernel.actor import SYSTEM
from quen.people.household import join_household
from quen.people.models import Customer
from quen.points.account import held
from quen.points.earn import earn
from quen.points.followed import pool_reader
from quen.points.models import Account, Transfer
from quen.points.pool import contribute, set_share
from tests import world as cast
from tests.flows.loyal import SUNDAY, bought, member, running
from tests.points.books import assert_the_books_agree
from tests.waiting import PATIENCE_SECONDS, somebody_waits
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> cast.World:
    return cast.build()


@pytest.fixture
def hand() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1, initializer=connections.close_all) as one:
        yield one


def shared(world: World) -> Account:
    """The household's account, opened before Lan's own: its number is the lower one. Lan gives it half."""
    running(world, point_value_minor=1_000)
    hoa = Customer.objects.create(name="Hoa")
    join_household(customer=hoa.pk, of=world.lan.pk, by=world.by_mai, at=SUNDAY)
    set_share(customer=hoa.pk, percent=100, at=SUNDAY, by=world.by_mai)
    member(world)
    set_share(customer=world.lan.pk, percent=50, at=SUNDAY, by=world.by_mai)
    pool = Account.objects.get(household__isnull=False)
    assert pool.pk < Account.objects.get(customer=world.lan.pk).pk
    return pool


def bring_back(world: World, receipt: str) -> None:
    try:
        take_back(store=world.store.pk, receipt=receipt, lines=None, at=SUNDAY, key=receipt, by=SYSTEM)
    finally:
        connections.close_all()


def wait_until_it_waits(work: Future[None]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not somebody_waits():
        assert not work.done(), work.exception()
        assert time.monotonic() < until, "the return never waited"
        time.sleep(0.01)


@pytest.mark.parametrize("is_shared_already", [True, False])
def test_a_return_that_waits_for_the_household_holds_no_account_the_household_may_wait_for(
    world: World, hand: ThreadPoolExecutor, is_shared_already: bool
) -> None:
    pool = shared(world)
    earn(customer=world.lan.pk, points=40, at=SUNDAY, key="e", by=SYSTEM)
    bought(world, 95_000, redeem_points=20)
    given = Transfer.objects.get(kind="earn", purchase__isnull=False)
    if is_shared_already:
        contribute(earned=given.pk, at=SUNDAY, by=SYSTEM)
    with transaction.atomic():
        held(pool.pk)
        work = hand.submit(bring_back, world, "till-1-0001")
        wait_until_it_waits(work)
        assert Account.objects.select_for_update(nowait=True).get(customer=world.lan.pk)
    work.result(PATIENCE_SECONDS)
    catch_up(pool_reader(), now=SUNDAY, until=2**62)
    assert_the_books_agree()
