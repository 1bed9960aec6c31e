"""The journal for the taking: one line a month and kind, with both accounts."""

import csv
import io
from collections.abc import Iterator

import xlsxwriter
from django.utils.translation import gettext as _

from quen.insight.books.journal import Journal
from quen.kernel.money import minor_digits, to_major


def _headings() -> list[str]:
    return [_("Month"), _("What"), _("Points"), _("Debit"), _("Credit"), _("Amount")]


def _rows(book: Journal, currency: str) -> Iterator[list[str | int | float]]:
    for line in book.lines:
        amount = to_major(line.amount_minor, currency)
        yield [
            f"{line.month:%Y-%m}", str(line.kind.label), line.points, str(line.debit.label), str(line.credit.label),
            int(amount) if not minor_digits(currency) else float(amount),
        ]  # fmt: skip


def as_csv(book: Journal, *, currency: str) -> bytes:
    """UTF-8 with the mark by which Excel knows it; money in the currency itself."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_headings())
    writer.writerows(_rows(book, currency))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(book: Journal, *, currency: str) -> bytes:
    """One sheet; numbers stay numbers."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet("journal")
        sheet.write_row(0, 0, _headings(), workbook.add_format({"bold": True}))
        for place, row in enumerate(_rows(book, currency), 1):
            sheet.write_row(place, 0, row)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 5, 22)
    return file.getvalue()
