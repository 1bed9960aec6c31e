"""How long an SMS is (3GPP TS 23.038 and 23.040)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quen.messages.sms_length import is_gsm_text, length_of, without_marks


@pytest.mark.parametrize(
    ("text", "is_gsm", "units", "parts", "left"),
    [
        ("", True, 0, 0, 160),
        ("a" * 160, True, 160, 1, 0),
        ("a" * 161, True, 161, 2, 145),
        ("a" * 306, True, 306, 2, 0),
        ("a" * 307, True, 307, 3, 152),
        ("€" * 80, True, 160, 1, 0),
        ("€" * 81, True, 162, 2, 143),  # 76 in the first part: an escape is not torn, one septet stays empty
        ("ạ" * 70, False, 70, 1, 0),
        ("ạ" * 71, False, 71, 2, 63),
        ("ạ" * 134, False, 134, 2, 0),
        ("ạ" * 135, False, 135, 3, 66),
        ("😀" * 35, False, 70, 1, 0),
        ("😀" * 36, False, 72, 2, 61),  # 33 in the first part: a pair is not torn
        ("Chào", True, 4, 1, 156),
        ("Chị", False, 3, 1, 67),
        ("1.250.000 ₫", False, 11, 1, 59),
    ],
)
def test_length_and_parts(text: str, is_gsm: bool, units: int, parts: int, left: int) -> None:
    length = length_of(text)
    assert (length.is_gsm, length.units, length.parts, length.left) == (is_gsm, units, parts, left)
    assert length.cost_minor(350) == parts * 350


def test_without_marks_everything_vietnamese_fits_the_small_alphabet() -> None:
    text = "Quý khách Đặng Thị Hạnh được tặng “quà” trị giá 1.250.000 ₫ – hẹn gặp lại…"
    assert (
        without_marks(text) == 'Quy khach Dang Thi Hanh duoc tang "qua" tri gia 1.250.000 d - hen gap lai...'
    )
    assert is_gsm_text(without_marks(text))


@given(st.text(max_size=400))
def test_parts_hold_what_they_count(text: str) -> None:
    length = length_of(text)
    joined, lone = (153, 160) if length.is_gsm else (67, 70)
    if length.units <= lone:
        assert length.parts == (1 if text else 0)
        assert length.units + length.left == lone
    else:
        assert joined * (length.parts - 1) - (length.parts - 1) < length.units <= joined * length.parts
        assert 0 <= length.left < joined
