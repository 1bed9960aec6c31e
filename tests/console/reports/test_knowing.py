"""Report pages of who stays, who carries the shop and what goes together: each number counted by hand.

Lan buys every ten days, 33 times for 100,000; Hoa once for 40,000 in January; Minh for 60,000 and 80,000 in October.
"""

from datetime import date

import pytest
from django.test import Client

from quen.insight.lake.export import export_all
from quen.people.models import Customer
from quen.purchases.models import Purchase
from tests.console.reports.test_pages import text
from tests.insight.shop import buy, product
from tests.world import World


def test_of_the_customers_of_august_lan_was_kept_and_minh_is_new(mai: Client) -> None:
    words = text(mai, "/reports/retention/")
    assert "100.0% of the customers of 25/08/2026 were kept until the last day" in words
    assert "Here a purchase makes somebody a customer for 30 days" in words
    assert "Kept (few customers) 1 100.0% 20.7% 100.0% Lost (few customers) 0 0.0% 0.0% 79.3%" in words
    assert "Had stayed away on the first day 1 – – – Won back (few customers) 0" in words
    assert "New 1 – – – Customers on the last day 2" in words


def test_second_purchases_count_only_those_who_had_the_time(mai: Client) -> None:
    words = text(mai, "/reports/retention/")
    assert "50.0% of new customers make their second purchase within 90 days" in words
    assert "30 days (few customers) 3 2 66.7% 20.8% 93.9% 60 days (few customers) 2 1 50.0%" in words


def test_curves_follow_the_first_purchase(mai: Client) -> None:
    by_store = text(mai, "/reports/retention/")
    assert "Whose customers stay?" in by_store
    assert "Quận 1 (few customers) 1 2 1 50.0% 9.5% 90.5%" in by_store
    by_spending = text(mai, "/reports/retention/?by=first_spending")
    assert "40,000 ₫ – 40,000 ₫ (few customers) 1 1 0 0.0%" in by_spending
    assert "100,000 ₫ – 100,000 ₫ (few customers) 9 1 1 100.0%" in by_spending


def test_curves_by_source_know_where_a_lead_came_from(mai: Client) -> None:
    assert "The sales do not tell this" in text(mai, "/reports/retention/?by=source")
    Customer.objects.filter(name="Hoa").update(source="Facebook")
    export_all()
    assert "Facebook (few customers) 1 1 0 0.0%" in text(mai, "/reports/retention/?by=source")


def test_a_leads_source_is_said_in_words_and_one_a_file_wrote_alike_is_a_group_of_its_own(
    mai: Client,
) -> None:
    Customer.objects.filter(name="Hoa").update(source="ad")
    Customer.objects.exclude(name="Hoa").update(source="Advertisement")
    export_all()
    address = "/reports/retention/?by=source"
    words = text(mai, address)
    assert "Advertisement (few customers) 1 1 0 0.0%" in words and "ad (few customers)" not in words
    assert "Advertisement (few customers) 1 1 1 100.0%" in words
    assert mai.get(address).content.decode().count('{"name": "Advertisement"') == 2, "a line each"
    mai.cookies["django_language"] = "vi"
    words = text(mai, address)
    assert "Quảng cáo (ít khách) 1 1 0 0,0%" in words and "Advertisement (ít khách) 1 1 1 100,0%" in words


def test_minh_moved_up_and_the_others_stayed(mai: Client) -> None:
    words = text(mai, "/reports/segments/")
    assert "66.7% of the customers are in the segment they were in thirty days before" in words
    assert "Promising (few customers) Potential Loyalist 1 100.0%" in words


def test_lan_alone_makes_four_fifths_of_the_revenue(mai: Client) -> None:
    words = text(mai, "/reports/worth/")
    assert "80% of the revenue comes from 33.3% of the customers" in words
    assert "Top 20% 1 3,300,000 ₫ 94.8% 3,300,000 ₫ Top 50% 2 3,440,000 ₫ 98.9% 140,000 ₫" in words
    assert "A customer so far, on average 1,160,000 ₫" in words
    # January's cohort: Lan's three purchases and Hoa's one, halved.
    assert "01/2026 (few customers) 2 170,000 ₫" in words
    assert "ca phe (few customers) 2 66.7% 20.8% 93.9% 97.1% 98.3%" in words
    assert "almost only at a discount" not in words


def test_who_buys_only_at_a_discount_is_counted(mai: Client, shop: World) -> None:
    Purchase.objects.filter(customer=shop.lan).update(discount_minor=25_000)
    export_all()
    words = text(mai, "/reports/worth/")
    assert "Purchases at a discount 91.7%" in words
    assert "100.0% of customers with three purchases or more buy almost only at a discount" in words
    assert "Always 1 33 3,300,000 ₫" in words


def test_lan_comes_like_clockwork(mai: Client) -> None:
    words = text(mai, "/reports/rhythm/")
    assert "100.0% of the customers come like clockwork or fairly regularly" in words
    assert "Like clockwork 1 100.0% 10" in words


@pytest.fixture
def baskets(shop: World) -> None:
    """Bread with butter twelve times, jam in every third of these; the shop's other purchases have neither."""
    bread, butter, jam = product("bread"), product("butter"), product("jam")
    for n in range(12):
        goods = (bread, butter, jam) if n % 3 == 0 else (bread, butter)
        buy(shop.lan, date(2026, 11, 20), *([10] * len(goods)), store=shop.store, products=goods)
    export_all()


def test_bread_is_taken_with_butter(mai: Client, baskets: None) -> None:
    words = text(mai, "/reports/together/")
    # 48 purchases have a product; 12 have bread, 12 butter, 12 both: 12 · 48 / (12 · 12) = 4.
    assert "Who buys “bread” takes “butter” with it 4.0 times as often as others do" in words
    assert "bread butter 12 25.0% 100.0% 4" in words
    assert "jam" not in words, "four times is chance"


def test_where_nothing_goes_together_it_is_said(mai: Client) -> None:
    assert "No two products were bought together 10 times or more." in text(mai, "/reports/together/")
