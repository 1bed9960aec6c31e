"""Reports for the taking."""

import csv
import io
from datetime import datetime

import pytest
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook

from quen.console.charts import Bars
from quen.console.reports.export import as_csv
from quen.console.reports.page import Section
from quen.console.reports.table import Column, Kind, Mark, Row, Table


def rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf"), "Excel knows UTF-8 by its mark"
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_table_as_csv_has_plain_numbers_and_the_marks_in_a_column(mai: Client) -> None:
    answer = mai.get("/reports/revenue/export/?format=csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="revenue-months-2026-11-22.csv"'
    table = rows(answer.content)
    assert table[0] == ["Month", "Purchases", "First purchases", "Later purchases", "Later, share", "Note"]
    assert table[-2] == ["2026-10", "5", "60000", "380000", "86.36363636", ""]
    assert table[-1][-1] == "not over yet"


def test_one_table_of_several_is_named(mai: Client) -> None:
    table = rows(
        mai.get("/reports/repeat-rate/export/?format=csv&table=first_product&by=first_product").content
    )
    assert table[0][0] == "First product"
    assert mai.get("/reports/repeat-rate/export/?format=csv&table=nothing").status_code == 404


def test_the_workbook_has_every_table_with_numbers_as_numbers(mai: Client) -> None:
    answer = mai.get("/reports/retention/export/?format=xlsx")
    assert 'filename="retention-2026-11-22.xlsx"' in answer.headers["Content-Disposition"]
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["months", "kept", "cohorts", "second", "first_store"]
    months = list(book["months"].iter_rows(min_row=2, values_only=True))
    assert months[0] == ("Month", "Buyers", "Also bought the month before", "Retention", "Note")
    assert months[-2] == (datetime(2026, 10, 1), 2, 1, 1.0, "few customers")
    assert months[-1] == (datetime(2026, 11, 1), 1, None, None, "not over yet")


def test_the_filters_hold_for_the_export(mai: Client) -> None:
    table = rows(mai.get("/reports/revenue/export/?from=2026-10-01&to=2026-10-31").content)
    assert [row[0] for row in table[1:]] == ["2026-10"]


def test_with_too_little_data_there_is_nothing_to_take(mai: Client) -> None:
    assert mai.get("/reports/revenue/export/?from=2025-01-01&to=2025-01-31").status_code == 404


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx"])
def test_a_name_that_would_run_as_a_formula_is_made_harmless(name: str) -> None:
    table = Table((Column("Store", Kind.TEXT), Column("Change", Kind.COUNT)), [Row((name, -5), Mark.FEW)])
    section = Section("store", "Store", "", Bars([], []), table)
    with translation.override("en"):
        line = rows(as_csv(section, currency="VND", mark_heading="Note"))[1]
    assert line == [f"'{name}", "-5", "few customers"]


def test_money_is_exported_in_the_currency_itself() -> None:
    table = Table((Column("Store", Kind.TEXT), Column("Revenue", Kind.MONEY)), [Row(("Hanoi", 1_234_56))])
    section = Section("store", "Store", "", Bars([], []), table)
    assert rows(as_csv(section, currency="USD", mark_heading="Note"))[1] == ["Hanoi", "1234.56", ""]
