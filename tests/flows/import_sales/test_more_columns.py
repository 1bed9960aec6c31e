"""An export with a column more, or fewer, tells the same sales again."""

from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db.models import Count
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from quen.flows.import_sales import import_sales
from quen.flows.models import SalesImport
from quen.kernel.actor import SYSTEM
from quen.people.merge import merge
from quen.purchases.models import Purchase, Return
from quen.sales_file import ReadOptions
from tests.flows.import_sales.empty import empty

pytestmark = pytest.mark.django_db

COLUMNS = {
    "receipt": "Mã đơn",
    "day": "Ngày",
    "time": "Giờ",
    "code": "Mã khách hàng",
    "phone": "SĐT",
    "product": "Mã hàng",
    "name": "Tên hàng",
    "quantity": "SL",
    "price": "Đơn giá",
    "serial": "IMEI",
    "amount": "Thành tiền",
}
SHIRT = {
    "receipt": "Y1", "day": "22/09/2026", "time": "08:00", "code": "KH1", "phone": "0922222232", "product": "A1",
    "name": "Áo", "quantity": "2", "price": "50000", "serial": "", "amount": "100000",
}  # fmt: skip
TROUSERS = {**SHIRT, "product": "Q1", "name": "Quần", "quantity": "1", "amount": "50000"}
CAP = {**SHIRT, "product": "M1", "name": "Mũ", "quantity": "2", "price": "25000", "amount": "50000"}
POOR = ("receipt", "day", "phone", "name", "amount")
Rows = tuple[dict[str, str], ...]


