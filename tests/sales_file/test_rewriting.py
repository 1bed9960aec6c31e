"""One small shop and one real day, written in every way section 3 names, are the same customers and purchases."""

import csv
import io
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from quen.sales_file import ReadOptions, SalesFile, open_sales

HEADINGS = ("Mã hóa đơn", "Thời gian", "Mã khách hàng", "Tên khách hàng", "Điện thoại", "Mã hàng", "Tên hàng",
            "Số lượng", "Đơn giá", "Thành tiền")  # fmt: skip
Line = tuple[str, datetime, str, str, str, str, str, int, Decimal, Decimal]


def small_shop() -> list[Line]:
    """Forty receipts of five customers and strangers, with returns, a free line and awkward names."""
    people = [("KH001", "Nguyễn Thị Đào", "0912 345 678"), ("KH002", "Trần Ớt; Quỳnh", "0987654321"),
              ("KH003", 'Lê "Bé" Hường', "0351234567"), ("", "Khách lẻ", ""), ("KH005", "Đặng Ngữ, Ưng", "")]  # fmt: skip
    goods = [("CF01", "Cà phê sữa đá", Decimal("29000")), ("BM02", "Bánh mì thịt nướng", Decimal("1250000")),
             ("TR03", "Trà đào | cam sả", Decimal("45500"))]  # fmt: skip
    lines: list[Line] = []
    for number in range(40):
        code, name, phone = people[number % 5]
        at = datetime(2026, 1 + number % 9, 1 + (number * 7) % 28, 8 + number % 12, (number * 11) % 60)
        for place in range(1 + number % 3):
            product, title, price = goods[(number + place) % 3]
            quantity = -1 if number % 13 == 12 else 1 + place
            price = Decimal(0) if number == 7 else price
            lines.append(
                (f"HD{number:05}", at, code, name, phone, product, title, quantity, price, price * quantity)
            )
    return lines


@dataclass(frozen=True)
class Writing:
    """One way to write the shop down."""

    encoding: str = "utf-8"
    delimiter: str = ","
    line_end: str = "\n"
    number: str = "plain"
    moment: str = "%Y-%m-%d %H:%M"

    def __str__(self) -> str:
        names = {"\n": "LF", "\r\n": "CRLF", "\r": "CR", "\t": "tab"}
        parts = (self.encoding, self.delimiter, self.line_end, self.number, self.moment)
        return " ".join(names.get(part, part) for part in parts)


NUMBERS: dict[str, Callable[[Decimal], str]] = {
    "plain": lambda number: str(number),
    "1.250.000": lambda number: f"{number:,}".translate(str.maketrans(",.", ".,")),
    "1,250,000.00": lambda number: f"{number:,.2f}",
    "1250000,00": lambda number: f"{number:.2f}".replace(".", ","),
    "1 250 000": lambda number: f"{number:,}".replace(",", " "),
    "1.250.000đ": lambda number: f"{number:,}".replace(",", ".") + "đ",
    "(1.250)": lambda number: (
        f"({abs(number):,})".replace(",", ".") if number < 0 else f"{number:,}".replace(",", ".")
    ),
    "5-": lambda number: f"{abs(number)}-" if number < 0 else str(number),
}
MOMENTS = ("%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%m/%d/%y %H:%M", "%d.%m.%Y %H:%M:%S", "%d-%m-%Y %H:%M",
           "%Y-%m-%dT%H:%M:%S+07:00", "%Y%m%d%H%M", "%d/%m/%Y %I:%M %p", "%d %b %Y %H:%M", "%H:%M %d/%m/%Y",
           "serial", "epoch")  # fmt: skip


def written_moment(at: datetime, style: str) -> str:
    """The moment in one style; Vietnamese local time behind epoch seconds."""
    if style == "serial":
        seconds = (at - datetime(1899, 12, 30)).total_seconds()
        return f"{seconds / 86400:.6f}"
    if style == "epoch":
        return str(int((at - datetime(1970, 1, 1)).total_seconds()) - 7 * 3600)
    return at.strftime(style)


def encoded(text: str, encoding: str) -> bytes:
    """The text in an encoding; Windows-1258 needs its tones taken apart first."""
    if encoding == "cp1258":
        return b"".join(_in_1258(letter) for letter in text)
    if encoding == "cp1252":
        return text.encode("cp1252", "replace")
    return text.encode(encoding)


