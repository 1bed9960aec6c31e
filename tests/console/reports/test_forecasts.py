"""How far the forecast can be trusted, said to Mai."""

from datetime import UTC, datetime
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from quen.console.reports.yardstick import sections, which_is_used
from quen.insight.forecasts.heard import Followed, as_json
from quen.insight.models import ForecastRun
from tests.world import World

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)


def judged(purchases: float, auc: float | None, mae: float = 0.5) -> dict[str, Any]:
    return {"predicted_purchases": purchases, "mae": mae, "rmse": 2 * mae, "auc": auc}


PAST: dict[str, Any] = {
    "until": "2026-08-23", "horizon_days": 90, "customers": 200, "returned": 104, "actual_purchases": 400,
    "judged": {
        "model": judged(412.4, 0.812), "rate": judged(520, 0.74), "recency": judged(450, 0.761),
        "rfm": judged(430, 0.78),
    },
    "best_counts": "model", "best_ranking": "model",
    "calibration": [
        {"customers": 20, "predicted_return": 0.1, "actual_return": 0.2, "predicted_purchases": 0.1,
         "actual_purchases": 0.2},
        {"customers": 180, "predicted_return": 0.5, "actual_return": 0.5556, "predicted_purchases": 2.2,
         "actual_purchases": 2.1},
    ],
}  # fmt: skip
MODEL = {"parameters": {"r": 0.25, "alpha": 4.4}, "log_likelihood": -10.0, "held_out": -3.25}
FINDINGS: dict[str, Any] = {
    "horizon_days": 90, "customers": 250, "active": 150.2, "purchases": 420.4, "spend_minor": 21_000_000,
    "model": "pareto_nbd", "leaving_model": "pareto_nbd", "models": {"pareto_nbd": MODEL}, "gamma_gamma": {},
    "spending_correlation": 0.1, "regularity": 1.2, "counts_by": "model", "ranking_by": "model", "past": PAST,
}  # fmt: skip


def keep(
    findings: dict[str, Any] | None,
    missing: list[object] | None = None,
    next_product: dict[str, Any] | None = None,
) -> None:
    day = NOW.date()
    ForecastRun.objects.create(
        id=1,
        asked_on=day,
        worked_out_on=day,
        purchases=1,
        findings=findings,
        missing=missing,
        next_product=next_product or {},
        finished_at=NOW,
    )


def page(mai: Client) -> str:
    answer = mai.get(reverse("console:reports:forecasts"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_mai_reads_what_to_expect_and_how_far_to_trust_it(
    mai: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    keep(FINDINGS)
    with django_assert_max_num_queries(12):
        html = page(mai)
    assert "≈ 150" in html and "60% of 250 known" in html
    assert "Pareto/NBD is used: it foretold your own past best, and no simple rule was better." in html
    assert "It expected 46.0% of the customers to come back; 52.0% did" in html
    assert "the model points at the right one in 81.2%; the best simple rule, RFM, in 78.0%" in html
    assert "It expected 412 purchases; 400 came (3.1% off)" in html
    assert "1 (few customers)" in html
    book = mai.get(reverse("console:reports:forecasts_export"), {"format": "csv", "table": "order"})
    assert "The model,81.2" in book.content.decode()


def guessed(method: str, **hits: int) -> dict[str, Any]:
    judged = {name: {"asked": 200, "hits": right} for name, right in hits.items()}
    return {"until": "2026-08-23", "horizon_days": 90, "named": 3, "method": method, "judged": judged}


def test_how_often_the_next_product_was_guessed_right_is_said(mai: Client) -> None:
    keep(FINDINGS, next_product=guessed("factors", factors=75, together=60, popular=50))
    html = page(mai)
    assert "“Tastes learned from everybody” was right for 37.5%, naming what most take for 25.0%" in html
    assert "31.1%" in html and "44.4%" in html, "Wilson: 75 of 200"
    book = mai.get(reverse("console:reports:forecasts_export"), {"format": "csv", "table": "next-product"})
    assert "What goes with it,200,60,30," in book.content.decode()


def test_where_the_simplest_rule_guessed_best_it_is_used_and_said(mai: Client) -> None:
    keep(FINDINGS, next_product=guessed("popular", factors=45, together=48, popular=50))
    assert (
        "no method beat the simplest rule, “What most customers take”, right for 25.0%; it is used"
        in page(mai)
    )


def test_a_rule_that_did_better_is_named_and_so_is_who_says_who_left() -> None:
    beaten = FINDINGS | {
        "model": "bg_nbd", "leaving_model": "mbg_nbd", "counts_by": "rate", "ranking_by": "recency",
        "past": PAST | {"best_counts": "rate", "best_ranking": "recency"},
    }  # fmt: skip
    with translation.override("en"):
        words = which_is_used(beaten)
        short = which_is_used(FINDINGS | {"past": None})
    assert words.startswith("Of the models BG/NBD foretold your own past best. MBG/NBD says who has left")
    assert "“Purchase rate so far”: it was closer" in words and "“Last visit”: it told better" in words
    assert "too short" in short


def test_where_everybody_came_back_there_is_no_order_to_tell() -> None:
    sure = PAST | {"judged": {name: judged(1, None) for name in PAST["judged"]}}
    assert [section.key for section in sections(sure)] == ["calibration", "error"]


def test_too_little_data_says_what_is_missing(mai: Client) -> None:
    assert "Not worked out yet" in page(mai)
    assert mai.get(reverse("console:reports:forecasts_export")).status_code == 404
    keep(None, ["There are %(customers)s.", {"customers": 3}])
    html = page(mai)
    assert "Not yet" in html and "There are 3." in html


def test_a_cashier_has_no_business_here(client: Client, shop: World) -> None:
    client.force_login(shop.tu)
    assert client.get(reverse("console:reports:forecasts")).status_code == 403


def test_signals_stand_beside_the_forecast_with_what_differed(mai: Client) -> None:
    low = Followed("low", 60, 12, 0.6, 0.12, 0.32, -1.8)
    high, few = (
        Followed("high", 400, 250, 0.6, 0.58, 0.67, None),
        Followed("complaint", 8, 1, 0.5, 0.02, 0.47, None),
    )
    keep({**FINDINGS, "signals": as_json([few, low, high])})
    html = page(mai)
    assert "“Low score”: 20% came back within 90 days, where their purchases let expect 60%" in html
    assert "Complained (few customers)" in html and "proves no cause" in html
    book = mai.get(reverse("console:reports:forecasts_export"), {"format": "csv", "table": "signals"})
    assert b"Low score" in book.content and b"yes" in book.content


def test_signals_that_add_nothing_or_are_few_are_said_so(mai: Client) -> None:
    keep({**FINDINGS, "signals": as_json([Followed("high", 400, 250, 0.6, 0.58, 0.67, None)])})
    assert "What customers say adds nothing certain to their purchases" in page(mai)
    ForecastRun.objects.update(
        findings={**FINDINGS, "signals": as_json([Followed("low", 9, 1, 0.6, 0.0, 0.4, None)])}
    )
    assert "Too few customers scored, complained or kept silent" in page(mai)
    ForecastRun.objects.update(findings={**FINDINGS, "signals": []})
    assert "signals" not in page(mai)
