"""An order that one export sells and a later one calls cancelled: sold, and taken back since; in whatever order they come."""

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from quen.enrolment.models import Member
from quen.flows.import_sales import import_sales
from quen.kernel.actor import SYSTEM
from quen.points.models import Account
from quen.purchases.models import Adjustment, Purchase, Return
from quen.sales_file import ReadOptions
from tests.flows.import_sales.books import books
from tests.flows.import_sales.empty import empty
from tests.flows.loyal import running
from tests.points.books import assert_the_books_agree
from tests.world import build

pytestmark = pytest.mark.django_db

HEADER = "Mã đơn hàng,Ngày đặt,Trạng thái,SĐT,Tên hàng,Số lượng,Thành tiền"
TEA, COFFEE = "Trà sen,1,120000", "Cà phê,2,90000"


def order(number: str, state: str, *goods: str, hour: int = 9) -> tuple[str, ...]:
    return tuple(f"{number},2026-10-02 {hour:02}:00,{state},0912345678,{each}" for each in goods)


def a_file(folder: Path, *orders: tuple[str, ...]) -> Path:
    path = folder / f"{len(list(folder.iterdir()))}.csv"
    path.write_text("\n".join([HEADER, *(row for rows in orders for row in rows)]) + "\n", encoding="utf-8")
    return path


def bring(*paths: Path, enrol: bool = False) -> tuple[int, int]:
    """How many rows were imported, and how many were there already."""
    record = import_sales(list(paths), options=ReadOptions(), by=SYSTEM, enrol=enrol)
    assert record.rows_imported is not None and record.rows_already_there is not None
    assert record.rows_read == record.rows_imported + record.rows_already_there
    return record.rows_imported, record.rows_already_there


def taken_back() -> list[tuple[str, int, str]]:
    """The returns: number, worth, and of which purchase."""
    return [
        (back.receipt, back.amount_minor, back.purchase.receipt if back.purchase else "")
        for back in Return.objects.order_by("receipt")
    ]


def test_every_order_of_imports_and_all_at_once_leave_the_same_books(tmp_path: Path) -> None:
    first = a_file(tmp_path, order("D1", "Hoàn thành", TEA), order("D2", "Đang giao", TEA, COFFEE, hour=10))
    second = a_file(
        tmp_path, order("D2", "Đã hủy", TEA, COFFEE, hour=10), order("D3", "Đã hủy", TEA, hour=11)
    )
    third = a_file(
        tmp_path, order("D2", "Đã hủy", TEA, COFFEE, hour=10), order("D4", "Đang giao", TEA, hour=12)
    )
    found = []
    for files in permutations((first, second, third)):
        empty()
        assert sum(imported for imported, _ in map(bring, files)) == 7
        found.append(books())
    assert [bring(path)[0] for path in files] == [0, 0, 0]
    for files in ((first, second, third), (third, second, first)):
        empty()
        assert bring(*files) == (7, 2)
        found.append(books())

    assert all(each == found[0] for each in found[1:])
    assert taken_back() == [("D2", 210_000, "D2")]
    assert Purchase.objects.count() == 3
    assert Adjustment.objects.get().receipt == "D3"


def test_it_is_said_once_how_many_were_taken_back(tmp_path: Path) -> None:
    sold, cancelled = (
        a_file(tmp_path, *(order(f"D{number}", state, TEA, COFFEE) for number in (1, 2)))
        for state in ("Đang giao", "Đã hủy")
    )
    for files in permutations((sold, cancelled)):
        empty()
        notes = [import_sales([path], options=ReadOptions(), by=SYSTEM).notes for path in (*files, *files)]

        said = [[facts["count"] for text, facts in each if "cancelled" in text] for each in notes]
        assert said == [[], ["2"], [], []]


def test_of_an_order_only_the_cancelled_line_goes_back(tmp_path: Path) -> None:
    whole = a_file(tmp_path, order("D1", "Đang giao", TEA, TEA, COFFEE))
    without = a_file(
        tmp_path,
        order("D1", "Hoàn thành", TEA),
        order("D1", "Đã hủy", TEA),
        order("D1", "Hoàn thành", COFFEE),
    )
    for files in permutations((whole, without)):
        empty()
        for path in files:
            bring(path)

        assert taken_back() == [("D1", 120_000, "D1")]
        assert Purchase.objects.get().amount_minor == 330_000


