"""The page of what keeping customers is worth."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from quen.insight.economics import assumed
from quen.insight.lake.export import export_all
from quen.insight.models import EconomicsSettings
from quen.people.models import Customer
from quen.shops.models import SettingChange
from tests.console.reports.books import settle
from tests.console.reports.test_pages import text
from tests.insight.shop import buy
from tests.world import World, build

SAID = "margin=50&keeping=100000&winning=200000&discount=10&win_back=10"


@pytest.fixture
def shop(db: None, now: Any, monkeypatch: pytest.MonkeyPatch) -> World:
    """Ten customers two years ago for a million each; six of them again lately, for two millions each."""
    monkeypatch.setattr(timezone, "now", lambda: now)
    world = build()
    for n in range(10):
        customer = Customer.objects.create(name=f"Khách {n}")
        buy(customer, date(2024, 11, 23), 1_000_000, store=world.store)
        if n < 6:
            buy(customer, date(2026, 11, 22), 2_000_000, store=world.store)
    settle(now.date())
    return world


@pytest.fixture
def mai(client: Client, shop: World) -> Client:
    client.force_login(shop.mai)
    client.cookies["django_language"] = "en"
    return client


def test_the_page_tells_retention_worth_and_the_claim(mai: Client) -> None:
    words = text(mai, f"/reports/economics/?{SAID}")
    assert "Retention, year on year 60.0% 6 of 10 customers bought again" in words
    # 2,000,000 a year, half of it margin, 100,000 for keeping: 900,000 · (1 + 0.6 / 0.5).
    assert "A new customer is worth 1,980,000 ₫" in words
    assert "A lost customer costs 1,280,000 ₫" in words
    assert "Winning one back may cost 198,000 ₫" in words
    assert "A new customer costs" not in words, "nobody was new"
    assert "customer's lifetime value by 11.1%: less than that" in words
    assert "Fewer than 30 customers were there before" in words
    assert "Most hangs on: Retention" in words


def test_a_new_customer_is_dearer_than_a_kept_one(mai: Client, shop: World) -> None:
    buy(Customer.objects.create(name="Mới"), date(2026, 11, 1), 5, store=shop.store)
    export_all()
    words = text(mai, f"/reports/economics/?{SAID}")
    assert "A new customer costs 200,000 ₫ 2.0 times what keeping one costs in a year" in words


def test_a_slider_changes_only_the_answer(mai: Client) -> None:
    html = mai.get(f"/reports/economics/?part=answer&{SAID}").content.decode()
    assert "<html" not in html
    assert 'id="answer"' in html
    assert 'id="said-margin" for="slider-margin" hx-swap-oob="true">50%' in html


def test_what_is_kept_is_there_next_time_with_its_history(mai: Client, shop: World) -> None:
    answer = mai.post(
        "/reports/economics/keep/",
        {"margin": "42.5", "keeping": "50000", "winning": "0", "discount": "12", "win_back": "5"},
    )
    assert answer.status_code == 302
    kept = assumed()
    assert (kept.margin, kept.keeping_minor, kept.discount) == (0.425, 50_000, 0.12)
    assert SettingChange.objects.filter(setting="economics.margin").count() == 1
    assert "42.5%" in text(mai, "/reports/economics/")
    assert "Assumed margin 0.3 0.425" in text(mai, "/settings/history/")


@pytest.mark.parametrize("margin", ["-1", "0", "101", "much", ""])
def test_what_cannot_be_is_not_kept(mai: Client, margin: str) -> None:
    said = {"margin": margin, "keeping": "0", "winning": "0", "discount": "12", "win_back": "5"}
    assert mai.post("/reports/economics/keep/", said, follow=True).status_code == 200
    assert not EconomicsSettings.objects.exists()


def test_a_cashier_sees_neither_and_an_analyst_keeps_nothing(client: Client, shop: World) -> None:
    client.force_login(shop.tu)
    assert client.get("/reports/economics/").status_code == 403
    assert client.post("/reports/economics/keep/", {"margin": "1"}).status_code == 403


@pytest.mark.django_db
def test_without_two_quarters_it_says_what_is_missing(client: Client) -> None:
    client.force_login(build().mai)
    client.cookies["django_language"] = "en"
    assert "Not yet" in text(client, "/reports/economics/")


def test_few_queries(mai: Client, django_assert_max_num_queries: Any) -> None:
    mai.get("/reports/economics/")
    with django_assert_max_num_queries(12):
        mai.get("/reports/economics/")
