"""Whatever is handed in, the answer is one clear sentence, and nothing is left behind."""

import errno
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import msoffcrypto
import pytest
import xlsxwriter

from quen.sales_file import ReadOptions, errors, limits, open_sales
from quen.sales_file.folders import expand

HEAD = "Ngày,Mã hóa đơn,Mã khách hàng,Thành tiền\n"
ROW = "22/11/2026,HD1,KH1,50000\n"


def refused(path: Path, **options: object) -> errors.UnreadableSalesFile:
    """The error the file is refused with; nothing may stay in the working folder."""
    workdir = path.parent / "work"
    workdir.mkdir()
    with pytest.raises(errors.UnreadableSalesFile) as caught:
        open_sales([path], ReadOptions(**options), workdir=workdir)  # type: ignore[arg-type]
    assert list(workdir.iterdir()) == []
    sentence = str(caught.value)
    assert sentence.endswith(".") and "Traceback" not in sentence and "%(" not in sentence
    return caught.value


def written(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def workbook(path: Path, rows: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def test_a_missing_file(tmp_path: Path) -> None:
    assert isinstance(refused(tmp_path / "none.csv"), errors.FileMissing)


@pytest.mark.parametrize("content", [b"", b"\n\n  \n", b"\xef\xbb\xbf"])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    assert isinstance(refused(written(tmp_path / "sales.csv", content)), errors.EmptyFile)


def test_a_header_alone(tmp_path: Path) -> None:
    assert isinstance(refused(written(tmp_path / "sales.csv", HEAD)), errors.EmptyFile)


def test_an_empty_workbook(tmp_path: Path) -> None:
    assert isinstance(refused(workbook(tmp_path / "sales.xlsx", [])), errors.EmptyFile)


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "day").mkdir()
    with pytest.raises(errors.EmptyFile):
        open_sales([tmp_path / "day"])


@pytest.mark.parametrize(
    "content", [bytes(range(256)) * 40, b"\x89PNG\r\n\x1a\n" + b"\0" * 99, b"%PDF-1.7\n..."]
)
def test_a_binary_file(tmp_path: Path, content: bytes) -> None:
    assert isinstance(refused(written(tmp_path / "sales.csv", content)), errors.NotATable)


def test_a_line_without_end(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    with path.open("wb") as stream:
        stream.write(HEAD.encode())
        stream.truncate(3 * 1024**3)  # three gigabytes of nothing, held by the disk as a hole
    assert isinstance(refused(path), errors.NotATable)
    with path.open("wb") as stream:
        stream.write(b"a," * (limits.LINE_BYTES // 2 + 1024 * 1024))
    (tmp_path / "work").rmdir()
    assert isinstance(refused(path), errors.TooLarge)


def test_ten_thousand_columns(tmp_path: Path) -> None:
    wide = ",".join(f"c{number}" for number in range(10_000))
    assert isinstance(refused(written(tmp_path / "sales.csv", f"{wide}\n{wide}\n")), errors.TooLarge)


def test_a_zip_bomb(tmp_path: Path) -> None:
    path = workbook(tmp_path / "sales.xlsx", [["Ngày", "Thành tiền"], ["22/11/2026", 5]])
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet2.xml", "w") as entry,
    ):
        for _ in range(80):
            entry.write(b" " * 1024**2)
    assert isinstance(refused(path), errors.TooLarge)


def test_a_workbook_with_a_password(tmp_path: Path) -> None:
    plain = workbook(tmp_path / "plain.xlsx", [["Ngày", "Thành tiền"], ["22/11/2026", 5]])
    path = tmp_path / "sales.xlsx"
    with plain.open("rb") as source, path.open("wb") as target:
        msoffcrypto.OfficeFile(source).encrypt("lan", target)
    assert isinstance(refused(path), errors.PasswordProtected)


def test_a_damaged_workbook(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "sales.xlsx", [["Ngày", "Thành tiền"], ["22/11/2026", 5]]).read_bytes()
    assert isinstance(refused(written(tmp_path / "half.xlsx", whole[: len(whole) // 2])), errors.NotATable)


def test_a_damaged_parquet_file(tmp_path: Path) -> None:
    assert isinstance(
        refused(written(tmp_path / "sales.parquet", b"PAR1" + b"\1" * 99 + b"PAR1")), errors.NotATable
    )


def test_no_date_column(tmp_path: Path) -> None:
    error = refused(written(tmp_path / "sales.csv", "Mã hóa đơn,Mã khách hàng,Thành tiền\nHD1,KH1,50000\n"))
    assert isinstance(error, errors.NoDateColumn)
    assert "Thành tiền" in str(error)


def test_no_amount_column(tmp_path: Path) -> None:
    error = refused(written(tmp_path / "sales.csv", "Ngày,Mã hóa đơn,Mã khách hàng\n22/11/2026,HD1,KH1\n"))
    assert isinstance(error, errors.NoAmountColumn)


def test_mixed_currencies(tmp_path: Path) -> None:
    path = written(
        tmp_path / "sales.csv", "Date,Order ID,Amount,Currency\n2026-11-22,1,5,USD\n2026-11-22,2,5,VND\n"
    )
    error = refused(path)
    assert isinstance(error, errors.MixedCurrencies)
    assert "USD, VND" in str(error)


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        (("100 USD", "200 EUR"), "EUR, USD"),
        (("$100", "100.000 ₫"), "USD, VND"),
        (("US$5", "¥500"), "JPY, USD"),
        (("5 GBP", "50000 đồng"), "GBP, VND"),
    ],
)
def test_currencies_mixed_within_the_amounts(amounts: tuple[str, str], told: str, tmp_path: Path) -> None:
    rows = "".join(f"2026-11-2{day},{day},{amount}\n" for day, amount in enumerate(amounts))
    error = refused(written(tmp_path / "sales.csv", "Date,Order ID,Amount\n" + rows))
    assert isinstance(error, errors.MixedCurrencies)
    assert told in str(error)


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("12.50 USD", "USD", 1250),
        ("US$12.50", "USD", 1250),
        ("R$ 12,50", "BRL", 1250),
        ("12.50 EUR", "EUR", 1250),
    ],
)
def test_the_currency_beside_the_amounts_is_theirs(
    amount: str, currency: str, minor: int, tmp_path: Path
) -> None:
    path = written(tmp_path / "sales.csv", f'Date,Order ID,Amount\n2026-11-22,1,"{amount}"\n')
    with open_sales([path]) as sales:
        sales.read()
        assert sales.plan.currency == currency
        assert sales.connection.execute("SELECT amount_minor FROM sales_rows").fetchall() == [(minor,)]


def test_a_folder_is_read_though_a_part_of_it_may_not_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path / "day.csv", HEAD + ROW)
    written(tmp_path / ".day.csv", HEAD + ROW)
    locked, ask = tmp_path / "locked", os.scandir
    locked.mkdir()

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path) == locked:
            raise PermissionError(errno.EACCES, "no", path)
        return ask(path)

    monkeypatch.setattr(os, "scandir", scandir)  # root may open everything
    assert expand([tmp_path]) == [tmp_path / "day.csv"]


def test_a_mapping_of_a_field_that_does_not_exist(tmp_path: Path) -> None:
    error = refused(written(tmp_path / "sales.csv", HEAD + ROW), mapping={"shoe_size": "Ngày"})
    assert isinstance(error, errors.UnknownField)
    assert "unit_price" in str(error)


def test_a_mapping_to_a_column_that_does_not_exist(tmp_path: Path) -> None:
    error = refused(written(tmp_path / "sales.csv", HEAD + ROW), mapping={"customer": "Khách VIP"})
    assert isinstance(error, errors.UnknownColumn)
    assert "Mã khách hàng" in str(error)


@pytest.mark.parametrize("currency", ["dongs", "VDN"])
def test_a_currency_that_is_none(currency: str, tmp_path: Path) -> None:
    error = refused(written(tmp_path / "sales.csv", HEAD + ROW), currency=currency)
    assert isinstance(error, errors.UnknownCurrency) and currency in str(error)


def test_formulas_are_text(tmp_path: Path) -> None:
    path = written(
        tmp_path / "sales.csv", HEAD.strip() + ",Tên khách hàng\n22/11/2026,HD1,KH1,50000,=HYPERLINK(1)\n"
    )
    with open_sales([path]) as sales:
        sales.read()
        assert sales.connection.execute("SELECT name FROM sales_rows").fetchall() == [("=HYPERLINK(1)",)]


def test_nothing_is_left_behind_after_reading(tmp_path: Path) -> None:
    path = written(tmp_path / "sales.csv", HEAD + ROW)
    workdir = tmp_path / "work"
    workdir.mkdir()
    with open_sales([path], workdir=workdir) as sales:
        sales.read()
        assert list(workdir.iterdir()) != []
    assert list(workdir.iterdir()) == []
