"""The last digit of a card's number, by which a mistyped one is noticed before anybody looks it up.

Luhn's formula as ISO/IEC 7812-1 prescribes it (annex B; US patent 2,950,048): it notices every wrong digit and every
swap of neighbours but 09 and 90. Every till, scanner and card printer knows it.
"""


def check_digit(digits: str) -> str:
    """The digit that belongs behind `digits`: ``7992739871`` → ``3``."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def is_whole(number: str) -> bool:
    """Whether the last digit belongs to those before it."""
    return (
        len(number) > 1 and number.isascii() and number.isdigit() and check_digit(number[:-1]) == number[-1]
    )
