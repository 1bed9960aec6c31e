"""Conditions on purchases that look into windows and at places, against a slow count."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quen.people.models import Customer
from quen.purchases.models import Purchase
from quen.segments.models import ChannelNumber, Tally
from quen.segments.profile.refresh import refresh_all_profiles
from tests.insight.shop import count_as
from tests.segments.shop import TODAY, Shop, build_shop, know_everybody, rule, who

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    shop = build_shop()
    know_everybody()
    return shop


def last(days: int) -> dict[str, Any]:
    return {"span": "last", "days": days}


def between(first: str, last: str) -> dict[str, Any]:
    return {"span": "between", "first": first, "last": last}


def test_goods_at_a_place_are_asked_in_one_question(shop: Shop) -> None:
    coffee, drinks = f"product:{shop.coffee.pk}", f"category:{shop.coffee.category_id}"
    store = f"store:{shop.world.store.pk}"

    def bought(**told: Any) -> list[str]:
        return who(rule({"condition": "bought_there", **told}))

    assert bought() == ["Lan", "Đạo", "Hoa"]
    assert bought(of=coffee, at="channel:Zalo", times=4) == ["Lan"]
    assert bought(of=coffee, at="channel:Zalo", times=5) == [], "two lines of one receipt are one purchase"
    assert bought(of=coffee, at=store) == ["Lan", "Đạo"]
    assert bought(of=coffee, at=store, amount_minor=160_000) == ["Lan", "Đạo"]
    assert bought(of=coffee, at=store, amount_minor=160_001) == ["Đạo"], "her tea counts for the tea"
    assert bought(of=coffee, at=store, times=2, when=last(30)) == ["Lan"]
    assert bought(of=coffee, at=store, times=3, when=last(30)) == []
    assert bought(of=drinks, at=store, times=1, when=between("2026-11-01", "2026-11-10")) == ["Lan", "Hoa"]
    assert bought(of=drinks, at="channel:Quầy") == ["Hoa"]
    assert bought(of=coffee, at="channel:Quầy") == [], "she bought the tea there"
    assert bought(of=coffee, times=2, amount_minor=100_000) == ["Lan"]
    assert bought(at="channel:Zalo", times=4, amount_minor=160_000) == ["Lan"]
    assert bought(times=5, amount_minor=220_000, when=last(400)) == ["Lan"]
    assert who(rule({"condition": "bought_there", "of": coffee, "at": "channel:Zalo"}, how="none")) == [
        "Đạo", "Hoa", "Minh",
    ]  # fmt: skip


def test_goods_at_a_place_are_counted_through_merges(shop: Shop) -> None:
    tea, store = f"product:{shop.tea.pk}", f"store:{shop.world.store.pk}"
    twice = {"condition": "bought_there", "of": tea, "at": store, "times": 2, "amount_minor": 105_000}
    assert who(rule(twice)) == []
    count_as(shop.hoa, shop.lan)
    know_everybody()
    assert who(rule(twice)) == ["Lan"]
    assert who(rule(twice | {"amount_minor": 105_001})) == []


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_goods_at_a_place_are_those_a_slow_count_finds(shop: Shop, data: st.DataObject) -> None:
    goods = [shop.coffee, shop.tea]
    of, at = data.draw(st.sampled_from(goods)), data.draw(st.sampled_from(["Zalo", "Quầy"]))
    times, amount = data.draw(st.integers(1, 5)), data.draw(st.sampled_from([0, 40_000, 45_000, 160_000]))
    days = data.draw(st.sampled_from([None, 3, 30, 400]))
    when = {"span": "ever"} if days is None else last(days)
    asked = {
        "of": f"product:{of.pk}",
        "at": f"channel:{at}",
        "times": times,
        "amount_minor": amount,
        "when": when,
    }
    since = date(1970, 1, 1) if days is None else TODAY - timedelta(days=days - 1)
    found = []
    for customer in Customer.objects.order_by("pk"):
        sums = [
            sum(line.amount_minor for line in purchase.lines.all() if line.product_id == of.pk)
            for purchase in Purchase.objects.filter(
                customer=customer, channel=at, lines__product=of
            ).distinct()
            if timezone.localtime(purchase.bought_at).date() >= since
        ]
        if len(sums) >= times and sum(sums) >= amount:
            found.append(customer.name.split()[-1])
    assert who(rule({"condition": "bought_there", **asked})) == found


WINDOWS = [{"span": "ever"}, last(1), last(3), last(30), last(400), between("2026-10-01", "2026-11-10"),
           between("2026-11-20", "2026-11-20")]  # fmt: skip


def within(window: dict[str, Any], purchase: Purchase) -> bool:
    day = timezone.localtime(purchase.bought_at).date()
    if window["span"] == "last":
        return bool(day > TODAY - timedelta(days=window["days"]))
    return bool(window["span"] == "ever" or window["first"] <= day.isoformat() <= window["last"])


@given(data=st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sums_and_averages_of_a_window_are_those_a_slow_count_finds(shop: Shop, data: st.DataObject) -> None:
    coffee = data.draw(st.sampled_from([None, shop.coffee]))
    condition, compare = (
        data.draw(st.sampled_from(["spent", "average"])),
        data.draw(st.sampled_from(["at_least", "at_most"])),
    )
    amount, window = (
        data.draw(st.sampled_from([0, 1, 40_000, 45_000, 55_000, 160_000, 225_000])),
        data.draw(st.sampled_from(WINDOWS)),
    )
    found = []
    for customer in Customer.objects.filter(root=None).order_by("pk"):
        sums = [
            sum(line.amount_minor for line in purchase.lines.all() if line.product_id == coffee.pk)
            if coffee
            else purchase.amount_minor
            for purchase in Purchase.objects.filter(customer=customer)
            if within(window, purchase) and (coffee is None or purchase.lines.filter(product=coffee).exists())
        ]
        asked = amount if condition == "spent" else amount * len(sums)
        if condition == "average" and not sums:
            continue
        if sum(sums) >= asked if compare == "at_least" else sum(sums) <= asked:
            found.append(customer.name.split()[-1])
    of = {"of": f"product:{coffee.pk}"} if coffee else {}
    told = {"condition": condition, "compare": compare, "amount_minor": amount, "when": window, **of}
    assert who(rule(told)) == found


def test_a_receipt_of_the_tally_says_its_store_and_its_channel(shop: Shop) -> None:
    numbers = {channel.name: channel.pk for channel in ChannelNumber.objects.all()}
    assert set(numbers) == {"Zalo", "Quầy"}
    tally = Tally.objects.get(of=f"product:{shop.tea.pk}", customer=shop.hoa.pk)
    assert tally.places == [[shop.world.store.pk, -numbers["Quầy"]]] * tally.times
    assert Tally.objects.get(of="channel:Zalo", customer=shop.lan.pk).places is None, (
        "the tally itself says it"
    )


def test_a_channel_keeps_its_number(shop: Shop) -> None:
    before = list(ChannelNumber.objects.order_by("pk").values_list("pk", "name"))
    Purchase.objects.filter(customer=shop.dao).update(channel="Grab")
    refresh_all_profiles()
    assert list(ChannelNumber.objects.order_by("pk").values_list("pk", "name"))[: len(before)] == before
    asked = {"condition": "bought_there", "of": f"product:{shop.coffee.pk}", "at": "channel:Grab"}
    assert who(rule(asked)) == ["Đạo"]
    assert who(rule(asked | {"at": "channel:Tiki"})) == [], "nobody ever sold there"
