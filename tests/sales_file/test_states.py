"""Types, states and flags of yes and no: what was cancelled or taken back is never a purchase."""

from itertools import permutations
from pathlib import Path

from tests.sales_file.conftest import Read, a_file, files, rows_of

KINDS = "SELECT kind FROM sales_rows ORDER BY row_no"


def test_a_type_and_a_state_are_both_heard(read: Read, tmp_path: Path) -> None:
    sales = read(
        a_file(
            tmp_path,
            "Mã đơn,Ngày,Loại đơn,Trạng thái,SĐT,Thành tiền\n"
            "D1,22/11/2026,Online,Hoàn thành,0912345678,100000\n"
            "D2,23/11/2026,Online,Đã hủy,0912345678,200000\n"
            "D3,23/11/2026,Trả hàng,Hoàn thành,0912345678,50000\n"
            "D4,23/11/2026,Trả hàng,Đã hủy,0912345678,50000\n",
        )
    )
    assert rows_of(sales, KINDS) == [("sale",), ("adjustment",), ("return",), ("adjustment",)]
    assert {"columns": "Trạng thái"} in [note.facts for note in sales.plan.notes]


def test_payment_and_delivery_have_states_of_their_own(read: Read, tmp_path: Path) -> None:
    sales = read(
        a_file(
            tmp_path,
            "Order ID,Date,Customer ID,Status,Payment Status,Delivery status,Total\n"
            "1,2026-11-22,A,closed,paid,delivered,10\n2,2026-11-22,A,closed,refunded,delivered,20\n"
            "3,2026-11-22,A,closed,unpaid,not returned,30\n",
        )
    )
    assert rows_of(sales, KINDS) == [("sale",), ("return",), ("sale",)]


def test_flags_of_yes_and_no(read: Read, tmp_path: Path) -> None:
    sales = read(
        a_file(
            tmp_path,
            "Date,Customer ID,Void?,Is Return,Returned,Total\n2026-11-22,A,FALSE,0,2,10\n"
            "2026-11-22,A,TRUE,0,0,20\n2026-11-22,A,FALSE,1,3,30\n",
        )
    )
    assert rows_of(sales, KINDS) == [("sale",), ("adjustment",), ("return",)], "a count of goods is no flag"


def test_what_a_person_says_of_the_type_stays(read: Read, tmp_path: Path) -> None:
    text = "Date,Customer ID,Type,Status,Total\n2026-11-22,A,online,cancelled,10\n"
    assert rows_of(read(a_file(tmp_path, text), mapping={"type": "Type"}), KINDS) == [("sale",)]
    assert rows_of(read(a_file(tmp_path, text), mapping={"type": ""}), KINDS) == [("sale",)]
    assert rows_of(read(a_file(tmp_path, text)), KINDS) == [("adjustment",)]


def test_what_one_export_sells_and_another_cancels_or_brings_back_is_both(read: Read, tmp_path: Path) -> None:
    rows = (
        "Mã đơn,Ngày,Trạng thái,SĐT,Thành tiền",
        "D1,22/11/2026,{},0912345678,100000",
        "D2,22/11/2026,Hoàn thành,,5000",
    )
    exports = {
        f"export_{place}": "\n".join(rows).format(state)
        for place, state in enumerate(("Đang giao", "Đã hủy", "Đã hoàn", "Đã hủy"))
    }
    for names in permutations(exports, 3):
        states = {exports[name].splitlines()[1].split(",")[2] for name in names}
        sales = read(*files(tmp_path, **{name: exports[name] for name in names}))

        found = rows_of(
            sales, "SELECT receipt, kind, sum(amount_minor)::BIGINT FROM sales_rows GROUP BY ALL ORDER BY ALL"
        )
        expected = [("D1", "return", -100_000)] if states - {"Đã hủy"} else [("D1", "adjustment", 100_000)]
        assert found == [
            *expected,
            *[("D1", "sale", 100_000)] * ("Đang giao" in states),
            ("D2", "sale", 5_000),
        ], names
