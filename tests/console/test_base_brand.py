"""A business's own colour stays legible."""

import pytest

from quen.console.brand import ink_on


@pytest.mark.parametrize(
    ("colour", "ink"),
    [
        ("#0f766e", "#fff"),
        ("#000000", "#fff"),
        ("#ffd54a", "#171512"),
        ("#ffffff", "#171512"),
        ("#B91C1C", "#fff"),
    ],
)
def test_letters_on_the_colour_are_the_ones_that_read_better(colour: str, ink: str) -> None:
    assert ink_on(colour) == ink


@pytest.mark.parametrize("colour", ["", "jade", "#fff", "#12345g", "#0f766e;}body{display:none"])
def test_what_is_no_colour_gives_no_ink(colour: str) -> None:
    assert ink_on(colour) == ""
