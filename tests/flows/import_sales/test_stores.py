"""A store is one store, whatever its till calls it now and called it before."""

from pathlib import Path

import pytest

from quen.flows.import_sales import import_sales
from quen.flows.models import SalesImport
from quen.kernel.actor import SYSTEM
from quen.purchases.models import Line, Purchase
from quen.sales_file import ReadOptions
from quen.shops.change_store import add_store, change_store
from quen.shops.models import Store
from tests.flows.import_sales.books import books
from tests.flows.import_sales.empty import empty

pytestmark = pytest.mark.django_db

HEADER = "Chi nhánh,Mã hóa đơn,Thời gian,Mã khách hàng,Mã hàng,Số lượng,Đơn giá,Thành tiền"
SOLD = (
    "HD001,20/11/2026 08:05,KH1,CF1,2,25000,50000",
    "HD001,20/11/2026 08:05,KH1,BM1,1,20000,20000",
    "HD002,20/11/2026 09:10,KH2,CF1,10,25000,250000",
    ",20/11/2026 09:30,KH1,CF1,1,25000,25000",
    "HD003,21/11/2026 08:00,KH1,CF1,1,25000,25000",
)


def till(folder: Path, store: str, *rows: str) -> Path:
    """What the till of this store exports."""
    path = folder / f"{len(list(folder.iterdir()))}.csv"
    path.write_text("\n".join([HEADER, *(f"{store},{row}" for row in rows)]) + "\n", encoding="utf-8")
    return path


def bring(*paths: Path, store: str = "") -> SalesImport:
    return import_sales(list(paths), options=ReadOptions(), store=store, by=SYSTEM)


def rename(old: str, new: str) -> None:
    change_store(store_id=Store.objects.get(name=old).pk, name=new, by=SYSTEM)


def test_a_till_that_learns_the_stores_new_name_tells_nothing_twice(tmp_path: Path) -> None:
    bring(till(tmp_path, "Quận 1", *SOLD[:4]))
    rename("Quận 1", "Bến Thành")
    before = books()

    again = bring(till(tmp_path, "BẾN  THÀNH", *SOLD[:4]))

    assert books() == before
    assert (again.rows_imported, again.rows_already_there) == (0, 4)
    bring(till(tmp_path, "Bến Thành", *SOLD[2:]))
    bring(till(tmp_path, "Quận 1", *SOLD))
    assert Store.objects.get().name == "Bến Thành"
    assert (Purchase.objects.count(), Line.objects.count()) == (4, 5)


def test_a_store_renamed_twice_is_found_by_each_of_its_names(tmp_path: Path) -> None:
    bring(till(tmp_path, "Quận 1", *SOLD))
    rename("Quận 1", "Bến Thành")
    rename("Bến Thành", "Chợ Bến Thành")
    before = books()

    for name in ("Bến Thành", "Chợ Bến Thành", "Quận 1"):
        assert bring(till(tmp_path, name, *SOLD)).rows_imported == 0

    assert books() == before
    assert Store.objects.count() == 1


def test_a_renamed_stores_books_are_those_of_a_store_that_kept_its_name(tmp_path: Path) -> None:
    bring(till(tmp_path, "Quận 1", *SOLD))
    kept = books()
    empty()

    bring(till(tmp_path, "Quận 1", *SOLD[:3]))
    rename("Quận 1", "Bến Thành")
    bring(till(tmp_path, "Bến Thành", *SOLD[2:]))

    assert books() == kept


def test_two_names_of_one_store_in_one_import_share_a_receipt(tmp_path: Path) -> None:
    store = add_store(name="Quận 1", other_names=["Bến Thành"], by=SYSTEM)

    bring(till(tmp_path, "Bến Thành", *SOLD[1:]), till(tmp_path, "Quận 1", *SOLD[:3]))

    store.refresh_from_db()
    assert store.written == "Bến Thành"
    assert Purchase.objects.get(receipt="HD001").amount_minor == 70_000
    assert (Purchase.objects.count(), Line.objects.count()) == (4, 5)


def test_two_spellings_of_one_store_in_one_import_share_a_receipt(tmp_path: Path) -> None:
    bring(till(tmp_path, "Quận 1", SOLD[0]), till(tmp_path, "QUAN 1", SOLD[1], *SOLD[2:]))
    at_once = books()
    assert Store.objects.count() == 1
    assert Purchase.objects.get(receipt="HD001").amount_minor == 70_000
    empty()

    for path in (till(tmp_path, "QUAN 1", SOLD[1], *SOLD[2:]), till(tmp_path, "Quận 1", SOLD[0])):
        bring(path)

    assert books() == at_once


def test_a_name_in_a_file_that_is_nobodys_makes_a_store_and_an_other_name_does_not(tmp_path: Path) -> None:
    add_store(name="Quận 1", other_names=["Q1", "Bến Thành's"], by=SYSTEM)

    bring(till(tmp_path, "Bến Thành's", *SOLD))
    bring(till(tmp_path, "Q1", *SOLD))
    bring(till(tmp_path, "Quận 3", *SOLD))

    assert list(Store.objects.order_by("pk").values_list("name", flat=True)) == ["Quận 1", "Quận 3"]
    assert Purchase.objects.count() == 8


def test_the_store_asked_for_is_found_by_another_name_too(tmp_path: Path) -> None:
    store = add_store(name="Quận 1", other_names=["Q1"], by=SYSTEM)

    bring(till(tmp_path, "", *SOLD), store="q1")

    assert set(Purchase.objects.values_list("store", flat=True)) == {store.pk}
    assert Store.objects.count() == 1


@pytest.mark.parametrize("is_known", [False, True])
def test_rows_without_a_store_and_rows_of_the_first_store_share_a_receipt(
    tmp_path: Path, is_known: bool
) -> None:
    if is_known:
        add_store(name="Quận 1", by=SYSTEM)

    bring(till(tmp_path, "", SOLD[0]), till(tmp_path, "Quận 1", SOLD[1], *SOLD[2:]), store="Quận 1")

    assert Store.objects.count() == 1
    assert Purchase.objects.get(receipt="HD001").amount_minor == 70_000
    assert (Purchase.objects.count(), Line.objects.count()) == (4, 5)


def test_a_till_that_begins_to_name_its_store_tells_nothing_twice(tmp_path: Path) -> None:
    bring(till(tmp_path, "", *SOLD[:4]), store="Quận 1")
    before = books()

    again = bring(till(tmp_path, "Quận 1", *SOLD[:4]))
    both = bring(till(tmp_path, "Quận 1", *SOLD[:4]), till(tmp_path, "", *SOLD[:4]))

    assert books() == before
    assert (again.rows_imported, both.rows_imported) == (0, 0)
    bring(till(tmp_path, "Quận 1", *SOLD), till(tmp_path, "Quận 3", *SOLD))
    assert Purchase.objects.filter(store__name="Quận 1").count() == 4
    assert Purchase.objects.filter(store__name="Quận 3").count() == 4


def test_a_till_that_ceases_to_name_its_store_tells_nothing_twice(tmp_path: Path) -> None:
    bring(till(tmp_path, "Quận 1", *SOLD[:4]))
    before = books()

    assert bring(till(tmp_path, "", *SOLD[:4])).rows_imported == 0
    assert books() == before