def _in_1258(letter: str) -> bytes:
    import unicodedata

    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tones = [part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        return (base + "".join(tones)).encode("cp1258")


def write(folder: Path, lines: Sequence[Line], way: Writing) -> Path:
    """The shop as a text file."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=way.delimiter, lineterminator=way.line_end)
    writer.writerow(HEADINGS)
    number = NUMBERS[way.number]
    for receipt, at, code, name, phone, product, title, quantity, price, amount in lines:
        cells = (receipt, written_moment(at, way.moment), code, name, phone, product, title)
        writer.writerow(
            (
                *cells,
                number(Decimal(quantity)) if way.number == "5-" else quantity,
                number(price),
                number(amount),
            )
        )
    path = folder / "ban_hang.csv"
    path.write_bytes(encoded(text.getvalue(), way.encoding))
    return path


def facts(sales: SalesFile) -> list[object]:
    """What must be the same however the shop is written."""
    return [
        sales.counts,
        sales.connection.execute("SELECT * FROM purchases ORDER BY purchase_key").fetchall(),
        sales.connection.execute("SELECT * FROM returns ORDER BY purchase_key").fetchall(),
        sales.connection.execute("""
            SELECT fingerprint, occurrence, kind, person, phone, name, product_name, quantity, unit_price, amount_minor, currency
            FROM sales_rows ORDER BY file_no, row_no""").fetchall(),
    ]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    path = write(tmp_path_factory.mktemp("plain"), small_shop(), Writing())
    with open_sales([path]) as sales:
        sales.read()
        return facts(sales)


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258")
DELIMITERS = (",", ";", "\t", "|")
LINE_ENDS = ("\n", "\r\n", "\r")
WAYS = [
    *(Writing(encoding=encoding, delimiter=delimiter, line_end=LINE_ENDS[place % 3])
      for place, (encoding, delimiter) in enumerate(itertools.product(ENCODINGS, DELIMITERS))),
    *(Writing(encoding=encoding, line_end=end, number="1.250.000")
      for encoding, end in itertools.product(("utf-8", "utf-16", "cp1258"), LINE_ENDS)),
    *(Writing(number=number, delimiter=DELIMITERS[place % 2]) for place, number in enumerate(NUMBERS)),
    *(Writing(moment=moment, number=list(NUMBERS)[place % 3]) for place, moment in enumerate(MOMENTS)),
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_the_small_shop_is_the_same_however_it_is_written(
    way: Writing, tmp_path: Path, expected: list[object]
) -> None:
    path = write(tmp_path, small_shop(), way)
    with open_sales([path]) as sales:
        sales.read()
        assert facts(sales) == expected


def test_the_small_shop_is_what_was_sold(expected: list[object], tmp_path: Path) -> None:
    lines = small_shop()
    sold = [line for line in lines if line[7] > 0 and line[2]]
    with open_sales([write(tmp_path, lines, Writing())]) as sales:
        sales.read()
        found = sales.connection.execute("""
            SELECT count(*), count(DISTINCT customer), sum(amount_minor) FROM purchases WHERE customer IS NOT NULL""").fetchone()
        assert found == (len({line[0] for line in sold}), 4, sum(line[9] for line in sold))
        assert sales.plan.currency == "VND"
        assert sales.counts.rejected == 0


@pytest.mark.parametrize("cells", ["typed", "text"])
def test_the_small_shop_as_a_workbook(cells: str, tmp_path: Path, expected: list[object]) -> None:
    path = tmp_path / "ban_hang.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        clock = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        for column, heading in enumerate(HEADINGS):
            sheet.write_string(0, column, heading)
        for row, line in enumerate(small_shop(), start=1):
            for column, cell in enumerate(line):
                if isinstance(cell, datetime):
                    if cells == "typed":
                        sheet.write_datetime(row, column, cell, clock)
                    else:
                        sheet.write_string(row, column, cell.strftime("%d/%m/%Y %H:%M"))
                elif cells == "typed" and isinstance(cell, int | Decimal):
                    sheet.write_number(row, column, float(cell))
                elif cell != "":
                    sheet.write_string(row, column, str(cell))
    with open_sales([path]) as sales:
        sales.read()
        assert facts(sales) == expected


def test_the_small_shop_as_parquet(tmp_path: Path, expected: list[object]) -> None:
    path = tmp_path / "ban_hang.parquet"
    with duckdb.connect() as connection:
        names = ", ".join(f'"{heading}" {kind}' for heading, kind in zip(
            HEADINGS, ["VARCHAR", "TIMESTAMP", *["VARCHAR"] * 5, "INTEGER", "DOUBLE", "DECIMAL(18,3)"], strict=True))  # fmt: skip
        connection.execute(f"CREATE TABLE shop ({names})")
        connection.executemany(
            "INSERT INTO shop VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [list(line) for line in small_shop()]
        )
        connection.execute(f"COPY shop TO '{path}' (FORMAT parquet)")
    with open_sales([path]) as sales:
        sales.read()
        assert facts(sales)[1:3] == expected[1:3]
        assert facts(sales)[3] == expected[3]


def test_windows_1252_keeps_western_letters(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_bytes(
        "Order ID,Order Date,Customer ID,Customer Name,Amount\n1,2026-01-05,C1,José Muñoz Façade,12.50\n".encode(
            "cp1252"
        )
    )
    with open_sales([path], ReadOptions(currency="EUR")) as sales:
        sales.read()
        assert sales.plan.encoding == "windows-1252"
        assert sales.connection.execute("SELECT name, amount_minor FROM sales_rows").fetchall() == [
            ("José Muñoz Façade", 1250)
        ]


REAL_MOMENTS = tuple(moment for moment in MOMENTS if moment != "epoch")  # of 1997 it is too short to be told
REAL_NUMBERS = (
    "plain",
    "1.250.000",
    "1,250,000.00",
    "1250000,00",
    "1 250 000",
    "5-",
)  # the others write no cents
REAL_WAYS = [
    *(Writing(encoding, DELIMITERS[place % 4], LINE_ENDS[place % 3], REAL_NUMBERS[place % 6], MOMENTS[place % 4])
      for place, encoding in enumerate((*ENCODINGS, "cp1252"))),
    *(Writing(moment=moment, delimiter=";", number="1250000,00") for moment in REAL_MOMENTS),
    *(Writing(number=number, moment="%d/%m/%Y %H:%M", delimiter="\t") for number in REAL_NUMBERS),
]  # fmt: skip


@pytest.mark.parametrize("way", REAL_WAYS, ids=str)
def test_one_uci_day_in_other_clothes(way: Writing, shared_data: Path, tmp_path: Path) -> None:
    source = shared_data / "uci_online_retail" / "2011-08-22.csv"
    path = tmp_path / "day.csv"
    with source.open(newline="") as stream:
        rows = list(csv.reader(stream))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=way.delimiter, lineterminator=way.line_end)
    writer.writerow(rows[0])
    for row in rows[1:]:
        at = written_moment(datetime.fromisoformat(row[4]), way.moment)
        price = NUMBERS[way.number](Decimal(row[5]))
        writer.writerow([*row[:4], at, price, row[6].removesuffix(".0"), row[7]])
    path.write_bytes(encoded(text.getvalue(), way.encoding))
    with open_sales([source]) as plain, open_sales([path], ReadOptions(currency="GBP")) as other:
        plain.read()
        other.read()
        assert facts(other) == facts(plain)
        assert plain.connection.execute("SELECT min(day) FROM purchases").fetchone() == (date(2011, 8, 22),)


@pytest.mark.parametrize("way", REAL_WAYS, ids=str)
def test_cdnow_in_other_clothes(way: Writing, shared_data: Path, tmp_path: Path) -> None:
    sample = (shared_data / "cdnow" / "CDNOW_sample.txt").read_text().splitlines()
    text = io.StringIO()
    writer = csv.writer(text, delimiter=way.delimiter, lineterminator=way.line_end)
    writer.writerow(("Order Date", "Customer ID", "Quantity", "Amount"))
    for _, customer, day, discs, dollars in map(str.split, sample):
        at = written_moment(datetime.strptime(day, "%Y%m%d"), way.moment)
        writer.writerow((at, f"K{customer}", discs, NUMBERS[way.number](Decimal(dollars))))
    path = tmp_path / "cdnow.csv"
    path.write_bytes(encoded(text.getvalue(), way.encoding))
    with open_sales([path], ReadOptions(currency="USD")) as sales:
        sales.read()
        found = sales.connection.execute(
            "SELECT count(*), count(DISTINCT customer), sum(amount_minor), min(day), max(day) FROM purchases"
        ).fetchone()
    assert found == (6919, 2357, 24409194, date(1997, 1, 1), date(1998, 6, 30))
