"""The first page of the day."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from quen.enrolment.join import join
from quen.enrolment.models import Way
from quen.insight.today.told import about
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer
from quen.shops.models import Business
from quen.shops.roles import Role
from tests.console.reports.books import settle
from tests.insight.shop import at, buy
from tests.insight.today.shop import agree
from tests.world import World, build, staff

pytestmark = pytest.mark.django_db

SUNDAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def sunday(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def world() -> World:
    return build()


def somebody_buys(world: World) -> None:
    """A sale to a stranger this morning, so that the figures are of today."""
    buy(None, SUNDAY, 10_000, store=world.store)


def visit(world: World, customer: Customer, last_day: date, amount: int = 153_907) -> None:
    """Three visits ten days apart: due thirty days after the last."""
    for days in (20, 10, 0):
        buy(customer, last_day - timedelta(days=days), amount, store=world.store)


def open_today(client: Client, who: Any, language: str = "en") -> str:
    client.force_login(who)
    client.cookies["django_language"] = language
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def text(html: str) -> str:
    words = re.sub(
        r"<(script|style|template).*?</\1>", " ", re.sub(r"</?time[^>]*>", "", html), flags=re.DOTALL
    )
    words = re.sub(r"<[^>]+>", " ", words)
    return " ".join(unescape(words).split())


def test_a_regular_gone_silent_stands_with_why_and_with_ready_words(client: Client, world: World) -> None:
    visit(world, world.lan, SUNDAY - timedelta(days=31))
    agree(world.lan)
    somebody_buys(world)
    settle(SUNDAY)
    html = open_today(client, world.mai)
    words = text(html)
    assert "Regulars gone silent this week 1 1 in the last 30 days" in words
    assert "Nguyễn Thị Lan Win back worth about 44,700 ₫" in words
    assert (
        "Usually every 10 days, now 31 days since the last visit. About 462,000 ₫ a year is at stake."
        in words
    )
    assert "Chào Lan, Cà phê Mai đây ạ." in words, "to her in her language, whatever staff read"
    assert 'href="tel:+84912345678"' in html
    assert f'href="/customers/{world.lan.pk}/"' in html
    assert 'href="/customers/?stage=lapsed&amp;sort=revenue"' in html


def test_numbers_stand_against_the_same_time_last_year(client: Client, world: World) -> None:
    visit(world, world.lan, date(2025, 11, 20), 100_000)
    visit(world, world.lan, date(2026, 11, 20), 100_000)
    buy(Customer.objects.create(name="Hoa"), date(2026, 11, 19), 50_000, store=world.store)
    settle(SUNDAY)
    words = text(open_today(client, world.mai))
    assert "Repeat rate 50.0% down −50.0 points than a year ago (100.0%)" in words
    assert "Returning revenue, 30 days 300,000 ₫ up +50.0% than the same days last year" in words
    assert "brought 85.7% of the revenue of the last 30 days; a year ago 66.7%" in words


def test_without_last_year_nothing_is_compared(client: Client, world: World) -> None:
    visit(world, world.lan, date(2026, 11, 20), 100_000)
    settle(SUNDAY)
    words = text(open_today(client, world.mai))
    assert "Repeat rate 100.0% no figures from a year ago" in words
    assert "brought 66.7% of the revenue of the last 30 days Show the numbers" in words


def test_old_figures_are_judged_as_of_their_last_day_and_say_so(client: Client, world: World) -> None:
    visit(world, world.lan, date(2026, 5, 1))
    buy(None, date(2026, 6, 1), 10, store=world.store)
    settle(SUNDAY)
    words = text(open_today(client, world.mai))
    assert "Figures as of 01/06/2026, the last day with a sale." in words
    assert "Usually every 10 days, now 31 days since the last visit." in words


def test_before_the_first_sale_the_way_leads_to_the_upload(client: Client, world: World) -> None:
    html = open_today(client, world.mai)
    assert "No sales yet" in html
    assert 'href="/import/new/"' in html


def test_sales_without_customers_say_what_is_missing(client: Client, world: World) -> None:
    buy(None, SUNDAY, 10_000, store=world.store)
    settle(SUNDAY)
    assert "None of the sales names its customer" in text(open_today(client, world.mai))


def test_an_analyst_sees_the_numbers_and_nobody_s_name(client: Client, world: World) -> None:
    visit(world, world.lan, SUNDAY - timedelta(days=31))
    somebody_buys(world)
    settle(SUNDAY)
    html = open_today(client, staff(name="Vũ Minh", email="minh@example.com", role=Role.ANALYST))
    assert "Regulars gone silent this week" in html
    assert "Nguyễn Thị Lan" not in html
    assert "+84912345678" not in html


def test_the_cashier_has_no_today(client: Client, world: World) -> None:
    client.force_login(world.tu)
    assert client.get("/").status_code == 403


def test_the_page_asks_few_queries_whatever_it_shows(
    client: Client, world: World, django_assert_max_num_queries: Any
) -> None:
    for place in range(15):
        visit(world, Customer.objects.create(name=f"Khách {place}"), SUNDAY - timedelta(days=31 + place))
    somebody_buys(world)
    join(customer=world.lan.pk, way=Way.TILL, by=SYSTEM, at=at(SUNDAY))
    settle(SUNDAY)
    open_today(client, world.mai, "vi")  # which works the list out
    with django_assert_max_num_queries(12):
        html = client.get("/").content.decode()
    assert html.count("care-line") == 10, "what a person can do in a day"
    assert "Vẫn còn khách đang chờ" in html


def test_the_programme_stands_beside_with_its_members_and_their_share(client: Client, world: World) -> None:
    join(customer=world.lan.pk, way=Way.TILL, by=SYSTEM, at=at(SUNDAY - timedelta(days=3)))
    buy(world.lan, SUNDAY - timedelta(days=1), 30_000, store=world.store)
    somebody_buys(world)
    settle(SUNDAY)
    html = open_today(client, world.mai)
    assert "Members 1 New in the last 7 days 1 Members' share of sales, 30 days 75.0%" in text(html)
    assert 'href="/loyalty/"' in html


def test_without_members_the_programme_is_no_news(client: Client, world: World) -> None:
    visit(world, world.lan, SUNDAY)
    settle(SUNDAY)
    assert "The loyalty programme" not in open_today(client, world.mai)


def test_today_is_the_day_at_the_shop_and_not_on_the_server(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    buy(world.lan, SUNDAY, 10_000, store=world.store)
    settle(SUNDAY)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 22, 18, 0, tzinfo=UTC))
    assert "Monday, 23/11/2026" in text(open_today(client, world.mai))
    Business.objects.update(timezone="America/New_York")
    assert "Sunday, 22/11/2026" in text(open_today(client, world.mai))


def test_in_vietnamese_the_page_speaks_vietnamese(client: Client, world: World) -> None:
    visit(world, world.lan, SUNDAY - timedelta(days=31))
    somebody_buys(world)
    settle(SUNDAY)
    words = text(open_today(client, world.mai, "vi"))
    assert "Khách quen vắng bóng tuần này" in words
    assert "Thường cứ 10 ngày ghé một lần, nay đã 31 ngày chưa quay lại." in words


def test_amounts_are_said_in_round_figures() -> None:
    assert [about(amount) for amount in (153_907, 85_000, 999_600, 0, 7, 12_345_678)] == [
        154_000, 85_000, 1_000_000, 0, 7, 12_300_000,
    ]  # fmt: skip
