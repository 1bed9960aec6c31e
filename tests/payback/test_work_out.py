"""A campaign of October with a known effect: what each month spent, what it brought, and where nothing can be said."""

from datetime import UTC, date, datetime, timedelta
from math import sqrt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from quen.campaigns.launch import launch
from quen.campaigns.models import Campaign
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.models import TemplateVersion
from quen.payback.models import Reckoning
from quen.payback.reads import Month, payback
from quen.payback.work_out import keep_fresh, work_out
from quen.points.earn import earn
from quen.purchases.models import Purchase
from quen.vouchers.issue import issue
from quen.vouchers.use import use
from tests.campaigns.crowd import approved, arms, people, plan, shop_with_channels, template
from tests.console.cast import signed_in
from tests.console.reports.books import settle
from tests.flows.loyal import running
from tests.journeys.test_proof import lived_through
from tests.messages.letters import sent
from tests.vouchers.kinds import CAKE, COFFEE, kind
from tests.world import World

pytestmark = pytest.mark.django_db
LAUNCHED = datetime(2026, 10, 22, 2, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 2, 2, tzinfo=UTC)
CUP = 100_000


@pytest.fixture
def shop() -> World:
    return shop_with_channels()


def campaign_of_october(shop: World) -> tuple[int, int]:
    """600 customers, four in ten held out; of those written to every second buys once in October, of those held out
    every fourth; in November all who were written to buy once and half of the others, within the thirty days."""
    customers = people(600)
    row = approved(plan(holdout_percent=40), at=LAUNCHED)
    launch(campaign=row.pk, at=LAUNCHED)
    found = arms(row)
    treated, held_out = sorted(found[1]), sorted(found[0])
    october, november = LAUNCHED + timedelta(days=3), LAUNCHED + timedelta(days=20)
    bought = [(each, october) for each in [*treated[::2], *held_out[::4]]]
    bought += [(each, november) for each in [*treated, *held_out[::2]]]
    bought += [(each.pk, LAUNCHED - timedelta(days=5)) for each in customers]
    bought += [(each, LAUNCHED + timedelta(days=31)) for each in treated]  # too late to count
    Purchase.objects.bulk_create(
        Purchase(store=shop.store, receipt=str(n), customer_id=who, amount_minor=CUP, bought_at=at)
        for n, (who, at) in enumerate(bought)
    )
    return len(treated), len(held_out)


def spend(shop: World) -> None:
    """In October two messages at 500 and a voucher of 10,000; in November 30 points at 200, and one taken as sent."""
    running(shop, point_value_minor=200)
    version = TemplateVersion.objects.get(template=template(Channel.SMS))
    for hours in (1, 2):
        sent(version, shop.lan.pk, LAUNCHED + timedelta(hours=hours), cost_minor=500)
    kind(LAUNCHED)
    code = issue(kind="giam", customer=shop.lan.pk, at=LAUNCHED, key="v", by=SYSTEM).code
    used = {"customer": shop.lan.pk, "store": shop.store.pk, "lines": [COFFEE, CAKE], "by": SYSTEM}
    use(code=code, at=LAUNCHED + timedelta(days=1), key="u", **used)  # type: ignore[arg-type]
    november = datetime(2026, 11, 23, 2, tzinfo=UTC)
    earn(customer=shop.lan.pk, points=30, at=november, version=1, key="p", by=SYSTEM)
    sent(version, shop.lan.pk, november, cost_minor=700)


def months() -> dict[date, Month]:
    found = payback()
    assert found is not None
    return {each.first_day: each for each in found.months}


def together() -> Month:
    found = payback()
    assert found is not None and found.together is not None
    return found.together


def welch(one: float, other: float, ones: int, others: int) -> tuple[float, float]:
    """Margin (30 % until the owner says so) of what all `ones` spent more, and how far it can be off: shares that buy
    a cup, by hand."""
    variance = sum(p * (1 - p) / (many - 1) for p, many in ((one, ones), (other, others)))
    return 0.3 * CUP * ones * (one - other), 0.3 * CUP * ones * sqrt(variance)


