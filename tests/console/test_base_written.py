"""Numbers, money, days and phones as people in a Vietnamese shop read them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from quen.console.templatetags import written
from quen.shops.models import Business


def rendered(source: str, language: str = "vi", **facts: object) -> str:
    with translation.override(language):
        return (
            Template("{% load written %}" + source).render(Context(facts)).replace("\N{NO-BREAK SPACE}", " ")
        )


@pytest.mark.parametrize(("language", "expected"), [("vi", "1.250.000 ₫"), ("en", "1,250,000 ₫")])
def test_money_follows_the_language_and_the_business(language: str, expected: str) -> None:
    business = Business(currency="VND")
    assert rendered("{% money spent %}", language, spent=1_250_000, business=business) == expected


def test_money_of_a_business_in_dollars_has_cents() -> None:
    assert (
        rendered("{% money spent %}", "en", spent=24_409_194, business=Business(currency="USD"))
        == "244,091.94 $"
    )


def test_an_amount_nobody_knows_is_a_dash_and_not_zero() -> None:
    assert rendered("{% money spent %}", spent=None) == "–"
    assert rendered("{{ spent|money_in:'VND' }}", spent=None) == "–"
    assert rendered("{{ spent|money_in:'VND' }}", spent=0) == "0 ₫"


@pytest.mark.parametrize(
    ("source", "vi", "en"),
    [
        ("{{ 6919|number }}", "6.919", "6,919"),
        ("{{ 12.345|number:1 }}", "12,3", "12.3"),
        ("{{ 48.8757|percent }}", "48,9%", "48.9%"),
        ("{{ 48.8757|percent:4 }}", "48,8757%", "48.8757%"),
    ],
)
def test_numbers_group_by_the_language(source: str, vi: str, en: str) -> None:
    assert rendered(source, "vi") == vi
    assert rendered(source, "en") == en


def test_halves_round_up_as_people_do() -> None:
    assert written.number(Decimal("2.5")) == "3"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_day_is_written_day_first_in_both_languages(language: str) -> None:
    expected = '<time datetime="2026-11-22">22/11/2026</time>'
    assert rendered("{{ day|day }}", language, day=date(2026, 11, 22)) == expected


def test_a_moment_late_in_the_evening_in_london_is_the_next_day_in_saigon() -> None:
    at = datetime(2026, 11, 21, 20, 30, tzinfo=UTC)
    assert rendered("{{ at|day }}", at=at) == '<time datetime="2026-11-22">22/11/2026</time>'
    assert (
        rendered("{{ at|moment }}", at=at)
        == '<time datetime="2026-11-22T03:30:00+07:00">22/11/2026 03:30</time>'
    )


def test_lans_phone_is_written_in_groups() -> None:
    assert rendered("{{ phone|phone }}", phone="+84912345678") == "0912 345 678"
    assert rendered("{{ phone|phone }}", phone=None) == "–"


@pytest.mark.parametrize(
    ("days", "vi", "en"),
    [
        (0, "hôm nay", "today"),
        (1, "hôm qua", "yesterday"),
        (13, "13 ngày trước", "13 days ago"),
        (14, "2 tuần trước", "2 weeks ago"),
        (60, "8 tuần trước", "8 weeks ago"),
        (61, "2 tháng trước", "2 months ago"),
        (365, "12 tháng trước", "12 months ago"),
        (730, "2 năm trước", "2 years ago"),
    ],
)
def test_how_long_ago_is_said_in_the_largest_whole_unit(days: int, vi: str, en: str) -> None:
    assert rendered("{{ days|ago_in_days }}", "vi", days=days) == vi
    assert rendered("{{ days|ago_in_days }}", "en", days=days) == en


def test_a_visit_is_counted_from_the_given_day() -> None:
    with translation.override("en"):
        assert written.ago(date(2026, 11, 19), date(2026, 11, 22)) == "3 days ago"


@pytest.mark.parametrize(
    ("name", "letters"), [("Nguyễn Thị Lan", "TL"), ("đào", "Đ"), ("", "?"), (None, "?")]
)
def test_a_mark_shows_the_given_name_which_stands_last(name: str | None, letters: str) -> None:
    assert written.initials(name) == letters
