"""Balances are brought from another system."""

from datetime import datetime

import pytest

from quen.points.errors import BadOpening
from quen.points.models import Lot, Transfer
from quen.points.opening import open_balances
from quen.points.reads import balance_of
from tests.people.story import told
from tests.points.books import assert_the_books_agree, sides
from tests.world import World

FILE = """\ufeffCustomer,points,expires_on
0912 345 678,"1.250",2027-06-30
+84912345678,30,
0999999999,10,
0912345678,nhiều,
0912345678,5,mai
"""


def test_a_file_is_brought_once_and_says_what_it_could_not_read(world: World, now: datetime) -> None:
    brought = open_balances(FILE.splitlines(), at=now, by=world.by_mai)
    assert (brought.rows, brought.points, brought.already_there) == (5, 1_280, 0)
    assert [number for number, _ in brought.rejected] == [4, 5, 6]
    assert balance_of(customer=world.lan.pk, at=now).available == 1_280
    assert sides(Transfer.objects.earliest("pk")) == [("liability", 1_250), ("opening", -1_250)]
    again = open_balances(FILE.splitlines(), at=now, by=world.by_mai)
    assert (again.points, again.already_there, len(again.rejected)) == (0, 2, 3)
    assert Lot.objects.count() == 2
    assert told(world.lan.pk) == ["points.brought"] * 2
    assert_the_books_agree()


def test_the_same_customer_with_other_points_is_rejected(world: World, now: datetime) -> None:
    open_balances(["customer,points", "0912345678,10"], at=now, by=world.by_mai)
    other = open_balances(["customer,points", "0912345678,11"], at=now, by=world.by_mai)
    assert (other.points, len(other.rejected)) == (0, 1)
    assert balance_of(customer=world.lan.pk, at=now).available == 10


def test_a_file_without_its_columns_is_refused(world: World, now: datetime) -> None:
    for lines in ([], ["name;points", "Lan;3"]):
        with pytest.raises(BadOpening):
            open_balances(lines, at=now, by=world.by_mai)
    assert not Transfer.objects.exists()
