"""Bars as the standard draws them."""

from quen.cards.printed.code128 import bars_of, modules_of, values_of


def test_values_and_check_value_follow_the_standard() -> None:
    # Start C (105), 42, 18, 40, 20, 50, then (105 + 1*42 + 2*18 + 3*40 + 4*20 + 5*50) modulo 103 = 15.
    assert values_of("4218402050") == [105, 42, 18, 40, 20, 50, 15]


def test_bars_begin_with_start_c_and_end_with_the_stop() -> None:
    bars = bars_of("4218402050")
    assert bars[:3] == [(0, 2), (3, 1), (6, 3)]
    assert [width for _at, width in bars[-4:]] == [2, 3, 1, 2]
    assert modules_of("4218402050") == 7 * 11 + 13
