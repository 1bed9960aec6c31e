"""Mai has the guests of an evening in a file; what it names is read, whatever program wrote it."""

from pathlib import Path

import pytest
import xlsxwriter

from quen.segments.errors import BadSegment
from quen.segments.list_file import words_in


def test_a_workbook_is_read_by_the_columns_that_say_who(tmp_path: Path) -> None:
    path = _book(
        tmp_path,
        ["Khách mời buổi tối"], [],
        ["Họ tên", "Điện thoại", "Email", "Bàn"],
        ["Nguyễn Thị Lan", 912345678, "", 4],
        ["Phạm Thị Hoa", "0987 654 321", "hoa@example.com", 5],
    )  # fmt: skip
    assert words_in(path) == ["912345678", "0987 654 321", "hoa@example.com"]


def test_a_workbook_without_headings_names_by_every_cell(tmp_path: Path) -> None:
    path = _book(tmp_path, ["0912345678"], ["hoa@example.com"], ["KH0000001"])
    assert words_in(path) == ["0912345678", "hoa@example.com", "KH0000001"]


def test_a_csv_is_read_by_its_columns_too_and_a_text_by_its_words(tmp_path: Path) -> None:
    table = tmp_path / "khach.csv"
    table.write_text("Họ tên;Số điện thoại\nLan;0912345678\nHoa;0987654321\n", encoding="utf-8-sig")
    assert words_in(table) == ["0912345678", "0987654321"]
    text = tmp_path / "khach.txt"
    text.write_text("0912 345 678; hoa@example.com\n0912 345 678")
    assert words_in(text) == ["0912 345 678", "hoa@example.com"]


def test_an_old_workbooks_text_in_another_alphabet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "khach.csv"
    path.write_bytes("Họ tên,Điện thoại\nLan,0912345678\n".encode("utf-16"))
    assert words_in(path) == ["0912345678"]


def test_a_file_that_names_nobody_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadSegment, match="names nobody"):
        words_in(_book(tmp_path, ["Điện thoại", "Email"]))


def _book(folder: Path, *rows: list[object]) -> Path:
    path = folder / "khach.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Khách")
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return path
