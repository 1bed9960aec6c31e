"""The liability book agrees with the ledger, to the point."""

from datetime import UTC, date, datetime, timedelta

import pytest

from quen.insight.books.breakage import breakage
from quen.insight.books.journal import Ledger, journal
from quen.insight.books.liability import liability
from quen.points.adjust import adjust
from quen.points.earn import earn
from quen.points.expire import expire_due
from quen.points.models import Account
from quen.points.redeem import redeem
from quen.points.reserve import reserve
from quen.points.restore import restore
from quen.points.reverse import reverse
from tests.flows.loyal import running
from tests.world import World, build

pytestmark = pytest.mark.django_db

JUNE = datetime(2026, 6, 10, 3, 0, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    """A point is worth 100 ₫."""
    world = build()
    running(world, point_value_minor=100)
    return world


def give(world: World, points: int, at: datetime, days: int | None, key: str) -> None:
    ends = at + timedelta(days=days) if days else None
    earn(customer=world.lan.pk, points=points, at=at, expires_at=ends, version=1, key=key, by=world.by_mai)


def test_what_is_outstanding_by_the_month_it_ends_in(world: World) -> None:
    give(world, 100, JUNE, 30, "a")
    give(world, 40, JUNE, 60, "b")
    give(world, 7, JUNE, None, "c")
    earn(customer=world.lan.pk, points=5, at=JUNE, pending_until=JUNE + timedelta(days=1), version=1, key="d",
         by=world.by_mai)  # fmt: skip
    reserve(customer=world.lan.pk, points=30, at=JUNE, key="h", by=world.by_mai)
    book = liability(at=JUNE)
    assert [(month.begins, month.points, month.worth_minor) for month in book.months] == [
        (date(2026, 7, 1), 100, 10_000),
        (date(2026, 8, 1), 40, 4_000),
        (None, 12, 1_200),
    ]
    whole = book.all
    assert (whole.spendable, whole.pending, whole.reserved, whole.owed) == (117, 5, 30, 0)
    account = Account.objects.get()
    assert book.points == account.balance + account.reserved == 152


def test_the_journal_says_which_way_the_money_goes_and_adds_up(world: World) -> None:
    give(world, 100, JUNE, 30, "a")
    spent = redeem(customer=world.lan.pk, points=30, at=JUNE, key="r", by=world.by_mai)
    july = JUNE + timedelta(days=30)
    restore(transfer=spent.pk, points=10, at=july - timedelta(days=1), key="b", by=world.by_mai)
    row = adjust(customer=world.lan.pk, points=50, reason="Bù", at=july, key="c", by=world.by_mai)
    assert row.transfer
    reverse(transfer=row.transfer.pk, at=july, reason="Nhầm", key="u", by=world.by_mai)
    expire_due(at=july)
    give(world, 5, july, 30, "d")
    both = journal(first=date(2026, 6, 1), last=date(2026, 7, 31))
    assert [(line.month.month, line.kind, line.points, line.amount_minor) for line in both.lines] == [
        (6, "earn", 100, 10_000),
        (6, "redeem", -30, 3_000),
        (7, "earn", 5, 500),
        (7, "expire", -80, 8_000),
        (7, "restore", 10, 1_000),
    ]
    assert [(line.debit, line.credit) for line in both.lines] == [
        (Ledger.REVENUE, Ledger.LIABILITY),
        (Ledger.LIABILITY, Ledger.REVENUE),
        (Ledger.REVENUE, Ledger.LIABILITY),
        (Ledger.LIABILITY, Ledger.BREAKAGE),
        (Ledger.REVENUE, Ledger.LIABILITY),
    ]
    july_alone = journal(first=date(2026, 7, 1), last=date(2026, 7, 31))
    assert (july_alone.before_points, july_alone.before_minor) == (70, 7_000)
    now = liability(at=july)
    assert both.after_points == july_alone.after_points == now.points == 5
    assert both.after_minor == july_alone.after_minor == now.worth_minor == 500


def test_breakage_is_expected_as_it_was(world: World) -> None:
    for month in range(1, 5):
        at = datetime(2026, month, 10, 3, 0, tzinfo=UTC)
        give(world, 1_000, at, 20, f"m{month}")
        redeem(customer=world.lan.pk, points=700, at=at, key=f"r{month}", by=world.by_mai)
        if month == 3:
            assert breakage().rate is None
        expire_due(at=at + timedelta(days=20))
    give(world, 200, JUNE, 400, "open")
    redeem(customer=world.lan.pk, points=20, at=JUNE, key="spent", by=world.by_mai)
    found = breakage()
    assert found.rate == pytest.approx(0.3)
    assert [(cohort.given, cohort.spent, cohort.expired, cohort.outstanding) for cohort in found.cohorts][
        -2:
    ] == [
        (1_000, 700, 300, 0),
        (200, 20, 0, 180),
    ]
    assert found.expected == 60


def test_with_too_little_history_nothing_is_expected(world: World) -> None:
    give(world, 100, JUNE, 30, "a")
    found = breakage()
    assert (found.rate, found.expected) == (None, None)
    assert liability(at=JUNE).points == 100


def test_empty_books_are_empty(world: World) -> None:
    assert list(liability(at=JUNE).months) == []
    assert breakage().cohorts == []
    assert journal(first=date(2026, 6, 1), last=date(2026, 6, 30)).lines == []
