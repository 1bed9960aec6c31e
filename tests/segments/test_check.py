"""`quen check segments` finds what is wrong with what segments are asked of and with who is in them."""

from datetime import date, timedelta

import pytest
from django.db.models import F

from quen.events.position import EVERYTHING
from quen.events.readers import catch_up
from quen.insight.summary.reader import summary_reader
from quen.kernel.actor import SYSTEM
from quen.people.models import SegmentMembership
from quen.segments.check import check_segments
from quen.segments.due import keep_in_step
from quen.segments.models import Profile, Tally
from quen.segments.reader import segment_reader
from quen.segments.save import make_segment
from tests.insight.shop import bring_back, buy, count_as
from tests.segments.shop import NOW, TODAY, Shop, build_shop, know_everybody, rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    shop = build_shop()
    know_everybody()
    make_segment(
        name="Cà phê",
        rule=rule({"condition": "bought", "of": f"product:{shop.coffee.pk}"}),
        by=SYSTEM,
        at=NOW,
    )
    _read()
    return shop


def _read() -> None:
    catch_up(summary_reader(lambda: TODAY), until=EVERYTHING)
    catch_up(segment_reader(lambda: TODAY, lambda: NOW), until=EVERYTHING)
    keep_in_step(today=TODAY, at=NOW)
    catch_up(segment_reader(lambda: TODAY, lambda: NOW), until=EVERYTHING)  # what was told of the segments


def _found() -> list[str]:
    return [str(finding) for finding in check_segments(today=TODAY, at=NOW)]


def test_where_all_agrees_nothing_is_said(shop: Shop) -> None:
    assert _found() == []


def test_purchases_returns_merges_and_their_undoing_leave_nothing_wrong(shop: Shop) -> None:
    store, coffee = shop.world.store, shop.coffee
    buy(shop.hoa, TODAY, 20_000, 30_000, store=store, products=(coffee, shop.tea), channel="Zalo")
    bring_back(shop.hoa, TODAY, 20_000, store=store)
    _read()
    assert _found() == []
    count_as(shop.hoa, shop.lan)
    buy(shop.hoa, TODAY, 10_000, store=store, products=(coffee,))
    _read()
    assert _found() == []
    assert Tally.objects.get(of=f"product:{coffee.pk}", customer=shop.lan.pk).times == 6
    assert not Tally.objects.filter(customer=shop.hoa.pk).exists()
    count_as(shop.hoa, None)
    _read()
    assert _found() == []
    tally = Tally.objects.get(of=f"product:{coffee.pk}", customer=shop.hoa.pk)
    assert (tally.times, tally.first_day, tally.last_day) == (2, tally.days[0], tally.days[-1])


def test_a_purchase_that_was_never_told_is_found_and_nothing_is_mended(shop: Shop) -> None:
    tally = Tally.objects.filter(of=f"product:{shop.coffee.pk}", customer=shop.lan.pk)
    tally.update(days=[1], spent=[1])
    says = f"1 rows which segments are asked of differ from the facts, e.g. of customer {shop.lan.pk}."
    assert _found() == [says]
    assert tally.get().days == [1]
    tally.delete()
    assert _found() == [
        says, "The segment ca-phe lacks 0 customers its rule holds and keeps 1 it does not."
    ]  # fmt: skip


def test_a_tally_of_what_nobody_bought_is_found(shop: Shop) -> None:
    Tally.objects.create(of="product:999999", customer=shop.binh.pk, days=[3], spent=[5])
    assert _found() == [
        f"1 rows which segments are asked of differ from the facts, e.g. of customer {shop.binh.pk}."
    ]


def test_a_wrong_profile_is_found(shop: Shop) -> None:
    Profile.objects.filter(customer=shop.lan.pk).update(revenue_minor=F("revenue_minor") + 1)
    assert _found() == [
        f"1 rows which segments are asked of differ from the facts, e.g. of customer {shop.lan.pk}."
    ]


def test_rows_of_nobody_are_found(shop: Shop) -> None:
    Profile.objects.create(customer=987_654)
    assert _found() == [
        "1 customers have rows for segments and do not stand for themselves, e.g. customer 987654."
    ]


def test_a_missing_member_of_a_segment_is_found(shop: Shop) -> None:
    SegmentMembership.objects.filter(segment="ca-phe", customer=shop.dao.pk).delete()
    assert _found() == ["The segment ca-phe lacks 1 customers its rule holds and keeps 0 it does not."]


def test_where_the_reader_is_behind_that_is_said(shop: Shop) -> None:
    buy(shop.dao, date(2026, 11, 21) + timedelta(days=1), 30_000, store=shop.world.store)
    [said] = _found()
    assert "wait for the reader “segments”" in said
