"""Rules asked as of a day that is over: today's answer when asked of today, and the answer of then when asked of then."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from quen.enrolment.models import Member
from quen.events.emit import emit
from quen.kernel.actor import SYSTEM
from quen.people.merge import merge
from quen.people.models import Customer
from quen.referrals.events import ReferralMade
from quen.segments.count import customers_in
from quen.segments.profile.refresh import refresh_all_profiles
from quen.segments.read_then import known_of
from quen.segments.rules import Group, How, Scope, conditions_of
from quen.segments.then import Then, expanded, held
from tests.insight.shop import at
from tests.segments.shop import TODAY, Shop, build_shop, know_everybody, rule
from tests.segments.test_conditions import ASKED, between, last

pytestmark = pytest.mark.django_db
SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
TONIGHT = datetime(2026, 11, 22, 16, 59, tzinfo=UTC)


@pytest.fixture
def shop() -> Shop:
    return build_shop()


def who_then(asked: Group, moment: datetime) -> list[str]:
    """The names a rule held at that moment; None of its conditions may be asked as of today."""
    roots = {pk: root or pk for pk, root in Customer.objects.values_list("pk", "root")}
    things = {thing for one in conditions_of(asked) for thing in one.things_then() or ()}
    known = known_of(roots, things, until=TONIGHT, zone=SAIGON)
    held_then = [each for each in sorted(known) if held(asked, Then(known[each], moment, SAIGON), {})]
    return [Customer.objects.get(pk=one).name.split()[-1] for one in held_then]


def of_things(shop: Shop) -> list[dict[str, Any]]:
    """Conditions about goods and places."""
    coffee, tea = f"product:{shop.coffee.pk}", f"product:{shop.tea.pk}"
    drinks, store = f"category:{shop.coffee.category_id}", f"store:{shop.world.store.pk}"
    return [
        {"condition": "bought", "of": coffee, "times": 4}, {"condition": "bought", "of": coffee, "times": 5},
        {"condition": "bought", "of": tea, "compare": "at_most", "times": 0},
        {"condition": "bought", "of": drinks, "times": 5}, {"condition": "bought", "of": store, "times": 5},
        {"condition": "bought", "of": "channel:Zalo", "when": last(3)},
        {"condition": "spent", "of": coffee, "amount_minor": 160_001},
        {"condition": "days_since", "of": coffee, "days": 3},
        {"condition": "average", "of": drinks, "amount_minor": 44_000, "when": last(30)},
        {"condition": "happened", "event": "referral.made"},
    ]  # fmt: skip


def test_asked_of_today_they_say_what_profiles_say(shop: Shop) -> None:
    emit(
        ReferralMade(
            at=at(date(2026, 11, 3)),
            by=SYSTEM,
            customer=shop.hoa.pk,
            subject=1,
            advocate=shop.lan.pk,
            friend=shop.hoa.pk,
            is_doubted=False,
        )
    )
    know_everybody()
    asked = [*(one for one, _names in ASKED), *of_things(shop)]
    kept = [
        each for each in map(rule, asked) if all(one.things_then() is not None for one in conditions_of(each))
    ]
    assert len(kept) >= 45
    groups = [Group(how, tuple(kept[n : n + 3])) for n, how in enumerate([*How] * 10)]
    for each in (*kept, *groups):
        people = customers_in(each, Scope(TODAY))
        assert who_then(each, TONIGHT) == [Customer.objects.get(pk=one).name.split()[-1] for one in people], (
            each
        )


ON_2_NOVEMBER: list[tuple[dict[str, Any], list[str]]] = [
    ({"condition": "bought", "compare": "exactly", "times": 3}, ["Lan"]),
    ({"condition": "bought", "compare": "exactly", "times": 0}, ["Hoa", "Minh"]),
    ({"condition": "bought", "times": 2, "when": last(33)}, ["Lan"]),
    ({"condition": "bought", "times": 2, "when": last(32)}, []),
    ({"condition": "bought", "times": 1, "when": between("2026-11-01", "2026-11-30")}, ["Lan"]),
    ({"condition": "spent", "amount_minor": 120_001}, ["Đạo"]),
    ({"condition": "average", "amount_minor": 40_001}, ["Đạo"]),
    ({"condition": "last_bought", "when": last(2)}, ["Lan"]),
    ({"condition": "first_bought", "when": between("2026-11-10", "2026-11-10")}, []),
    ({"condition": "days_since", "compare": "at_most", "days": 1}, ["Lan"]),
    ({"condition": "happened", "event": "returned"}, []),
    ({"condition": "member", "member": "yes"}, ["Lan"]),
    ({"condition": "member_since", "when": last(2)}, ["Lan"]),
    ({"condition": "birthday", "days": 29}, ["Đạo"]),
    ({"condition": "birthday", "days": 28}, []),
    ({"condition": "age", "bands": ["55_64"]}, ["Đạo"]),
]  # fmt: skip


def test_asked_of_a_day_past_they_say_what_was_so_then(shop: Shop) -> None:
    """Lan was a member then and has left since; Hoa became one later."""
    Member.objects.create(
        customer=shop.lan, enrolled_at=at(date(2026, 11, 1)), left_at=at(date(2026, 11, 5)), way="till",
        enrolled_by="system",
    )  # fmt: skip
    Member.objects.filter(customer=shop.hoa).update(enrolled_at=at(date(2026, 11, 9)))
    Customer.objects.filter(pk=shop.dao.pk).update(birth_date=date(1961, 12, 1))
    for asked, names in ON_2_NOVEMBER:
        assert who_then(rule(asked), at(date(2026, 11, 2))) == names, asked


def test_what_was_bought_a_minute_later_does_not_count_and_what_a_merged_record_bought_does(
    shop: Shop,
) -> None:
    moment = at(date(2026, 11, 1))
    twice = rule({"condition": "bought", "compare": "exactly", "times": 2})
    assert who_then(twice, moment - timedelta(minutes=1)) == ["Lan"]
    assert who_then(twice, moment) == []
    merge(customer=shop.dao.pk, into=shop.lan.pk, by=SYSTEM, at=TONIGHT)
    refresh_all_profiles()
    assert who_then(rule({"condition": "bought", "compare": "exactly", "times": 4}), moment) == ["Lan"]


def test_the_rule_of_another_segment_stands_in_its_place(shop: Shop) -> None:
    inner = rule({"condition": "bought", "times": 3})
    scope = Scope(TODAY, {"quen": inner}.get)
    whole = expanded(rule({"condition": "segment", "segment": "quen"}), scope)
    assert isinstance(whole, Group)
    assert who_then(whole, at(date(2026, 11, 2))) == ["Lan"]
    assert who_then(whole, at(date(2026, 10, 30))) == []


def test_what_nobody_kept_is_asked_as_of_today(shop: Shop) -> None:
    asked = rule({"condition": "tag", "tag": "VIP"}, {"condition": "bought", "times": 1})
    [tag, bought] = conditions_of(asked)
    assert (tag.things_then(), bought.things_then()) == (None, ("",))
    known = known_of({shop.hoa.pk: shop.hoa.pk}, [""], until=TONIGHT, zone=SAIGON)[shop.hoa.pk]
    for moment, is_so in ((TONIGHT, True), (at(date(2026, 11, 2)), False)):
        assert held(asked, Then(known, moment, SAIGON), {tag: {shop.hoa.pk}}) is is_so
        assert held(asked, Then(known, moment, SAIGON), {tag: set()}) is False
