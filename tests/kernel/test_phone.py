"""However a Vietnamese number is written, it is one number."""

import pytest

from quen.kernel.phone import national, spaced, to_e164


@pytest.mark.parametrize(
    "written",
    [
        "0912345678",
        "0912 345 678",
        "+84 912.345.678",
        "+84 (0)912-345-678",
        "84912345678",
        "0084912345678",
        "912345678",
        "912345678.0",
        "'0912345678",
    ],
)
def test_one_number_written_in_many_ways(written: str) -> None:
    assert to_e164(written) == "+84912345678"


def test_an_eleven_digit_number_from_before_2018_gets_its_new_prefix() -> None:
    assert to_e164("0123 456 7890") == "+84834567890"


def test_a_landline_and_a_foreign_number_keep_their_country() -> None:
    assert to_e164("024 3825 1234") == "+842438251234"
    assert to_e164("+1 650 253 0000") == "+16502530000"


@pytest.mark.parametrize("written", ["", "khách lẻ", "12", "0000000000", "09123456789012"])
def test_what_is_no_number_is_none(written: str) -> None:
    assert to_e164(written) is None


def test_numbers_are_shown_as_people_at_home_read_them() -> None:
    assert national("+84912345678") == "0912345678"
    assert spaced("+84912345678") == "0912 345 678"
