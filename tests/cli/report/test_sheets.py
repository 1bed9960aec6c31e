"""Tables and their findings."""

from quen.cli.language import Language
from quen.cli.report.answers import Group
from quen.cli.report.sheet import Column, Sheet
from quen.cli.report.sheets_of_people import group_title
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