def a_file(folder: Path, rows: Rows, columns: tuple[str, ...] = POOR) -> Path:
    path = folder / f"{len(list(folder.iterdir()))}.csv"
    lines = [",".join(COLUMNS[column] for column in columns)]
    lines += [",".join(row[column] for column in columns) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def bring(*paths: Path) -> tuple[int, int]:
    """How many rows were imported, and how many were there already."""
    record: SalesImport = import_sales(list(paths), options=ReadOptions(), by=SYSTEM)
    assert record.rows_imported is not None and record.rows_already_there is not None
    assert record.rows_read == record.rows_imported + record.rows_already_there
    return record.rows_imported, record.rows_already_there


def standing(receipt: str = "Y1") -> tuple[int, int]:
    """What a purchase amounts to, and how many lines it has."""
    purchase = Purchase.objects.get(receipt=receipt)
    assert sum(purchase.lines.values_list("amount_minor", flat=True)) == purchase.amount_minor
    return purchase.amount_minor, purchase.lines.count()


@pytest.mark.parametrize("more", ["quantity", "time", "price", "product", "code", "serial"])
def test_a_column_more_or_fewer_adds_nothing(tmp_path: Path, more: str) -> None:
    poor, rich = (a_file(tmp_path, (SHIRT, TROUSERS), columns) for columns in (POOR, (*POOR, more)))
    for order in ((poor, rich), (rich, poor)):
        empty()

        assert [bring(path) for path in (*order, *order)] == [(2, 0), (0, 2), (0, 2), (0, 2)]

        assert standing() == (150_000, 2)


def test_three_exports_in_any_order_are_one_purchase(tmp_path: Path) -> None:
    files = [
        a_file(tmp_path, (SHIRT, TROUSERS), columns)
        for columns in (POOR, (*POOR, "quantity"), (*POOR, "time"))
    ]
    for order in permutations(files):
        empty()

        assert [bring(path) for path in order] == [(2, 0), (0, 2), (0, 2)]

        assert standing() == (150_000, 2)


def test_what_is_new_on_a_receipt_is_added_by_whichever_export_tells_it(tmp_path: Path) -> None:
    rich = (*POOR, "quantity", "product")
    for first, then in ((POOR, rich), (rich, POOR)):
        empty()
        bring(a_file(tmp_path, (SHIRT, TROUSERS), first))

        assert bring(a_file(tmp_path, (SHIRT, CAP, TROUSERS), then)) == (1, 2)
        assert bring(a_file(tmp_path, (SHIRT, CAP, TROUSERS), first)) == (0, 3)

        assert standing() == (200_000, 3)


def test_the_same_twice_is_new_only_where_the_file_tells_more_than_the_books_hold(tmp_path: Path) -> None:
    rich = (*POOR, "quantity")
    bring(a_file(tmp_path, (SHIRT, SHIRT)))

    assert bring(a_file(tmp_path, (SHIRT, SHIRT), rich)) == (0, 2)
    assert bring(a_file(tmp_path, (SHIRT,), rich)) == (0, 1)
    assert bring(a_file(tmp_path, (SHIRT, SHIRT, SHIRT), rich)) == (1, 2)
    assert bring(a_file(tmp_path, (SHIRT, SHIRT, SHIRT), rich)) == (0, 3)
    assert bring(a_file(tmp_path, (SHIRT, SHIRT, SHIRT))) == (0, 3)

    assert standing() == (300_000, 3)


def test_a_line_known_by_its_fingerprint_answers_for_no_other(tmp_path: Path) -> None:
    """The cap stands in the file as it stands in the books; beside it is a second one, with a serial number."""
    rich = (*POOR, "serial")
    bring(a_file(tmp_path, (SHIRT, CAP)))

    assert bring(a_file(tmp_path, (SHIRT, CAP, {**CAP, "serial": "S2"}), rich)) == (1, 2)

    assert standing() == (200_000, 3)


def test_the_line_that_is_alike_in_more_facts_answers(tmp_path: Path) -> None:
    """The one without a serial number is asked first, and must leave the other its own."""
    rows = ({**SHIRT, "serial": "S1"}, {**SHIRT, "serial": ""}, {**SHIRT, "serial": "S3"})
    bring(a_file(tmp_path, rows, (*POOR, "serial")))

    assert bring(a_file(tmp_path, rows[::-1], (*POOR, "serial", "quantity"))) == (0, 3)
    other = {**SHIRT, "serial": "S4"}
    assert bring(a_file(tmp_path, (*rows, other), (*POOR, "serial", "quantity"))) == (1, 3)

    assert standing() == (400_000, 4)


@pytest.mark.parametrize(
    ("columns", "changed"),
    [
        ((*POOR, "product"), {"product": "A2"}),
        ((*POOR, "quantity"), {"quantity": "4"}),
        ((*POOR, "price"), {"price": "60000"}),
        ((*POOR, "serial"), {"serial": "S2"}),
        (POOR, {"name": "Áo dài"}),
        (POOR, {"amount": "110000"}),
    ],
)
def test_a_line_with_another_fact_is_another_line(
    tmp_path: Path, columns: tuple[str, ...], changed: dict[str, str]
) -> None:
    bring(a_file(tmp_path, ({**SHIRT, "serial": "S1"}, TROUSERS), columns))
    added = {**SHIRT, "serial": "S1", **changed}

    assert bring(a_file(tmp_path, (added, TROUSERS), (*columns, "time"))) == (1, 1)

    assert standing() == (150_000 + int(added["amount"]), 3)


def test_a_product_is_known_by_its_name_without_case_and_diacritics(tmp_path: Path) -> None:
    bring(a_file(tmp_path, ({**SHIRT, "name": "ĐẦM XÒE"}, TROUSERS)))

    assert bring(a_file(tmp_path, ({**SHIRT, "name": "Dam  xoe"}, TROUSERS), (*POOR, "product"))) == (0, 2)


def test_goods_are_told_to_receipts_that_came_without(tmp_path: Path) -> None:
    no_goods = tuple(column for column in POOR if column != "name")
    bring(a_file(tmp_path, (SHIRT, TROUSERS, CAP), no_goods))

    assert bring(a_file(tmp_path, (SHIRT, TROUSERS, CAP))) == (0, 3)

    assert standing() == (200_000, 3)


def test_lines_that_only_their_number_tells_apart_are_as_many_as_before(tmp_path: Path) -> None:
    """Thirty goods at one price: one export has their codes, the other their names."""
    rows = tuple({**SHIRT, "product": f"A{n}", "name": f"Áo {n}"} for n in range(30))
    codes = tuple("product" if column == "name" else column for column in POOR)
    bring(a_file(tmp_path, rows[:-1], codes))

    assert bring(a_file(tmp_path, rows)) == (1, 29)
    assert bring(a_file(tmp_path, rows, codes)) == (0, 30)

    assert standing() == (3_000_000, 30)


def test_a_number_on_another_day_is_another_sale(tmp_path: Path) -> None:
    """One number among many comes again on a later day, from somebody else, for the same goods."""
    bring(a_file(tmp_path, (SHIRT,)))
    hers = {**SHIRT, "day": "24/09/2026", "phone": "0933333333"}
    others = tuple({**hers, "receipt": f"Z{number}"} for number in range(200))

    assert bring(a_file(tmp_path, (hers, *others), (*POOR, "quantity"))) == (201, 0)

    assert standing() == (200_000, 2)


def test_rows_without_a_number_have_only_their_fingerprint(tmp_path: Path) -> None:
    no_number = tuple(column for column in POOR if column != "receipt")
    bring(a_file(tmp_path, (SHIRT, TROUSERS), no_number))

    assert bring(a_file(tmp_path, (SHIRT, TROUSERS), (*no_number, "time"))) == (2, 0)

    assert Purchase.objects.count() == 4


def test_goods_brought_back_are_told_again_too_and_are_no_goods_sold(tmp_path: Path) -> None:
    columns = (*POOR, "quantity")
    back = {**SHIRT, "quantity": "-2", "amount": "-100000"}
    own = {**back, "receipt": "TH1", "name": "Quần", "quantity": "-1", "amount": "-50000"}
    bring(a_file(tmp_path, (SHIRT, TROUSERS), columns))

    assert bring(a_file(tmp_path, (back, own), columns)) == (2, 0)
    for more in ("time", "price", "product"):
        assert bring(a_file(tmp_path, (SHIRT, TROUSERS, back, own), (*columns, more))) == (0, 4)
    assert bring(a_file(tmp_path, (own, own), (*columns, "time"))) == (1, 1)

    assert standing() == (150_000, 2)
    assert dict(Return.objects.values_list("receipt", "amount_minor")) == {"Y1": 100_000, "TH1": 100_000}


def test_exports_of_several_layouts_at_once_are_each_laid_beside_the_books(tmp_path: Path) -> None:
    """Each has receipts of its own, so that it is read for sales, and tells the known one again."""
    bring(a_file(tmp_path, (SHIRT, TROUSERS)))
    layouts = {"V": POOR, "W": (*POOR, "quantity"), "Z": (*POOR, "time")}
    files = [
        a_file(tmp_path, (SHIRT, TROUSERS, *({**CAP, "receipt": f"{letter}{n}"} for n in range(4))), columns)
        for letter, columns in layouts.items()
    ]

    assert bring(*files) == (12, 6)

    assert standing() == (150_000, 2)


CELLS = {
    "product": st.sampled_from(["A1", "B1"]),
    "quantity": st.sampled_from(["1", "2"]),
    "price": st.sampled_from(["50000", "70000"]),
    "serial": st.sampled_from(["", "S1"]),
    "time": st.sampled_from(["08:00", "09:30"]),
    "amount": st.sampled_from(["50000", "70000"]),
    "receipt": st.sampled_from(["Y1", "Y2"]),
}
SOME_COLUMNS = st.sets(st.sampled_from(["product", "quantity", "price", "time", "code"])).map(
    lambda more: (*POOR, *sorted(more))
)


@settings(max_examples=20)
@given(
    rows=st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=8),
    exports=st.lists(SOME_COLUMNS, min_size=2, max_size=3),
    known=st.integers(min_value=0, max_value=8),
)
def test_however_the_columns_are_spread_over_exports_the_purchases_are_those_of_one(
    rows: list[dict[str, str]], exports: list[tuple[str, ...]], known: int
) -> None:
    """The first export ends earlier than the others, which tell everything."""
    told = tuple({**SHIRT, **row, "name": f"Áo {row['product']}"} for row in rows)
    with TemporaryDirectory() as folder:
        empty()
        bring(a_file(Path(folder), told, exports[0]))
        at_once = amounts()
        empty()
        for number, columns in enumerate((*exports, *exports)):
            part = told[:known] if number == 0 else told
            if part:
                bring(a_file(Path(folder), part, columns))
        assert amounts() == at_once


