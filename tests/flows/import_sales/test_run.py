"""A shop's file becomes facts: once, however often and in whatever order it is brought."""

from itertools import permutations
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import translation

from quen.flows.import_sales import import_sales
from quen.flows.import_sales.errors import OtherCurrency
from quen.flows.models import ImportState, SalesImport
from quen.home.folder import uploads_folder
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer, CustomerKind
from quen.purchases.models import Adjustment, Purchase, Return
from quen.sales_file import ReadOptions
from quen.sales_file.errors import NoDateColumn
from quen.shops.models import Business
from tests.flows.import_sales.books import books
from tests.flows.import_sales.empty import empty
from tests.flows.import_sales.files import MORNING, NEXT_DAY, write

pytestmark = pytest.mark.django_db


def bring(*paths: Path, **options: object) -> SalesImport:
    return import_sales(list(paths), options=ReadOptions(**options), by=SYSTEM)  # type: ignore[arg-type]


def test_a_file_becomes_customers_purchases_and_lines(tmp_path: Path) -> None:
    record = bring(write(tmp_path, "a.csv", MORNING))

    assert (record.state, record.rows_read, record.rows_imported) == (ImportState.DONE, 4, 4)
    assert (record.purchases_new, record.customers_new) == (3, 2)
    lan = Customer.objects.get(name="Nguyễn Thị Lan")
    assert sorted(lan.identities.values_list("kind", "value")) == [("code", "KH1"), ("phone", "+84912345678")]
    breakfast = Purchase.objects.get(receipt="HD001")
    assert (breakfast.customer_id, breakfast.amount_minor) == (lan.pk, 70_000)
    assert breakfast.bought_at.isoformat() == "2026-11-20T01:05:00+00:00"
    assert sorted(breakfast.lines.values_list("product__code", "amount_minor")) == [
        ("BM1", 20_000),
        ("CF1", 50_000),
    ]


def test_after_an_import_that_was_given_up_the_planner_looks_again(tmp_path: Path) -> None:
    """Its pages are left without a row; plans made for no rows took hours for a year's."""
    with transaction.atomic():
        bring(write(tmp_path, "given-up.csv", [*MORNING, *NEXT_DAY]))
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE purchases_purchase")
        assert rows_the_planner_knows_of(cursor) == 0
        bring(write(tmp_path, "a.csv", MORNING))
        assert rows_the_planner_knows_of(cursor) == 3


def rows_the_planner_knows_of(cursor: CursorWrapper) -> int:
    cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'purchases_purchase'::regclass")
    return int(cursor.fetchone()[0])


def test_a_sale_without_identity_is_kept_and_nobody_is_invented(tmp_path: Path) -> None:
    bring(write(tmp_path, "a.csv", MORNING))

    assert Purchase.objects.get(receipt="HD003").customer_id is None
    assert Customer.objects.count() == 2


def test_a_company_is_told_from_a_person(tmp_path: Path) -> None:
    bring(write(tmp_path, "a.csv", MORNING))

    assert Customer.objects.get(name="Công ty TNHH Hoa Sen").kind == CustomerKind.COMPANY


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", [*MORNING, *NEXT_DAY])
    bring(path)
    before = books()

    again = bring(path)

    assert books() == before
    assert (again.rows_read, again.rows_imported, again.rows_already_there) == (7, 0, 7)


def test_an_overlapping_file_adds_only_what_is_new(tmp_path: Path) -> None:
    bring(write(tmp_path, "a.csv", MORNING))

    record = bring(write(tmp_path, "b.csv", [*MORNING[2:], *NEXT_DAY]))

    assert (record.rows_read, record.rows_imported, record.rows_already_there) == (5, 3, 2)
    assert (record.purchases_new, record.customers_new) == (1, 0)


def test_a_receipt_cut_in_two_becomes_whole(tmp_path: Path) -> None:
    bring(write(tmp_path, "a.csv", MORNING[:1]))
    bring(write(tmp_path, "b.csv", MORNING[1:]))

    breakfast = Purchase.objects.get(receipt="HD001")
    assert (breakfast.amount_minor, breakfast.lines.count()) == (70_000, 2)


