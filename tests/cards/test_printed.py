"""What is printed is a PDF in our typeface, with Vietnamese letters."""

from quen.cards.numbers import new_numbers
from quen.cards.printed.poster import PosterWords, poster
from quen.cards.printed.sheets import Design, card_sheets

DESIGN = Design(
    "Cà phê Nguyễn Huệ & những người bạn thân thiết của cả khu phố",
    "#0f766e",
    "#ffffff",
    "Đưa thẻ khi trả tiền",
)


def test_ten_cards_fill_a_sheet() -> None:
    pdf = card_sheets(numbers=sorted(new_numbers(11)), design=DESIGN)
    assert pdf.startswith(b"%PDF-")
    assert pdf.count(b"/Type /Page\n") == 2
    assert b"BeVietnamPro" in pdf


def test_a_poster_is_one_page() -> None:
    words = PosterWords(
        "Cà phê Mai", "Quận 1", "Thành khách quen", "Tặng 20 điểm", ("Quét mã",), "https://mai.vn/m/join/1/"
    )
    pdf = poster(words=words, colour="#0f766e", ink="#ffffff")
    assert pdf.startswith(b"%PDF-")
    assert pdf.count(b"/Type /Page\n") == 1
