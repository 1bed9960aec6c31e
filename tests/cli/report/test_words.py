"""Numbers, money and dates as people write them."""

from datetime import date

from quen.cli.language import Language
from quen.cli.report.words import Words

VI = Words(Language.VI, "VND", str)
EN = Words(Language.EN, "USD", str)


def test_vietnamese_puts_dots_between_thousands_and_a_comma_before_decimals() -> None:
    written = [
        VI.count(1_250_000),
        VI.decimal(22.5),
        VI.decimal(7.0),
        VI.percent(48.8757),
        VI.money(1_250_000),
    ]
    assert written == ["1.250.000", "22,5", "7", "48,9%", "1.250.000 ₫"]


def test_english_does_it_the_other_way_round() -> None:
    written = [EN.count(1_250_000), EN.decimal(1022.5), EN.percent(48.8757), EN.money(24_409_194)]
    assert written == ["1,250,000", "1,022.5", "48.9%", "244,091.94 $"]


def test_days_and_months() -> None:
    day = date(2026, 11, 2)
    assert [VI.day(day), VI.month(day)] == ["02/11/2026", "11/2026"]
    assert [EN.day(day), EN.month(day)] == ["2 Nov 2026", "Nov 2026"]


def test_nothing_is_a_dash() -> None:
    nothing = [
        VI.count(None),
        VI.decimal(None),
        VI.percent(None),
        VI.money(None),
        VI.day(None),
        VI.share(1, 0),
    ]
    assert nothing == ["–"] * 6


def test_a_file_without_a_currency_shows_no_sign() -> None:
    assert Words(Language.EN, "XXX", str).money(123_456) == "1,234.56"
