"""The report pages: findings, numbers, marks, filters in the address, few queries."""

import re
from datetime import datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client

from quen.console.reports.every_report import REPORTS
from quen.insight.lake.read import Filters
from quen.insight.models import SavedResult
from quen.insight.reports.ask import Report, run
from quen.insight.warm import Warmer
from tests.world import World, build

SLUGS = [report.slug for report in REPORTS]


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    words = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(words).split())


def test_the_index_says_each_finding_in_a_sentence(mai: Client) -> None:
    words = text(mai, "/reports/")
    assert "66.7% of the customers came back at least once" in words
    assert "Half of all next purchases come within 10 days" in words
    assert "of the revenue of known customers came from second and later purchases" in words
    assert "From the beginning to 22/11/2026" in words


def test_the_repeat_rate_stands_with_its_table_and_its_cut_by_store(mai: Client) -> None:
    words = text(mai, "/reports/repeat-rate/")
    assert "Repeat rate 66.7%" in words
    assert "Known customers 3" in words
    assert "10+ 1 33.3%" in words
    assert "Quận 3 <chợ> (few customers) 1 1 100.0% 140,000 ₫" in words
    assert "Groups of fewer than 30 customers are marked" in words


def test_a_hostile_store_name_stays_text(mai: Client) -> None:
    html = mai.get("/reports/repeat-rate/").content.decode()
    assert "<chợ>" not in html


def test_the_cut_stands_in_the_address(mai: Client) -> None:
    words = text(mai, "/reports/repeat-rate/?by=first_product")
    assert "tea (few customers) 2 1 50.0%" in words
    assert "The sales do not tell this" in text(mai, "/reports/repeat-rate/?by=channel")
    assert "Quận 1" in text(mai, "/reports/repeat-rate/?by=nonsense")


def test_a_period_and_a_store_narrow_the_numbers(mai: Client, shop: World) -> None:
    words = text(mai, "/reports/repeat-rate/?from=2026-10-01&to=2026-10-31")
    assert "01/10/2026 – 31/10/2026" in words
    assert "100.0% of the buyers of this period bought twice or more in it" in words
    assert "Had bought before this period 50.0% 1 customers" in words
    of_one = text(mai, f"/reports/repeat-rate/?store={shop.store.pk}")
    assert "Known customers 2" in of_one
    assert "Repeat rate 50.0%" in of_one


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("from=soon", "That is not a day."),
        ("from=2026-10-01&to=2026-09-01", "The period would begin after its end."),
    ],
)
def test_a_period_that_cannot_be_is_said_and_all_time_is_shown(
    mai: Client, query: str, sentence: str
) -> None:
    words = text(mai, f"/reports/repeat-rate/?{query}")
    assert sentence in words
    assert "Known customers 3" in words


def test_a_period_to_come_ends_with_the_figures(mai: Client) -> None:
    words = text(mai, "/reports/retention/?from=2026-09-01&to=2030-01-01")
    assert "01/09/2026 – 22/11/2026" in words
    assert "2029" not in words


def test_the_month_that_is_not_over_has_no_rate_and_is_marked(mai: Client) -> None:
    words = text(mai, "/reports/retention/")
    assert "11/2026 (not over yet) 1 – –" in words
    assert "10/2026 (few customers) 2 1 100.0%" in words
    assert "11/2026 (not over yet)" in text(mai, "/reports/revenue/")


def test_the_cohort_triangle_has_its_numbers_in_the_table(mai: Client) -> None:
    words = text(mai, "/reports/retention/")
    assert "In the month after their first purchase 50.0% of new customers bought again" in words
    assert "01/2026 (few customers) 2 50.0% 50.0%" in words
    assert "10/2026 (few customers) 1 –" in words


def test_revenue_names_first_and_later_purchases_returns_and_strangers(mai: Client) -> None:
    words = text(mai, "/reports/revenue/")
    assert "10/2026 5 60,000 ₫ 380,000 ₫ 86.4%" in words
    assert "Returned by known customers 50,000 ₫" in words
    assert "Revenue without a known customer 30,000 ₫ 1 purchases" in words


def test_every_segment_is_named_also_an_empty_one(mai: Client) -> None:
    assert "Others 0 0.0% 0 0 ₫ 0.0%" in text(mai, "/reports/segments/")


def test_too_little_data_is_said_with_the_way_out(mai: Client) -> None:
    for slug in SLUGS:
        words = text(mai, f"/reports/{slug}/?from=2025-01-01&to=2025-02-01")
        assert "Too little data No purchase of a known customer lies in this period." in words
        assert "Show all time" in words
    assert "Nobody has bought twice" in text(mai, "/reports/rhythm/?from=2026-01-01&to=2026-01-05")


@pytest.mark.django_db
def test_without_any_sale_the_way_leads_to_the_upload(client: Client) -> None:
    client.force_login(build().mai)
    client.cookies["django_language"] = "en"
    for address in ("/reports/", "/reports/repeat-rate/"):
        html = client.get(address).content.decode()
        assert "No sales yet" in html
        assert 'href="/import/new/"' in html


@pytest.mark.parametrize("address", ["/reports/", *(f"/reports/{slug}/" for slug in SLUGS)])
def test_a_page_asks_few_queries_once_its_results_are_kept(
    mai: Client, address: str, django_assert_max_num_queries: Any
) -> None:
    mai.get(address)
    kept = SavedResult.objects.count()
    with django_assert_max_num_queries(12):
        assert mai.get(address).status_code == 200
    assert SavedResult.objects.count() == kept


def test_a_warm_lake_answers_every_page_as_it_opens(mai: Client, sunday: datetime) -> None:
    SavedResult.objects.all().delete()
    Warmer().warm(today=sunday.date(), timezone_name="Asia/Ho_Chi_Minh", at=0)
    kept = set(SavedResult.objects.values_list("pk", flat=True))
    for address in ("/reports/", *(f"/reports/{report.slug}/" for report in REPORTS)):
        assert mai.get(address).status_code == 200
    assert set(SavedResult.objects.values_list("pk", flat=True)) == kept


@pytest.mark.parametrize("slug", SLUGS)
def test_every_report_opens_in_vietnamese_and_stays_small(mai: Client, slug: str) -> None:
    mai.cookies["django_language"] = "vi"
    answer = mai.get(f"/reports/{slug}/")
    assert 'lang="vi"' in answer.content.decode()
    assert len(answer.content) < 100_000


def test_the_page_shows_the_engine_s_numbers(mai: Client) -> None:
    rate = run(Report.REPEAT_RATE, Filters()).one("repeat_rate")["repeat_customer_rate"]
    assert f"Repeat rate {rate:.1f}%" in text(mai, "/reports/repeat-rate/")


def test_an_unknown_report_is_not_found(mai: Client) -> None:
    assert mai.get("/reports/horoscope/").status_code == 404


def test_a_report_whose_engine_does_not_answer_says_so_and_the_other_pages_go_on(
    mai: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUEN_ANALYTICS", "spark://127.0.0.1:1")
    SavedResult.objects.all().delete()
    answer = mai.get("/reports/repeat-rate/")
    assert answer.status_code == 503
    assert "No Spark master answers at spark://127.0.0.1:1" in unescape(answer.content.decode())
    assert SavedResult.objects.count() == 0
    assert mai.get("/").status_code == 200