def test_repeated_lines_of_a_receipt_are_lines(tmp_path: Path) -> None:
    bring(write(tmp_path, "a.csv", NEXT_DAY))

    assert Purchase.objects.get(receipt="HD004").lines.count() == 2


def test_a_return_finds_its_purchase(tmp_path: Path) -> None:
    bring(write(tmp_path, "b.csv", NEXT_DAY))
    assert Return.objects.get().purchase_id is None

    bring(write(tmp_path, "a.csv", MORNING))

    back = Return.objects.get()
    assert (back.receipt, back.amount_minor) == ("HD005", 20_000)
    assert back.purchase is not None
    assert back.purchase.receipt == "HD001"


def test_a_return_without_customer_finds_its_receipt_in_whatever_order_they_come(tmp_path: Path) -> None:
    header = "Mã hóa đơn,Thời gian,Loại chứng từ,Mã hàng,Số lượng,Thành tiền"
    sold, back = tmp_path / "sold.csv", tmp_path / "back.csv"
    sold.write_text(f"{header}\nHD7,20/11/2026 08:00,Bán hàng,CF1,1,25000\n")
    for number in ("HD7", "7"):
        back.write_text(f"{header}\nTH{number},21/11/2026 08:00,Trả hàng,CF1,1,25000\n")
        sold.write_text(f"{header}\n{number},20/11/2026 08:00,Bán hàng,CF1,1,25000\n")
        for order in ([sold, back], [back, sold]):
            for path in order:
                bring(path, mapping={"type": "Loại chứng từ"})
            found = Return.objects.get().purchase
            assert (found and found.receipt) == (number if number == "7" else None)
            empty()


def test_a_purchase_that_turns_out_to_be_hers_takes_her_return(tmp_path: Path) -> None:
    nobodys = MORNING[1].replace("KH1,Nguyễn Thị Lan,0912345678", ",,").replace("HD001", "HD008")
    hers = MORNING[1].replace("HD001", "HD008")
    bring(write(tmp_path, "a.csv", [nobodys]))
    bring(write(tmp_path, "b.csv", NEXT_DAY[2:]))
    assert Return.objects.get().purchase_id is None

    bring(write(tmp_path, "c.csv", [hers]))

    assert Return.objects.get().purchase == Purchase.objects.get(receipt="HD008")


def test_any_order_of_files_gives_the_same_database(tmp_path: Path, transactional_db: None) -> None:
    rows = [*MORNING, *NEXT_DAY]
    parts = [write(tmp_path, f"{n}.csv", part) for n, part in enumerate((rows[:3], rows[2:5], rows[4:]))]
    seen = []
    for order in permutations(parts):
        empty()
        for path in order:
            bring(path)
        seen.append(books())
    empty()
    bring(write(tmp_path, "whole.csv", rows))
    assert all(each == books() for each in seen)


def test_files_of_two_layouts_at_once_are_those_one_after_the_other(
    tmp_path: Path, transactional_db: None
) -> None:
    sold = write(tmp_path, "sold.csv", MORNING)
    back = tmp_path / "back.csv"
    back.write_text(
        "Mã trả hàng,Mã hóa đơn,Thời gian,Mã khách hàng,Tên khách hàng,Cần trả khách,Mã hàng,Số lượng,Giá nhập lại\n"
        "TH001,HD001,21/11/2026 09:00,KH1,Nguyễn Thị Lan,25000,CF1,1,25000\n",
        encoding="utf-8",
    )
    assert (bring(sold, back).rows_imported, bring(back, sold).rows_already_there) == (5, 5)
    at_once = books()
    empty()
    assert (bring(back).rows_imported, bring(sold).rows_imported) == (1, 4)
    assert books() == at_once
    assert Return.objects.get().purchase == Purchase.objects.get(receipt="HD001")