def test_each_month_has_what_was_spent_and_what_was_brought_in_it(shop: World) -> None:
    written_to, held_out = campaign_of_october(shop)
    spend(shop)
    work_out(at=DECEMBER)
    october, november = months()[date(2026, 10, 1)], months()[date(2026, 11, 1)]
    assert set(months()) == {date(2026, 10, 1), date(2026, 11, 1)}, "before, nothing was spent"
    assert (october.messages_minor, october.vouchers_minor, october.points_minor) == (1_000, 10_000, 0)
    assert (november.messages_minor, november.vouchers_minor, november.points_minor) == (700, 0, 6_000)
    bought = (-(-written_to // 2) / written_to, -(-held_out // 4) / held_out)
    whole, error = welch(*bought, written_to, held_out)
    assert october.brought_minor == pytest.approx(whole, abs=1)
    assert october.low_minor is not None and october.high_minor is not None
    assert (october.high_minor - october.low_minor) / 2 == pytest.approx(1.964 * error, rel=2e-3)
    assert november.brought_minor == pytest.approx(welch(1, -(-held_out // 2) / held_out,
                                                         written_to, held_out)[0], abs=1)  # fmt: skip
    assert (october.told, october.untold, october.written_to) == (1, 0, written_to)
    assert october.back(october.brought_minor) == (october.brought_minor or 0) - 11_000
    assert october.is_clear is True


def test_all_months_together_are_judged_by_what_each_customer_did_in_all_of_them(shop: World) -> None:
    written_to, _held_out = campaign_of_october(shop)
    spend(shop)
    work_out(at=DECEMBER)
    whole, parts = together(), months().values()
    assert whole.spent_minor == sum(each.spent_minor for each in parts) == 17_700
    assert whole.brought_minor == pytest.approx(sum(each.brought_minor or 0 for each in parts), abs=2)
    assert (whole.told, whole.written_to) == (1, written_to)


def test_the_month_that_runs_is_not_told(shop: World) -> None:
    campaign_of_october(shop)
    work_out(at=datetime(2026, 11, 29, 2, tzinfo=UTC))
    assert set(months()) == {date(2026, 10, 1)}


def test_too_few_say_nothing_but_what_they_cost_is_counted(shop: World) -> None:
    people(40)
    row = approved(plan(holdout_percent=40), at=LAUNCHED)
    launch(campaign=row.pk, at=LAUNCHED)
    spend(shop)
    work_out(at=DECEMBER)
    october = months()[date(2026, 10, 1)]
    assert (october.brought_minor, october.told, october.untold, october.spent_minor) == (None, 0, 1, 11_000)
    assert october.is_clear is None


def test_groups_that_have_not_the_sizes_they_were_meant_to_have_say_nothing(shop: World) -> None:
    campaign_of_october(shop)
    Campaign.objects.update(holdout_percent=10)
    work_out(at=DECEMBER)
    october = months()[date(2026, 10, 1)]
    assert (october.brought_minor, october.untold) == (None, 1)


def test_a_journey_counts_as_a_campaign_does(shop: World, now: datetime) -> None:
    lived_through(shop, now, treated_buy=2, held_out_buy=4)
    work_out(at=DECEMBER)
    october = months()[date(2026, 10, 1)]
    assert (october.told, october.untold) == (1, 0)
    assert october.brought_minor == pytest.approx(0.25 * october.written_to * 0.3 * CUP, rel=0.02)


def test_it_is_worked_out_once_a_day(shop: World) -> None:
    assert keep_fresh(at=DECEMBER)
    assert not keep_fresh(at=DECEMBER + timedelta(hours=1))
    assert keep_fresh(at=DECEMBER + timedelta(days=1))
    assert Reckoning.objects.count() == 1
    found = payback()
    assert found is not None and found.together is None


@pytest.fixture
def mai(shop: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(timezone, "now", lambda: DECEMBER)
    client = signed_in(shop.mai)
    client.cookies["django_language"] = "en"
    return client


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_mai_reads_whether_it_paid_in_reports_and_on_today(
    mai: Client, shop: World, django_assert_max_num_queries: Any
) -> None:
    campaign_of_october(shop)
    spend(shop)
    work_out(at=DECEMBER)
    with django_assert_max_num_queries(6):
        page = text_of(mai, "/reports/payback/")
    assert "It paid: after all costs, between" in page
    assert "17,700 ₫" in page and "10/2026" in page and "11/2026" in page
    settle(DECEMBER.date())
    assert 'hx-get="/care/payback/"' in text_of(mai, "/"), "asked once the page stands"
    today = text_of(mai, "/care/payback/")
    assert "Did keeping customers pay?" in today and "It paid: after all costs, between" in today
    file = mai.get("/reports/payback/export/?format=csv").content.decode("utf-8-sig").splitlines()
    assert file[1].startswith("2026-11,700,0,6000,6700,")
    assert mai.get("/reports/payback/export/?format=xlsx").status_code == 200
    assert "/reports/payback/" in text_of(mai, "/reports/")


def test_where_nothing_can_be_said_the_page_says_so(mai: Client, shop: World) -> None:
    assert "Not worked out yet" in text_of(mai, "/reports/payback/")
    assert text_of(mai, "/care/payback/") == ""
    work_out(at=DECEMBER)
    assert "Nothing spent yet" in text_of(mai, "/reports/payback/")
    assert mai.get("/reports/payback/export/").status_code == 404
    spend(shop)
    work_out(at=DECEMBER)
    page = text_of(mai, "/reports/payback/")
    assert (
        "Nothing can be said yet: no campaign and no journey with enough customers held out has run." in page
    )
    assert "17,700 ₫" in page
