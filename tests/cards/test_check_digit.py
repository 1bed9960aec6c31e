"""One wrong digit is noticed before anybody looks a card up."""

import pytest

from quen.cards.check_digit import check_digit, is_whole
from quen.cards.errors import NotACardNumber
from quen.cards.numbers import as_kept, grouped, new_number, new_numbers

PUBLISHED = ["79927398713", "4111111111111111", "5555555555554444", "378282246310005", "17893729974"]
"""The usual example of Luhn's formula, and the test numbers that card companies publish."""


@pytest.mark.parametrize("number", PUBLISHED)
def test_published_numbers_are_whole(number: str) -> None:
    assert is_whole(number)
    assert check_digit(number[:-1]) == number[-1]


def test_every_wrong_digit_and_nearly_every_swap_is_noticed() -> None:
    number = new_number()
    for place, digit in enumerate(number):
        for wrong in set("0123456789") - {digit}:
            assert not is_whole(number[:place] + wrong + number[place + 1 :])
    for place in range(len(number) - 1):
        one, other = number[place], number[place + 1]
        if one != other and {one, other} != {"0", "9"}:
            assert not is_whole(number[:place] + other + one + number[place + 2 :])


def test_a_hundred_thousand_numbers_are_different_and_whole() -> None:
    numbers = new_numbers(100_000)
    assert len(numbers) == 100_000
    assert all(len(number) == 16 and number.startswith("29") and is_whole(number) for number in numbers)


def test_a_number_is_read_as_people_and_scanners_write_it() -> None:
    number = new_number()
    assert as_kept(grouped(number)) == as_kept(f" {number}\n") == number
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    for written in ("", "123", wrong, "x" * 16, number + "0"):
        with pytest.raises(NotACardNumber):
            as_kept(written)
