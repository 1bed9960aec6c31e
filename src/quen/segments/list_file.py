"""Who a file names: the phones, e-mail addresses, cards and codes in its columns, CSV, text or Excel."""

from pathlib import Path

from quen.kernel.sentences import gettext_noop
from quen.sales_file.any_table import AnyTable, open_table
from quen.sales_file.errors import EmptyFile
from quen.segments.errors import BadSegment
from quen.segments.fixed_list import words_of

EXCEL = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
TEXT = (".csv", ".txt", ".tsv")
HEADINGS = (
    "Điện thoại", "Số điện thoại", "SĐT", "Di động", "Phone", "Phone number", "Mobile", "E-mail", "Email",
    "Thư điện tử", "Mã khách hàng", "Mã khách", "Mã KH", "Customer code", "Customer", "Số thẻ", "Mã thẻ", "Thẻ", "Card",
    "Card number", "Mã", "Code",
)  # fmt: skip
"""What columns are called that say who somebody is. Where a file has none of them, every cell may."""


def words_in(path: Path) -> list[str]:
    """Everything in the file that may be what a customer is known by, row by row.

    Raises UnreadableSalesFile, or BadSegment for a text that is no UTF-8 and has none of the headings.
    """
    if path.suffix.lower() not in EXCEL and (text := _plain_text(path)) is not None:
        return words_of(text)
    try:
        with open_table(path, HEADINGS) as table:
            return _words(table)
    except EmptyFile as error:
        raise BadSegment(gettext_noop("The file names nobody.")) from error


def _plain_text(path: Path) -> str | None:
    """The text of a file without headings; None where its columns say what they hold, or it is text of another kind."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        return None
    known = {heading.casefold() for heading in HEADINGS}
    first = text.lstrip().split("\n", 1)[0]
    return None if known & {word.casefold() for word in words_of(first)} else text


def _words(table: AnyTable) -> list[str]:
    """The cells of the columns that say who, else all cells, with what stands where headings would."""
    headings = table.staged.columns
    places = list(
        dict.fromkeys(place for each in HEADINGS if (place := table.staged.position(each)) is not None)
    )
    columns = [table.texts(str(1 + place)) for place in places or range(len(headings))]
    cells = [cell for row in zip(*columns, strict=True) for cell in row]
    if not places:
        cells = [*(name for place, name in enumerate(headings, 1) if name != str(place)), *cells]
    return words_of("\n".join(cells))
