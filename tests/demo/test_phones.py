"""Numbers and the ways they are written."""

import numpy as np

from quen.demo.phones import numbers, written, written_otherwise
from quen.kernel.phone import to_e164


def test_numbers_are_different_and_valid() -> None:
    found = numbers(count=500, rng=np.random.Generator(np.random.PCG64(3)))
    assert len(set(found)) == 500
    assert [to_e164(number) for number in found] == [f"+84{number[1:]}" for number in found]


def test_every_way_of_writing_means_the_same_number() -> None:
    chances = np.array([0.1, 0.7, 0.8, 0.87, 0.92, 0.95, 0.99])
    assert written(["0701234567"] * 7, chance=chances) == [
        "0701234567",
        "0701 234 567",
        "0701.234.567",
        "+84701234567",
        "84701234567",
        "701234567",
        "01201234567",  # as it was until 2018
    ]
    assert written(["0901234567"], chance=chances[-1:]) == ["090-123-4567"]
    assert written_otherwise("0701234567") == "(+84) 70 123-4567"
    ways = [*written(["0701234567"] * 7, chance=chances), written_otherwise("0701234567")]
    assert {to_e164(way) for way in ways} == {"+84701234567"}