def amounts() -> list[tuple[str, int, int]]:
    lines = Purchase.objects.annotate(lines_held=Count("lines"))
    return sorted(lines.values_list("receipt", "amount_minor", "lines_held"))


@pytest.mark.parametrize("other", [{"phone": "0987654321"}, {"time": "08:20"}])
def test_tills_that_both_count_from_one_keep_their_lines(tmp_path: Path, other: dict[str, str]) -> None:
    """The same shirt for somebody else, or twenty minutes later, is sold once more, whatever number the till gave it."""
    columns = ("receipt", "day", "time", "phone", "name", "amount")
    bring(a_file(tmp_path, (SHIRT,), columns))
    assert bring(a_file(tmp_path, ({**SHIRT, **other},), columns)) == (1, 0)
    assert standing() == (200000, 2)


def test_who_was_merged_meanwhile_is_the_same_person(tmp_path: Path) -> None:
    by_phone, with_code = (
        {**SHIRT, "phone": "0922222232"},
        {**SHIRT, "receipt": "Y2", "code": "KH9", "phone": ""},
    )
    bring(a_file(tmp_path, (by_phone,)))
    bring(a_file(tmp_path, (with_code,), ("receipt", "day", "code", "name", "amount")))
    lan, hers = (Purchase.objects.get(receipt=receipt).customer_id for receipt in ("Y1", "Y2"))
    assert lan is not None and hers is not None and lan != hers
    merge(customer=lan, into=hers, by=SYSTEM, at=timezone.now())
    told_by_code = {**SHIRT, "code": "KH9"}
    assert bring(
        a_file(tmp_path, (told_by_code,), ("receipt", "day", "code", "name", "quantity", "amount"))
    ) == (0, 1)
    assert standing() == (100000, 1)