def test_a_line_voided_beside_its_like_in_one_file_was_never_sold(tmp_path: Path) -> None:
    path = a_file(tmp_path, order("D1", "Hoàn thành", TEA), order("D1", "Đã hủy", TEA))

    assert [bring(path), bring(path)] == [(2, 0), (0, 2)]

    assert taken_back() == [] and Adjustment.objects.count() == 1
    assert Purchase.objects.get().amount_minor == 120_000


def test_a_line_sold_since_beside_lines_that_were_there(tmp_path: Path) -> None:
    """The order stands in the books, its second line as cancelled; an older export that sells both comes last."""
    later = a_file(tmp_path, order("D1", "Hoàn thành", TEA), order("D1", "Đã hủy", COFFEE))
    earlier = a_file(tmp_path, order("D1", "Đang giao", TEA, COFFEE))

    assert [bring(later), bring(earlier), bring(later)] == [(2, 0), (1, 1), (0, 2)]

    assert taken_back() == [("D1", 90_000, "D1")]
    assert Purchase.objects.get().amount_minor == 210_000 and not Adjustment.objects.exists()


def test_what_came_back_and_was_then_cancelled_goes_back_once(tmp_path: Path) -> None:
    states = ("Đang giao", "Đã hoàn", "Đã hủy")
    files = [a_file(tmp_path, order("D1", state, TEA)) for state in states]
    for path in files:
        bring(path)

    assert taken_back() == [("D1", 120_000, "D1")] and not Adjustment.objects.exists()
    one_by_one = books()
    for several in permutations(files):
        empty()
        bring(*several)
        assert books() == one_by_one


def test_cancelled_lines_go_beside_what_the_receipt_takes_back_itself(tmp_path: Path) -> None:
    """D1 exchanges a coffee; a later export cancels its tea."""
    exchange = order("D1", "Hoàn thành", TEA, "Cà phê,-1,-45000")
    bring(a_file(tmp_path, exchange))
    assert taken_back() == [("D1", 45_000, "D1")]

    assert bring(a_file(tmp_path, order("D1", "Đã hủy", TEA), exchange[1:])) == (1, 1)

    assert taken_back() == [("D1", 165_000, "D1")]


def test_sales_without_numbers_are_known_by_their_row(tmp_path: Path) -> None:
    header = HEADER.removeprefix("Mã đơn hàng,")
    sold, cancelled = (tmp_path / "sold.csv", tmp_path / "cancelled.csv")
    for path, state in ((sold, "Hoàn thành"), (cancelled, "Đã hủy")):
        row = order("", state, TEA)[0].removeprefix(",")
        path.write_text(
            f"{header}\n{row}\n{row.replace('Trà sen', 'Cà phê').replace('Đã hủy', 'Hoàn thành')}\n", "utf-8"
        )
    for files in permutations((sold, cancelled)):
        empty()
        for path in files:
            bring(path)

        [(receipt, worth, purchase)] = taken_back()
        assert (worth, purchase) == (120_000, receipt) and receipt.startswith("~")
        assert Purchase.objects.count() == 2


def test_the_points_of_a_cancelled_order_go_back(tmp_path: Path) -> None:
    running(build(), effective_from=date(2026, 1, 1))
    bring(
        a_file(tmp_path, order("D1", "Hoàn thành", TEA), order("D2", "Đang giao", TEA, COFFEE, hour=10)),
        enrol=True,
    )
    lan = Member.objects.get(customer__identities__value="+84912345678")
    before = Account.objects.get(customer=lan.customer_id).balance

    bring(a_file(tmp_path, order("D2", "Đã hủy", TEA, COFFEE, hour=10)))

    after = Account.objects.get(customer=lan.customer_id).balance
    assert 0 < after < before
    assert_the_books_agree()
    empty_handed = order("D1", "Đã hủy", TEA)
    bring(a_file(tmp_path, empty_handed))
    assert Account.objects.get(customer=lan.customer_id).balance == 0
    assert_the_books_agree()
