"""Who bought: the strongest identity names the person, the weaker ones lead to her."""

import random
from pathlib import Path

import phonenumbers
import pytest

from quen.kernel.phone import to_e164
from tests.sales_file.conftest import Read, rows_of

HEAD = "Ngày,Số hóa đơn,Mã khách hàng,Mã thẻ,Điện thoại,Email,Tên khách hàng,Thành tiền\n"
PERSONS = "SELECT person FROM sales_rows ORDER BY row_no"


def shop(folder: Path, *rows: str) -> Path:
    path = folder / "sales.csv"
    lines = [f"{day:02}/11/2026,{day},{row},50000" for day, row in enumerate(rows, start=1)]
    path.write_text(HEAD + "\n".join(lines) + "\n")
    return path


def test_lan_is_one_person_by_code_phone_and_email(read: Read, tmp_path: Path) -> None:
    sales = read(
        shop(
            tmp_path,
            "KH1,,0912345678,,Lan",
            ",,84912345678,lan@example.com,",
            ",,,LAN@example.com,",
            "KH2,,,,Mai",
        )
    )
    assert rows_of(sales, PERSONS) == [("code:KH1",), ("code:KH1",), ("code:KH1",), ("code:KH2",)]


def test_two_codes_with_one_phone_stay_two_and_the_earlier_owns_it(read: Read, tmp_path: Path) -> None:
    rows = ("KH9,,0912345678,,Lan", "KH1,,0912345678,,Lan", ",,0912345678,,Lan")
    sales = read(shop(tmp_path, *rows))
    assert rows_of(sales, PERSONS) == [("code:KH9",), ("code:KH1",), ("code:KH9",)]


def test_a_card_names_a_person_until_a_code_is_seen(read: Read, tmp_path: Path) -> None:
    sales = read(
        shop(tmp_path, ",T77,0912345678,,", "KH1,,0351234567,,", ",T88,0351234567,,", ",,0912345678,,")
    )
    assert rows_of(sales, PERSONS) == [("card:T77",), ("code:KH1",), ("code:KH1",), ("card:T77",)]


@pytest.mark.parametrize(
    "nobody", ["Khách lẻ", "KHÁCH LẺ", "Walk-in", "0", "-", "N/A", "0000000000", "guest", "khach le", "null"]
)
def test_placeholders_are_nobody(read: Read, tmp_path: Path, nobody: str) -> None:
    sales = read(
        shop(
            tmp_path,
            f"{nobody},,,,",
            f",{nobody},,,",
            f",,{nobody},,",
            f",,,{nobody},",
            f"KL01,,,,{nobody}",
            "KH1,,,,Lan",
        )
    )
    people = [person for (person,) in rows_of(sales, PERSONS)]
    assert people[:4] == [None, None, None, None]
    assert people[5] == "code:KH1"
    assert sales.counts.anonymous >= 4


def test_a_name_alone_is_no_identity(read: Read, tmp_path: Path) -> None:
    sales = read(shop(tmp_path, ",,,,Lan", ",,,,Lan", "KH1,,,,Mai"))
    assert sales.counts.anonymous == 2


def test_a_bad_phone_keeps_its_row_and_is_told(read: Read, tmp_path: Path) -> None:
    sales = read(shop(tmp_path, ",,0912345678,,Lan", ",,123,,Mai", ",,0351234567,,Tú"))
    assert rows_of(sales, PERSONS) == [("phone:+84912345678",), (None,), ("phone:+84351234567",)]
    assert [note.facts.get("rows") for note in sales.notes] == [1]


def test_a_spreadsheets_decimals_are_no_part_of_a_code(read: Read, tmp_path: Path) -> None:
    sales = read(shop(tmp_path, "17850.0,,,,", "17850,,,,"))
    assert rows_of(sales, PERSONS) == [("code:17850",), ("code:17850",)]


def test_a_receipt_whose_other_lines_lack_the_customer_is_hers(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(
        "Ngày,Số hóa đơn,Mã khách hàng,Thành tiền\n01/11/2026,1,,5000\n01/11/2026,1,KH1,7000\n13/11/2026,2,,100\n"
    )
    assert rows_of(read(path), "SELECT customer, amount_minor FROM purchases ORDER BY receipt") == [
        ("code:KH1", 12000),
        (None, 100),
    ]


def test_the_short_way_reads_mobile_numbers_as_the_library_does(read: Read, tmp_path: Path) -> None:
    chance = random.Random(7)
    digits = ["".join(chance.choices("0123456789", k=9)) for _ in range(3000)]
    written = [chance.choice(["0{}", "84{}", "+84{}", "+84 {}", "0 {}"]).format(number) for number in digits]
    written = list(
        dict.fromkeys(
            f"{text[:-4]}.{text[-4:-2]} {text[-2:]}" if chance.random() < 0.3 else text for text in written
        )
    )
    path = tmp_path / "sales.csv"
    path.write_text("Ngày,Điện thoại,Thành tiền\n" + "".join(f"13/11/2026,{text},5\n" for text in written))
    found = [phone for (phone,) in rows_of(read(path), "SELECT phone FROM sales_rows ORDER BY row_no")]
    assert found == [to_e164(text) for text in written]
    assert sum(phone is not None for phone in found) > 1000
    assert phonenumbers.is_valid_number(phonenumbers.parse("+84912345678"))


def test_it_is_said_when_nobody_can_be_known(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text("Ngày,Tên khách hàng,Thành tiền\n2026-11-22,Nguyễn Thị Hoa,50000\n", encoding="utf-8")
    [note] = [note for note in read(path).plan.notes if "anonymous" in note.template]
    assert note.facts == {"column": "Tên khách hàng"}
    named = read(path, mapping={"customer": "Tên khách hàng"})
    assert rows_of(named, "SELECT customer FROM purchases") == [("code:Nguyễn Thị Hoa",)]
    assert not [note for note in named.plan.notes if "anonymous" in note.template]
    path.write_text("Ngày,Thành tiền\n2026-11-22,50000\n", encoding="utf-8")
    assert [note.facts for note in read(path).plan.notes if "anonymous" in note.template] == [{}]


def test_the_first_number_or_address_of_a_cell_counts(read: Read, tmp_path: Path) -> None:
    sales = read(
        shop(
            tmp_path,
            ",,0912345678 / 0987654321,,",
            ",,ĐT: 0987654321 (chị Hoa),,",
            ",,,Lan <LAN@example.com>,",
            ',,,"hoa@example.com; h@example.com",',
            ",,09*****678,,",
        )
    )
    assert rows_of(sales, PERSONS) == [
        ("phone:+84912345678",),
        ("phone:+84987654321",),
        ("email:lan@example.com",),
        ("email:hoa@example.com",),
        (None,),
    ]


def test_who_buys_without_a_name_is_nobody_however_it_is_said(read: Read, tmp_path: Path) -> None:
    words = (
        "Khách bán lẻ",
        "Khách lẻ không lấy hóa đơn",
        "Khách lẻ 01",
        "KH VANG LAI",
        "(blank)",
        "<NA>",
        "-1",
    )
    sales = read(shop(tmp_path, *(f"{word},,,," for word in words)))
    assert rows_of(sales, PERSONS) == [(None,)] * len(words)
