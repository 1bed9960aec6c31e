"""What to expect of Lan, said in words."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from quen.console.people.outlook import told
from quen.insight.forecasts.heard import Followed, as_json
from quen.insight.models import Forecast, ForecastRun, NextProduct
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer
from quen.purchases.models import Product
from quen.surveys.models import Response, Way
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import make_survey
from tests.console.people.test_profile import Shop, part

DAY = date(2026, 11, 22)


def forecast(customer: Customer | None = None, **changed: Any) -> Forecast:
    facts: dict[str, Any] = {
        "p_active": 0.93, "overdue": 0.2, "returns_90": 0.9, "next_visit": date(2026, 11, 27), "expected_30": 4.1,
        "expected_90": 12.34, "expected_365": 45.6, "expected_90_low": 6, "expected_90_high": 19,
        "spend_30_minor": 410_000, "spend_90_minor": 1_234_000, "spend_365_minor": 4_560_000,
        "spend_90_low_minor": 600_000, "spend_90_high_minor": 2_000_000, "lifetime_value_minor": 9_000_000,
        "worked_out_on": DAY, **changed,
    }  # fmt: skip
    return Forecast(customer=customer, **facts)


def test_lan_is_expected_with_how_sure_that_is(
    mai: Client, shop: Shop, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    forecast(shop["lan"]).save()
    with django_assert_max_num_queries(12):
        html = part(mai, "outlook", shop["lan"])
    assert "93%" in html and "12,3" in html and "6–19" in html
    assert "1.234.000\N{NO-BREAK SPACE}₫" in html and "2.000.000\N{NO-BREAK SPACE}₫" in html
    assert "27/11/2026" in html and "label-warning" not in html


def test_a_low_score_of_late_is_told_beside_the_forecast_with_what_it_meant_before(
    mai: Client, shop: Shop, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    lan = shop["lan"]
    forecast(lan, returns_90=0.9).save()
    survey = make_survey(name="Sao", form=READY_MADE["stars"].form, at=timezone.now(), by=SYSTEM)
    Response.objects.create(
        survey=survey, version=survey.versions.get(), key="1", customer=lan, way=Way.LINK, score=1, band="low",
        answered_at=timezone.now(),
    )  # fmt: skip
    low = Followed("low", 60, 12, 0.6, 0.12, 0.32, None)
    run = ForecastRun.objects.create(
        id=1, asked_on=DAY, worked_out_on=DAY, purchases=1, finished_at=timezone.now(),
        findings={"past": {"horizon_days": 90}, "signals": as_json([replace(low, shift=-1.791759469228055)])},
    )  # fmt: skip
    mai.cookies["django_language"] = "en"
    with django_assert_max_num_queries(14):
        html = part(mai, "outlook", lan)
    assert "Gave a low score on" in html and "Of 60 customers with this sign in your own past, 20%" in html
    assert "had let expect 60%" in html and "90% by purchases alone, is rather 60%" in html
    for kept, words in (
        ([low], "No difference to rely on"), ([replace(low, customers=9, returned=1)], "too few to go by"),
    ):  # fmt: skip
        run.findings = {"past": {"horizon_days": 90}, "signals": as_json(kept)}
        run.save()
        assert words in part(mai, "outlook", lan)
    run.findings = {"past": None, "signals": []}
    run.save()
    html = part(mai, "outlook", lan)
    assert "Gave a low score" in html and "with this sign" not in html


def test_a_silence_unlike_her_is_marked() -> None:
    with translation.override("en"):
        silent, longest = told(forecast(p_active=0.4, overdue=0.97)), told(forecast(overdue=1.0))
    assert silent.is_overdue
    assert silent.finding == "Probably gone."
    assert silent.silence == "This silence is longer than 97% of the gaps to be expected of this customer."
    assert "99.9%" in longest.silence
    assert not told(forecast(overdue=0.3)).is_overdue


def test_without_a_forecast_it_is_said_why(mai: Client, shop: Shop) -> None:
    mai.cookies["django_language"] = "en"
    assert "worked out the night after a first purchase" in part(mai, "outlook", shop["lan"])
    ForecastRun.objects.create(
        id=1, asked_on=DAY, worked_out_on=DAY, purchases=1, missing=["There are %(customers)s.", {"customers": 3}],
        finished_at=datetime(2026, 11, 22, tzinfo=UTC),
    )  # fmt: skip
    assert "There are 3." in part(mai, "outlook", shop["lan"])


def test_what_she_may_like_is_named_with_what_it_goes_with(mai: Client, shop: Shop) -> None:
    coffee = Product.objects.create(code="CF-PHIN", name="Cà phê phin")
    paper = Product.objects.create(code="GL", name="Giấy lọc")
    milk = Product.objects.create(code="SD", name="Sữa đặc")
    lan = shop["lan"]
    NextProduct.objects.create(customer=lan, rank=1, product=paper, because=coffee)
    NextProduct.objects.create(customer=lan, rank=2, product=milk, because=None)
    html = part(mai, "outlook", lan)
    assert html.index("Giấy lọc") < html.index("hợp với Cà phê phin") < html.index("Sữa đặc")


def test_without_scripts_it_is_a_page(mai: Client, shop: Shop) -> None:
    address = reverse("console:people:outlook", args=[shop["lan"].pk])
    assert "<h1" in mai.get(address).content.decode()
    assert mai.get(reverse("console:people:outlook", args=[10**9])).status_code == 404
