"""Tables and their findings."""

from io import StringIO

from rich.console import Console

from quen.cli.language import Language
from quen.cli.report.answers import Group
from quen.cli.report.sheet import Column, Sheet
from quen.cli.report.sheets_of_people import group_title
from quen.cli.report.terminal import table_of
from quen.cli.report.words import Words

EN = Words(Language.EN, "VND", str)


def _group(name: str, repeat: int, customers: int) -> Group:
    return Group(name, customers, repeat, 100 * repeat / customers, 0)


def test_a_store_is_named_best_when_chance_cannot_explain_it() -> None:
    stores = [_group("Quận 1", 700, 1000), _group("Quận 3", 400, 1000)]
    assert group_title("store", stores, EN) == "Store: most come back with “Quận 1” (70.0%)"


def test_the_luckiest_of_small_groups_is_not_announced() -> None:
    products = [_group("Trà đào", 3, 3), _group("Bạc xỉu", 400, 1000)]
    assert (
        group_title("first_product", products, EN) == "First product: no clear difference in who comes back"
    )


def test_a_band_of_spending_is_named_by_its_amounts() -> None:
    low = Group("1", 1000, 200, 20.0, 0, from_minor=10_000, to_minor=49_000)
    high = Group("2", 1000, 600, 60.0, 0, from_minor=50_000, to_minor=1_250_000)
    title = group_title("first_spending", [low, high], EN)
    assert title == "Value of the first purchase: most come back with “50,000 ₫ – 1,250,000 ₫” (60.0%)"


def test_a_column_can_be_left_out() -> None:
    sheet = Sheet("k", "T", (Column("A", is_number=False), Column("B"), Column("C")), (("a", "b", "c"),))
    narrow = sheet.without_column("B")
    assert [column.heading for column in narrow.columns] == ["A", "C"]
    assert narrow.rows == (("a", "c"),)
    assert [(cell.text, cell.is_number) for cell in narrow.cells[0]] == [("a", False), ("c", True)]


def test_a_wide_table_fits_a_narrow_terminal_with_every_number_whole() -> None:
    headings = ("Phân khúc", "Khách hàng", "Tỷ trọng", "Lượt mua", "Doanh thu", "Tỷ trọng doanh thu")
    columns = tuple(Column(heading, is_number=place > 0) for place, heading in enumerate(headings))
    row = ("Có nguy cơ rời bỏ", "1.280", "29,5%", "7.408", "3.063.042.620 ₫", "34,4%")
    paper = StringIO()
    Console(file=paper, width=80).print(table_of(Sheet("k", "T", columns, (row,)), 80))
    assert max(map(len, paper.getvalue().splitlines())) <= 80
    written = paper.getvalue().split()
    assert all(number in written for number in ("1.280", "29,5%", "7.408", "3.063.042.620", "34,4%"))
    assert written.count("trọng") == 2
