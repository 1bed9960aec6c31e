"""A till whose receipt numbers start again every day, month or year."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from quen.flows.import_sales import import_sales
from quen.flows.import_sales.errors import ReceiptsStartAgain
from quen.flows.models import ImportState, SalesImport
from quen.flows.restart_receipts import ReceiptsWouldMeet, restart_receipts
from quen.kernel.actor import SYSTEM
from quen.kernel.receipt_periods import Restart
from quen.purchases.models import Purchase, Return
from quen.sales_file import ReadOptions
from quen.shops.models import SettingChange, Store
from tests.flows.import_sales.books import books
from tests.flows.import_sales.empty import empty

pytestmark = pytest.mark.django_db

HEADER = "Mã hóa đơn,Thời gian,Mã khách hàng,Mã hàng,Số lượng,Đơn giá,Thành tiền"
DAYS = ("20/11/2026", "21/11/2026", "22/11/2026")


def a_file(folder: Path, *rows: str) -> Path:
    path = folder / f"{len(list(folder.iterdir()))}.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def sold(day: str, before: str = "", first: int = 1) -> list[str]:
    """Five receipts, numbered from `first`; another customer for each number every day."""
    since = int(day[:2]) + int(day[3:5])
    return [f"{before}{n},{day} 08:{n:02},KH{n + since},CF{n},1,25000,25000" for n in range(first, first + 5)]


def bring(*paths: Path, restart: Restart | None = None) -> SalesImport:
    return import_sales(list(paths), options=ReadOptions(restart=restart), by=SYSTEM)


def told(refused: "pytest.ExceptionInfo[ReceiptsStartAgain]") -> dict[str, object]:
    return dict(refused.value.sentence.facts)


def periods() -> Sequence[tuple[str, str]]:
    return list(Purchase.objects.order_by("bought_at").values_list("receipt", "receipt_period"))


def test_numbers_that_start_again_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(ReceiptsStartAgain) as refused:
        bring(*(a_file(tmp_path, *sold(day)) for day in DAYS))

    assert told(refused) == {"receipt": "1", "sales": 3, "restart": "day"}
    record = SalesImport.objects.get()
    assert (record.state, record.error and record.error[1]) == (
        ImportState.FAILED,
        {"receipt": "1", "sales": "3", "restart": "day"},
    )
    assert not Purchase.objects.exists()
    assert not Store.objects.exists()


@pytest.mark.parametrize("stamp", [" 08:0{n}", ""])
def test_two_days_on_end_are_enough_to_see_it(tmp_path: Path, stamp: str) -> None:
    rows = [f"{n},{day}{stamp.format(n=n)},,CF{n},1,25000,25000" for day in DAYS[:2] for n in range(1, 6)]

    with pytest.raises(ReceiptsStartAgain) as refused:
        bring(a_file(tmp_path, *rows))

    assert told(refused)["restart"] == "day"


def test_tomorrows_file_is_refused_where_its_numbers_stand_for_todays_sales(tmp_path: Path) -> None:
    bring(a_file(tmp_path, *sold(DAYS[0])))
    before = books()

    with pytest.raises(ReceiptsStartAgain) as refused:
        bring(a_file(tmp_path, *sold(DAYS[1])))

    assert told(refused) == {
        "receipt": "1", "day": "21/11/2026", "known_day": "20/11/2026", "restart": "day",
    }  # fmt: skip
    assert books() == before


def test_in_any_order_twice_over_day_by_day_and_at_once_the_books_are_the_same(tmp_path: Path) -> None:
    bring(*(a_file(tmp_path, *sold(day)) for day in DAYS), restart=Restart.DAY)
    at_once = books()
    assert Purchase.objects.count() == 15
    assert periods()[::5] == [("1", "2026-11-20"), ("1", "2026-11-21"), ("1", "2026-11-22")]
    for order in (DAYS, DAYS[::-1], (DAYS[1], DAYS[2], DAYS[0])):
        empty()
        bring(a_file(tmp_path, *sold(order[0])))  # as if numbers never started again
        bring(a_file(tmp_path, *sold(order[1])), restart=Restart.DAY)
        bring(a_file(tmp_path, *sold(order[2])))  # the store knows it by now

        assert books() == at_once
        again = bring(*(a_file(tmp_path, *sold(day)) for day in order))
        assert (again.rows_imported, again.rows_already_there) == (0, 15)
        assert books() == at_once


def test_numbers_of_a_month_and_of_a_year_are_told_from_those_of_a_day(tmp_path: Path) -> None:
    months = [
        row
        for month in ("10", "11")
        for day in ("03", "04")
        for row in sold(f"{day}/{month}/2026", first=5 * int(day))
    ]
    with pytest.raises(ReceiptsStartAgain) as refused:
        bring(a_file(tmp_path, *months))
    assert told(refused)["restart"] == "month"
    bring(a_file(tmp_path, *months[:10]))
    with pytest.raises(ReceiptsStartAgain) as refused:
        bring(a_file(tmp_path, *months[10:]))
    assert told(refused)["restart"] == "month"

    bring(a_file(tmp_path, *months[10:]), restart=Restart.MONTH)

    assert Purchase.objects.filter(receipt="15").count() == 2
    assert set(Purchase.objects.values_list("receipt_period", flat=True)) == {"2026-10", "2026-11"}
    years = [row.replace("/2026", "/2027").replace("KH", "K") for row in months]
    with pytest.raises(ReceiptsStartAgain) as refused:
        import_sales(
            [a_file(tmp_path, *months[:10], *years[:10])], options=ReadOptions(), store="Quận 3", by=SYSTEM
        )
    assert told(refused)["restart"] == "year"


def test_a_return_names_the_purchase_of_its_own_day_or_the_customers_own(tmp_path: Path) -> None:
    lines = [*sold(DAYS[0]), *sold(DAYS[1])]
    of_the_day = f"TH2,{DAYS[1]} 17:00,KH{2 + 32},CF2,-1,25000,-25000"
    of_the_day_before = f"TH3,{DAYS[1]} 17:00,KH{3 + 31},CF3,-1,25000,-25000"

    bring(a_file(tmp_path, *lines, of_the_day, of_the_day_before), restart=Restart.DAY)

    assert dict(Return.objects.values_list("receipt", "purchase__receipt_period")) == {
        "TH2": "2026-11-21",
        "TH3": "2026-11-20",
    }
    at_once = books()
    empty()
    bring(a_file(tmp_path, of_the_day, of_the_day_before, *lines[5:]), restart=Restart.DAY)
    bring(a_file(tmp_path, *lines[:5]))
    assert books() == at_once


def test_a_receipt_across_midnight_and_one_told_in_two_files_stay_one_purchase(tmp_path: Path) -> None:
    bring(a_file(tmp_path, f"1,{DAYS[0]} 23:58,,CF1,1,25000,25000"))

    bring(a_file(tmp_path, f"1,{DAYS[1]} 00:03,,CF2,1,25000,25000"))

    assert Purchase.objects.get().amount_minor == 50_000


def test_one_number_among_many_is_added_to_its_purchase_and_told(tmp_path: Path) -> None:
    bring(a_file(tmp_path, f"7,{DAYS[0]} 08:00,KH1,CF1,1,25000,25000"))
    rows = [f"{n},{DAYS[1]} 08:00,KH2,CF2,1,25000,25000" for n in range(1, 202)]

    record = bring(a_file(tmp_path, *rows))

    assert Purchase.objects.count() == 201
    assert [note[1] for note in record.notes if "receipt" in note[1]] == [{"count": "1", "receipt": "7"}]


def test_told_that_numbers_never_start_again_one_number_is_one_purchase(tmp_path: Path) -> None:
    bring(*(a_file(tmp_path, *sold(day)) for day in DAYS), restart=Restart.NEVER)

    assert Purchase.objects.count() == 5


def test_the_setting_is_in_the_history_and_cannot_be_taken_back_where_numbers_would_meet(
    tmp_path: Path,
) -> None:
    bring(*(a_file(tmp_path, *sold(day)) for day in DAYS[:1]))
    store = Store.objects.get()
    restart_receipts(store_id=store.pk, restart=Restart.DAY, by=SYSTEM)
    change = SettingChange.objects.get(setting=f"store.{store.pk}.receipts_restart")
    assert (change.before, change.after) == ("never", "day")
    restart_receipts(store_id=store.pk, restart=Restart.NEVER, by=SYSTEM)
    assert set(Purchase.objects.values_list("receipt_period", flat=True)) == {""}
    restart_receipts(store_id=store.pk, restart=Restart.DAY, by=SYSTEM)
    bring(a_file(tmp_path, *sold(DAYS[1])))

    with pytest.raises(ReceiptsWouldMeet):
        restart_receipts(store_id=store.pk, restart=Restart.MONTH, by=SYSTEM)

    store.refresh_from_db()
    assert (store.receipts_restart, Purchase.objects.count()) == ("day", 10)


def test_with_the_day_before_each_number_every_sale_is_a_purchase(tmp_path: Path) -> None:
    paths = [a_file(tmp_path, *sold(day, before=f"{day[:2]}11-")) for day in DAYS]

    for path in (paths[1], paths[0], paths[2]):
        bring(path)
    again = bring(*paths)

    assert Purchase.objects.count() == 15
    assert (again.rows_imported, again.rows_already_there) == (0, 15)
