"""A file's members get their points with the import, once, whatever is imported again."""

from datetime import date
from pathlib import Path

import pytest

from quen.enrolment.models import Member, Way
from quen.flows.import_sales import import_sales
from quen.flows.models import SalesImport
from quen.kernel.actor import SYSTEM
from quen.points.models import Account, Accrual, Transfer
from quen.purchases.models import Purchase
from quen.sales_file import ReadOptions
from tests.flows.import_sales.files import MORNING, NEXT_DAY, write
from tests.flows.loyal import running
from tests.points.books import assert_the_books_agree
from tests.world import build

pytestmark = pytest.mark.django_db


def bring(*paths: Path, enrol: bool = False) -> SalesImport:
    return import_sales(list(paths), options=ReadOptions(), by=SYSTEM, enrol=enrol)


def test_everybody_becomes_a_member_with_points_for_each_purchase(tmp_path: Path) -> None:
    running(build(), effective_from=date(2026, 1, 1))
    record = bring(write(tmp_path, "a.csv", MORNING), enrol=True)
    bought = [purchase.points for purchase in Accrual.objects.order_by("purchase")]
    assert (record.members_new, record.points_given) == (2, sum(bought))
    lan = Member.objects.get(customer__name="Nguyễn Thị Lan", customer__identities__kind="code")
    assert (lan.way, lan.counters["visits"]) == (Way.IMPORT, 1)
    assert Account.objects.get(customer=lan.customer_id).balance == 7
    assert_the_books_agree()


def test_the_same_file_again_gives_nothing_and_a_new_one_only_what_is_new(tmp_path: Path) -> None:
    running(build(), effective_from=date(2026, 1, 1))
    first = write(tmp_path, "a.csv", MORNING)
    given = bring(first, enrol=True).points_given
    before = list(Transfer.objects.order_by("pk").values())
    again = bring(first, enrol=True)
    assert (again.members_new, again.points_given) == (0, 0)
    assert list(Transfer.objects.order_by("pk").values()) == before
    bring(write(tmp_path, "b.csv", NEXT_DAY), enrol=True)
    members = Member.objects.values("pk")
    assert given and Accrual.objects.count() == Purchase.objects.filter(customer__in=members).count()
    assert_the_books_agree()


def test_nobody_is_enrolled_without_being_asked(tmp_path: Path) -> None:
    running(build(), effective_from=date(2026, 1, 1))
    record = bring(write(tmp_path, "a.csv", MORNING))
    assert (record.members_new, record.points_given) == (0, 0)
    assert not Member.objects.exists()