def test_two_codes_that_share_a_phone_are_two_customers(tmp_path: Path) -> None:
    daughter = MORNING[0].replace("KH1", "KH9").replace("Lan", "Mai").replace("HD001", "HD009")
    bring(write(tmp_path, "a.csv", MORNING))
    bring(write(tmp_path, "b.csv", [daughter]))

    assert Purchase.objects.get(receipt="HD009").customer_id == Customer.objects.get(name="Nguyễn Thị Mai").pk


def test_a_phone_seen_before_finds_the_customer_who_now_has_a_code(tmp_path: Path) -> None:
    bring(write(tmp_path, "a.csv", [MORNING[0].replace("KH1", "").replace("HD001", "HD000")]))
    bring(write(tmp_path, "b.csv", MORNING[:1]))

    lan = Customer.objects.get()
    assert lan.identities.count() == 2
    assert Purchase.objects.filter(customer=lan).count() == 2


def test_staff_keep_the_last_word_on_a_name(tmp_path: Path) -> None:
    bring(write(tmp_path, "a.csv", MORNING))
    Customer.objects.filter(name="Nguyễn Thị Lan").update(name="Chị Lan", named_at=None)

    bring(write(tmp_path, "b.csv", NEXT_DAY))

    assert Customer.objects.filter(name="Chị Lan").count() == 1


def test_rejected_rows_come_back_with_reason_and_row_number(tmp_path: Path) -> None:
    broken = "HD006,32/13/2026,KH1,=1+1,0912345678,CF1,Cà phê,Đồ uống,1,25000,25000"
    with translation.override("vi"):
        record = bring(write(tmp_path, "a.csv", [*MORNING, broken]))

    assert (record.rows_read, record.rows_imported, record.rows_already_there, record.rows_rejected) == (
        5,
        4,
        0,
        1,
    )
    lines = (uploads_folder() / record.rejects_file).read_text("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("a.csv,6,")
    assert "HD006" in lines[1]


def test_bookkeeping_rows_are_kept_but_are_no_purchase(tmp_path: Path) -> None:
    write_off = "KK001,20/11/2026 20:00,,,,CF1,Cà phê sữa,Đồ uống,-5,0,0"
    bring(write(tmp_path, "a.csv", [*MORNING, write_off]))

    assert Adjustment.objects.get().quantity == -5
    assert Purchase.objects.count() == 3


def test_a_file_in_another_currency_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    bring(write(tmp_path, "a.csv", MORNING))
    before = books()

    with pytest.raises(OtherCurrency):
        bring(write(tmp_path, "b.csv", NEXT_DAY), currency="USD")

    assert books() == before
    assert SalesImport.objects.order_by("-id")[0].state == ImportState.FAILED


def test_the_first_file_settles_the_currency_of_the_books(tmp_path: Path) -> None:
    bring(write(tmp_path, "a.csv", MORNING), currency="USD")

    assert Business.objects.get().currency == "USD"


def test_a_file_without_dates_writes_nothing_but_why(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Tên,Số tiền\nLan,5000\nMai,7000\n")

    with pytest.raises(NoDateColumn):
        bring(path)

    record = SalesImport.objects.get()
    assert record.state == ImportState.FAILED
    assert record.error
    assert not Purchase.objects.exists()
    assert not Business.objects.exists()


def test_files_without_receipt_numbers_overlap_at_once_as_one_after_the_other(tmp_path: Path) -> None:
    rows = [
        "Lan,0912345678,20/11/2026,50000",
        "Lan,0912345678,20/11/2026,50000",
        "Mai,0987654321,21/11/2026,30000",
    ]
    header = "Tên khách hàng,Điện thoại,Ngày,Số tiền"
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    first.write_text("\n".join([header, *rows[:2]]) + "\n")
    second.write_text("\n".join([header, *rows[1:]]) + "\n")
    bring(first)
    bring(second)
    one_after_the_other = books()
    assert Purchase.objects.count() == 3
    empty()

    record = bring(first, second)

    assert books() == one_after_the_other
    assert (record.rows_read, record.rows_imported, record.rows_already_there) == (4, 3, 1)
