"""What says stop, and what only sounds like it."""

import pytest

from quen.messages.stop_words import says_stop

OURS = ("CAPHEMAI", "Cà phê Mai")


@pytest.mark.parametrize(
    "text",
    [
        "TC", "tc", " TC. ", "Tc QC", "TU CHOI", "Từ chối", "HUY", "Hủy", "Huỷ", "huy qc", "STOP", "Stop!", "stop all",
        "STOPALL", "Unsubscribe", "TC CAPHEMAI", "stop ca phe mai", "TC QC Cà phê Mai", "Dừng", "dừng lại", "ngừng gửi",
        "Không nhận tin nhắn nữa".removesuffix(" nữa"), "đừng gửi nữa", "TỪ CHỐI quảng cáo", "opt-out", "Tu\u031b\u0300 cho\u0302\u0301i",
    ],
)  # fmt: skip
def test_a_stop_in_any_writing(text: str) -> None:
    assert says_stop(text, names=OURS)


@pytest.mark.parametrize(
    "text",
    [
        "", "Hủy đơn hàng giúp em", "huy don 15 ly nhe", "Đúng", "dung", "Dung roi em", "Không", "tc bao nhiêu tiền?",
        "stop by at 5pm?", "Cảm ơn", "Mấy giờ mở cửa?", "chị Huy đây", "tiệm có TC không", "1",
    ],
)  # fmt: skip
def test_words_that_are_no_stop(text: str) -> None:
    assert not says_stop(text, names=OURS)
