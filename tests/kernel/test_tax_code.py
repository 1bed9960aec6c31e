"""A tax code is checked by its own tenth digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quen.kernel.tax_code import to_tax_code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("0100047516", "0100047516"),  # the example of the circular
        ("01.00.109.106", "0100109106"),  # as large companies print theirs
        (" 0100109106 - 001 ", "0100109106-001"),
        ("0100109106001", "0100109106-001"),
        ("079 201 012 345", "079201012345"),  # a household business uses its owner's own number
    ],
)
def test_a_code_is_read_however_it_is_written(written: str, code: str) -> None:
    assert to_tax_code(written) == code
    assert to_tax_code(code) == code


@pytest.mark.parametrize(
    "written", ["", "0100047517", "010004751", "0100109106-000", "01000475160", "O100047516", "٠١٠٠٠٤٧٥١٦"]
)
def test_what_cannot_be_one_is_none(written: str) -> None:
    assert to_tax_code(written) is None


@given(place=st.integers(0, 9), other=st.integers(1, 9))
def test_one_wrong_digit_is_always_found(place: int, other: int) -> None:
    digits = list("0100047516")
    digits[place] = str((int(digits[place]) + other) % 10)
    assert to_tax_code("".join(digits)) is None
