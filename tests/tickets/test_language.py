"""In which language somebody wrote: forty letters the rule was made with, and thirty written after it stood."""

import pytest

from quen.tickets.language import language_of

VIETNAMESE = (
    "Cà phê giao tới đã nguội, em xem lại giúp chị nhé",
    "Em ơi, thẻ của chị chưa được cộng điểm hôm qua",
    "Shop ơi mình đặt từ sáng mà giờ chưa thấy giao",
    "Nhân viên rất dễ thương, sẽ quay lại!",
    "cho hoi cua hang o quan 7 mo cua den may gio",
    "minh mua ca phe hom qua ma bi hu, doi duoc khong",
    "sao toi khong nhan duoc diem vay",
    "hang giao thieu 1 hop, shop kiem tra giup",
    "Latte ngon, WiFi yếu.",
    "gui hoa don do ve cong ty giup minh voi",
    "Máy xay bị rò nước sau 2 tuần, còn bảo hành không?",
    "ko ai tra loi dien thoai ca",
    "Xin chào, tôi muốn huỷ đơn #5512",
    "dc giam gia sinh nhat ko shop",
    "10 điểm cho bạn Hoa ở quầy",
    "Bánh mì que hôm nay mặn quá",
    "Voucher TET2027 dùng được ở chi nhánh nào ạ?",
    "toi muon doi sang so dien thoai khac",
    "Chán, đợi 40 phút",
    "nha ve sinh qua ban, lan sau khong ghe nua",
)
ENGLISH = (
    "My coffee was cold when it arrived, could you check?",
    "I did not get my points for yesterday's order",
    "The staff at the Nguyễn Huệ store were lovely",
    "How do I change the phone number on my card?",
    "Refund please, the grinder leaks",
    "Is the café on Lê Lợi open on Sunday?",
    "We ordered two bánh mì and a latte and waited for an hour, nobody told us why",
    "Thanks for the quick answer!",
    "Your voucher does not work",
    "Where is my order?",
    "Hi, is the warranty still valid for this machine",
    "I would like to cancel my membership",
    "Great place, friendly people, will come back",
    "Nobody picks up the phone",
    "Could Ms Hoa call me back?",
    "The toilet was dirty.",
    "Do you deliver to Thảo Điền, and what does it cost?",
    "double charged on my card",
    "I never received the birthday gift you promised in the e-mail",
    "My name is Trần Minh and I have a question about the loyalty programme",
)


HELD_OUT_VIETNAMESE = (
    "Mình thấy nhân viên thu ngân hơi cộc",
    "bao gio co hang lai vay shop",
    "Đã 3 ngày chưa ai gọi lại cho tôi",
    "app bi loi khong dang nhap duoc",
    "Ok shop, cảm ơn nhiều",
    "tui dat 2 ly ma chi co 1",
    "Check giùm đơn ship hôm nay",
    "giá cao hơn chỗ khác",
    "phuc vu qua te",
    "Order lâu, staff thân thiện",
    "xin so hotline",
    "may pha cafe bi ri nuoc",
    "tra hang the nao",
    "Tuyệt vời!!!",
    "cần tư vấn mua máy xay",
)
HELD_OUT_ENGLISH = (
    "Card lost",
    "Two cups were missing from my delivery",
    "Worst service ever",
    "Do you sell gift cards?",
    "I'm moving to Đà Nẵng, is there a branch near Mỹ Khê beach?",
    "Please remove my data",
    "Machine broken after a week",
    "Loved the cà phê trứng",
    "Can't log in",
    "Opening hours at Tết?",
    "Need an invoice for company Công ty TNHH Hoa Sen",
    "wifi slow, music loud",
    "Price too high",
    "Has the shop in District 7 closed?",
    "I waited forty minutes",
)


def wrong(vietnamese: tuple[str, ...], english: tuple[str, ...]) -> list[str]:
    """What is told wrong, with the page in the other language each time."""
    return [text for text in vietnamese if language_of(text, otherwise="en") != "vi"] + [
        text for text in english if language_of(text, otherwise="vi") != "en"
    ]


def test_every_letter_it_was_made_with_is_told_right() -> None:
    assert wrong(VIETNAMESE, ENGLISH) == []


def test_of_thirty_held_out_letters_twenty_four_are_told_right_against_the_language_of_the_page() -> None:
    assert wrong(HELD_OUT_VIETNAMESE, HELD_OUT_ENGLISH) == [
        "may pha cafe bi ri nuoc",
        "Worst service ever",
        "Loved the cà phê trứng",
        "Opening hours at Tết?",
        "wifi slow, music loud",
        "Price too high",
    ]


def test_on_a_page_in_her_own_language_one_of_the_thirty_is_told_wrong() -> None:
    told_wrong = [text for text in HELD_OUT_VIETNAMESE if language_of(text, otherwise="vi") != "vi"]
    told_wrong += [text for text in HELD_OUT_ENGLISH if language_of(text, otherwise="en") != "en"]
    assert told_wrong == ["Loved the cà phê trứng"]


@pytest.mark.parametrize("text", ["", "5512", "OK", "👍👍", "   "])
def test_what_says_nothing_is_in_the_language_of_the_page(text: str) -> None:
    assert (language_of(text, otherwise="en"), language_of(text, otherwise="vi")) == ("en", "vi")


def test_both_ways_of_writing_a_tone_are_one() -> None:
    composed, decomposed = "Cà phê nguội", "Ca\u0300 phe\u0302 nguo\u0323\u0302i"
    assert language_of(composed, otherwise="en") == language_of(decomposed, otherwise="en") == "vi"
