"""Every condition, asked of everybody and of each customer alone."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

from quen.kernel.actor import SYSTEM
from quen.messages.confirmed import CONFIRMED
from quen.messages.models import Message
from quen.messages.settings import change_sending
from quen.people.consent import in_force
from quen.people.models import Consent, ConsentChannel, Customer, Purpose
from quen.segments.conditions.identity import birthdays
from quen.segments.conditions.registry import CONDITIONS
from quen.segments.describe import describe
from quen.segments.due import keep_in_step
from quen.segments.names import Names
from quen.segments.rules import Scope, inputs_of
from quen.surveys.models import Response, Survey
from tests.insight.shop import count_as
from tests.segments.shop import NOW, TODAY, Shop, build_shop, know_everybody, rule, who

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


ASKED: list[tuple[dict[str, Any], list[str]]] = [
    ({"condition": "bought"}, ["Lan", "Đạo", "Hoa"]),
    ({"condition": "bought", "times": 5}, ["Lan"]),
    ({"condition": "bought", "times": 6}, []),
    ({"condition": "bought", "compare": "exactly", "times": 1}, ["Đạo", "Hoa"]),
    ({"condition": "bought", "compare": "exactly", "times": 0}, ["Minh"]),
    ({"condition": "bought", "compare": "at_most", "times": 1}, ["Đạo", "Hoa", "Minh"]),
    ({"condition": "bought", "times": 2, "when": last(3)}, ["Lan"]),
    ({"condition": "bought", "times": 1, "when": last(2)}, []),  # the 20th is the third day back
    ({"condition": "bought", "compare": "exactly", "times": 0, "when": last(30)}, ["Đạo", "Minh"]),
    (
        {
            "condition": "bought",
            "compare": "exactly",
            "times": 2,
            "when": between("2026-10-01", "2026-11-01"),
        },
        ["Lan"],
    ),
    ({"condition": "spent", "amount_minor": 220_000}, ["Lan", "Đạo"]),
    ({"condition": "spent", "amount_minor": 220_001}, ["Đạo"]),
    ({"condition": "spent", "compare": "at_most", "amount_minor": 45_000}, ["Hoa", "Minh"]),
    ({"condition": "spent", "amount_minor": 100_000, "when": last(3)}, ["Lan"]),
    ({"condition": "spent", "amount_minor": 80_000, "when": between("2026-10-01", "2026-11-01")}, ["Lan"]),
    ({"condition": "spent", "amount_minor": 80_001, "when": between("2026-10-01", "2026-11-01")}, []),
    ({"condition": "average", "amount_minor": 45_000}, ["Đạo", "Hoa"]),
    ({"condition": "average", "amount_minor": 44_000}, ["Lan", "Đạo", "Hoa"]),
    ({"condition": "average", "compare": "at_most", "amount_minor": 44_000}, ["Lan"]),
    ({"condition": "bought_there", "times": 2}, ["Lan"]),
    ({"condition": "bought_there", "times": 2, "amount_minor": 140_000, "when": last(30)}, ["Lan"]),
    ({"condition": "bought_there", "amount_minor": 220_001}, ["Đạo"]),
    ({"condition": "bought_there", "at": "channel:Quầy"}, ["Hoa"]),
    ({"condition": "first_bought", "when": between("2026-01-05", "2026-01-05")}, ["Lan"]),
    ({"condition": "last_bought", "when": last(13)}, ["Lan", "Hoa"]),
    ({"condition": "last_bought", "when": last(12)}, ["Lan"]),
    ({"condition": "days_since", "days": 12}, ["Đạo", "Hoa"]),
    ({"condition": "days_since", "days": 13}, ["Đạo"]),
    ({"condition": "days_since", "compare": "at_most", "days": 2}, ["Lan"]),
    ({"condition": "known_by", "identity": "phone"}, ["Lan"]),
    ({"condition": "known_by", "identity": "email"}, ["Hoa"]),
    ({"condition": "gender", "genders": ["female"]}, ["Hoa"]),
    ({"condition": "gender", "genders": ["female", "male"]}, ["Đạo", "Hoa"]),
    ({"condition": "age", "bands": ["25_34"]}, ["Hoa"]),
    ({"condition": "age", "bands": ["25_34", "65_plus"]}, ["Đạo", "Hoa"]),
    ({"condition": "birthday", "days": 9}, ["Đạo"]),
    ({"condition": "birthday", "days": 8}, []),
    ({"condition": "area", "area": "quan 7"}, ["Đạo"]),
    ({"condition": "tag", "tag": "VIP"}, ["Hoa"]),
    ({"condition": "kind", "kind": "company"}, ["Minh"]),
    ({"condition": "language", "language": "vi"}, ["Hoa"]),
    ({"condition": "source", "source": "Facebook"}, ["Đạo"]),
    ({"condition": "internal", "internal": "yes"}, ["Minh"]),
    ({"condition": "part", "parts": ["user"]}, ["Hoa"]),
    ({"condition": "stage", "stages": ["lapsed", "potential"]}, ["Đạo", "Minh"]),
    ({"condition": "value", "bands": ["top"]}, ["Đạo"]),
    ({"condition": "first_big", "big": "yes"}, ["Đạo"]),
    ({"condition": "member", "member": "yes"}, ["Hoa"]),
    ({"condition": "member", "member": "no"}, ["Lan", "Đạo", "Minh"]),
    ({"condition": "member_since", "when": between("2026-06-01", "2026-06-30")}, ["Hoa"]),
    ({"condition": "member_since", "when": last(30)}, []),
    ({"condition": "tier", "tiers": ["gold"]}, ["Hoa"]),
    ({"condition": "points", "points": 120}, ["Hoa"]),
    ({"condition": "points", "compare": "at_most", "points": 119}, ["Lan", "Đạo", "Minh"]),
    ({"condition": "points_expire", "points": 20, "days": 9}, ["Hoa"]),
    ({"condition": "points_expire", "points": 21, "days": 9}, []),
    ({"condition": "points_expire", "points": 20, "days": 8}, []),
    ({"condition": "voucher", "kind": "any"}, ["Hoa"]),
    ({"condition": "voucher", "kind": "sinh-nhat"}, ["Hoa"]),
    ({"condition": "voucher", "kind": "khac"}, []),
    ({"condition": "consent", "purpose": "marketing", "channel": "sms"}, ["Hoa"]),
    ({"condition": "consent", "purpose": "marketing", "channel": "all"}, ["Hoa"]),
    ({"condition": "consent", "purpose": "marketing", "channel": "email"}, []),
    ({"condition": "active", "percent": 50}, ["Hoa"]),
    ({"condition": "active", "compare": "at_most", "percent": 50}, ["Đạo"]),
    ({"condition": "overdue", "percent": 90}, ["Đạo"]),
    ({"condition": "next_visit", "days": 7}, ["Hoa"]),
    ({"condition": "next_visit", "days": 5}, []),
    ({"condition": "expected_purchases", "times": 2, "horizon": "90"}, ["Hoa"]),
    ({"condition": "expected_purchases", "times": 2, "horizon": "30"}, []),
    ({"condition": "expected_spending", "amount_minor": 90_000, "horizon": "90"}, ["Hoa"]),
    ({"condition": "lifetime_value", "amount_minor": 500_000}, ["Hoa"]),
    ({"condition": "may_like"}, ["Đạo", "Hoa"]),
    ({"condition": "runs_out", "days": 2}, ["Hoa"]),
    ({"condition": "runs_out", "days": 1}, []),
    ({"condition": "written"}, ["Đạo", "Hoa"]),
    ({"condition": "written", "purpose": "marketing"}, ["Đạo"]),
    ({"condition": "written", "when": last(6)}, ["Đạo"]),
    ({"condition": "written", "when": last(5)}, []),
    ({"condition": "written", "when": between("2026-11-10", "2026-11-10")}, ["Hoa"]),
    ({"condition": "written", "did": "no", "fate": "arrived"}, ["Lan", "Đạo", "Minh"]),
    ({"condition": "written", "fate": "bounced"}, ["Đạo"]),
    ({"condition": "written", "fate": "refused", "when": last(3)}, ["Hoa"]),
    ({"condition": "written", "fate": "refused", "when": last(2)}, []),
    ({"condition": "written", "times": 2}, []),
    ({"condition": "written", "did": "no", "times": 2}, ["Lan", "Đạo", "Hoa", "Minh"]),
    ({"condition": "written", "did": "no", "times": 2, "when": last(6)}, ["Lan", "Đạo", "Hoa", "Minh"]),
    ({"condition": "unsubscribed"}, ["Hoa"]),
    ({"condition": "unsubscribed", "reason": "too_many", "when": last(2)}, ["Hoa"]),
    ({"condition": "unsubscribed", "reason": "moved_on"}, []),
    ({"condition": "unsubscribed", "did": "no", "when": last(1)}, ["Lan", "Đạo", "Hoa", "Minh"]),
    ({"condition": "open_task"}, ["Đạo"]),
    ({"condition": "open_task", "kind": "care"}, []),
    ({"condition": "open_task", "has": "no"}, ["Lan", "Hoa", "Minh"]),
    ({"condition": "latest_nps", "bands": ["low"]}, ["Đạo"]),
    ({"condition": "latest_nps", "bands": ["high", "middle"]}, []),
    ({"condition": "answered"}, ["Đạo", "Hoa"]),
    ({"condition": "answered", "survey": "nps", "score": "high"}, ["Đạo"]),
    ({"condition": "answered", "survey": "nps", "score": "high", "when": last(8)}, []),
    ({"condition": "answered", "score": "low", "when": last(6)}, ["Hoa"]),
    ({"condition": "answered", "did": "no", "survey": "stars"}, ["Lan", "Đạo", "Minh"]),
    ({"condition": "left_unanswered"}, ["Đạo"]),
    ({"condition": "left_unanswered", "when": last(2)}, []),
    ({"condition": "open_ticket"}, ["Đạo"]),
    ({"condition": "open_ticket", "kind": "complaint"}, []),
    ({"condition": "open_ticket", "has": "no", "kind": "request"}, ["Lan", "Hoa", "Minh"]),
    ({"condition": "ticket"}, ["Đạo", "Hoa"]),
    ({"condition": "ticket", "kind": "complaint", "when": last(6)}, ["Hoa"]),
    ({"condition": "ticket", "kind": "complaint", "when": last(5)}, []),
    ({"condition": "ticket", "fate": "solved"}, ["Hoa"]),
    ({"condition": "ticket", "fate": "solved", "when": between("2026-11-17", "2026-11-17")}, []),
    ({"condition": "ticket", "fate": "rated_low", "when": between("2026-11-19", "2026-11-19")}, ["Hoa"]),
    ({"condition": "ticket", "did": "no", "fate": "rated_low"}, ["Lan", "Đạo", "Minh"]),
    ({"condition": "happened", "event": "returned", "when": last(30)}, ["Hoa"]),
    ({"condition": "happened", "did": "no", "event": "returned"}, ["Lan", "Đạo", "Minh"]),
    ({"condition": "happened", "event": "returned", "times": 2}, []),
    ({"condition": "happened", "did": "no", "event": "returned", "times": 2}, ["Lan", "Đạo", "Hoa", "Minh"]),
]


@pytest.mark.parametrize(("asked", "names"), ASKED, ids=[str(asked) for asked, _names in ASKED])
def test_a_condition_holds_exactly_these(shop: Shop, asked: dict[str, Any], names: list[str]) -> None:
    assert who(rule(asked)) == names


def test_goods_and_places_are_counted_by_themselves(shop: Shop) -> None:
    coffee, tea = f"product:{shop.coffee.pk}", f"product:{shop.tea.pk}"
    drinks, store = f"category:{shop.coffee.category_id}", f"store:{shop.world.store.pk}"
    assert who(rule({"condition": "bought", "of": coffee, "times": 4})) == ["Lan"]
    assert (
        who(rule({"condition": "bought", "of": coffee, "times": 5})) == []
    )  # two lines of one receipt are one purchase
    assert who(rule({"condition": "bought", "of": tea})) == ["Lan", "Hoa"]
    assert who(rule({"condition": "bought", "of": tea, "compare": "at_most", "times": 0})) == ["Đạo", "Minh"]
    assert who(rule({"condition": "bought", "of": drinks, "times": 5})) == ["Lan"]
    assert who(rule({"condition": "bought", "of": store, "times": 5})) == ["Lan"]
    assert who(rule({"condition": "bought", "of": "channel:Zalo", "when": last(3)})) == ["Lan"]
    assert who(rule({"condition": "spent", "of": coffee, "amount_minor": 160_000})) == ["Lan", "Đạo"]
    assert who(rule({"condition": "spent", "of": coffee, "amount_minor": 160_001})) == ["Đạo"]
    assert who(rule({"condition": "days_since", "of": coffee, "days": 3})) == ["Đạo"]
    assert who(rule({"condition": "average", "of": drinks, "amount_minor": 44_000, "when": last(30)})) == [
        "Lan",
        "Hoa",
    ]


def test_what_she_may_like_and_runs_out_of_is_asked_by_product_and_category(shop: Shop) -> None:
    coffee, tea, drinks = (
        f"product:{shop.coffee.pk}",
        f"product:{shop.tea.pk}",
        f"category:{shop.tea.category_id}",
    )
    assert who(rule({"condition": "may_like", "of": tea})) == ["Đạo"]
    assert who(rule({"condition": "may_like", "of": coffee})) == ["Hoa"]
    assert who(rule({"condition": "may_like", "of": drinks})) == ["Đạo", "Hoa"]
    assert who(rule({"condition": "runs_out", "of": tea})) == ["Hoa"]
    assert who(rule({"condition": "runs_out", "of": drinks})) == ["Hoa"]
    assert who(rule({"condition": "runs_out", "of": coffee})) == []


def test_messages_and_tasks_follow_a_merge(shop: Shop) -> None:
    count_as(shop.dao, shop.lan)
    know_everybody()
    assert who(rule({"condition": "written", "fate": "bounced"})) == ["Lan"]
    assert who(rule({"condition": "open_task"})) == ["Lan"]


def test_messages_and_happenings_are_counted_of_all_who_are_one_person(shop: Shop) -> None:
    twice, thrice = ({"condition": "written", "times": times} for times in (2, 3))
    first = Message.objects.get(customer=shop.dao)
    first.pk, first.key, first.purpose = None, "again", "transactional"
    first.save()
    assert (who(rule(twice)), who(rule(thrice))) == (["Đạo"], [])
    assert who(rule({**twice, "purpose": "marketing"})) == []
    count_as(shop.dao, shop.hoa)
    know_everybody()
    assert (who(rule(twice)), who(rule(thrice))) == (["Hoa"], ["Hoa"])
    assert who(rule({**thrice, "when": last(6)})) == []
    assert who(rule({"condition": "unsubscribed"})) == ["Hoa"]


def test_how_often_is_said_where_it_is_more_than_once(shop: Shop) -> None:
    asked = {"condition": "written", "times": 3, "when": last(30)}
    assert describe(rule(asked), Names()) == "Mọi khách đã được gửi tin ít nhất 3 lần trong 30 ngày qua."
    no = {"condition": "unsubscribed", "reason": "too_many"}
    assert describe(rule(no), Names()) == "Mọi khách đã từ chối nhận tin (“Nhận quá nhiều tin”)."


def test_the_latest_answer_is_the_latest_of_all_who_are_one_person(shop: Shop) -> None:
    promoter, detractor = ({"condition": "latest_nps", "bands": [band]} for band in ("high", "low"))
    nps = Survey.objects.get(kind="nps")
    later = Response.objects.create(
        survey=nps, version=nps.versions.get(), key="later", customer=shop.lan, way="link", score=9, band="high",
        answered_at=NOW,
    )  # fmt: skip
    assert (who(rule(promoter)), who(rule(detractor))) == (["Lan"], ["Đạo"])
    count_as(shop.dao, shop.lan)
    know_everybody()
    assert (who(rule(promoter)), who(rule(detractor))) == (["Lan"], [])
    Response.objects.filter(pk=later.pk).update(answered_at=NOW - timedelta(days=10))
    assert (who(rule(promoter)), who(rule(detractor))) == ([], ["Lan"])
    assert who(rule({"condition": "open_ticket"})) == ["Lan"]
    assert who(rule({"condition": "left_unanswered"})) == ["Lan"]


def test_groups_mean_all_any_and_none(shop: Shop) -> None:
    female, bought = {"condition": "gender", "genders": ["female"]}, {"condition": "bought", "times": 5}
    assert who(rule(female, bought)) == []
    assert who(rule(female, bought, how="any")) == ["Lan", "Hoa"]
    assert who(rule(female, bought, how="none")) == ["Đạo", "Minh"]
    assert who(rule({"none": [female]}, {"any": [bought, {"condition": "internal", "internal": "yes"}]})) == [
        "Lan",
        "Minh",
    ]


def test_what_a_rule_leaves_out_its_opposite_holds(shop: Shop) -> None:
    everyone = Customer.objects.count()
    for asked, names in ASKED:
        assert len(who(rule(asked, how="none"))) == everyone - len(names), asked


Drawn = tuple[dict[str, Any], frozenset[str]]
EVERYBODY = frozenset({"Lan", "Đạo", "Hoa", "Minh"})


def _drawn(chance: random.Random, known: list[Drawn], deep: int = 3) -> Drawn:
    """A rule at random over known conditions, and the names it must hold."""
    if deep == 0 or chance.random() < 0.3:
        return chance.choice(known)
    how = chance.choice(["all", "any", "none"])
    parts = [_drawn(chance, known, deep - 1) for _ in range(chance.randint(1, 4))]
    held = [names for _asked, names in parts]
    together = frozenset.intersection(*held) if how == "all" else frozenset.union(*held)
    return {how: [asked for asked, _names in parts]}, EVERYBODY - together if how == "none" else together


def test_nested_groups_hold_whom_their_parts_say(shop: Shop) -> None:
    """Groups become joins and unions (segments/sql.py): many trees against the names their conditions hold."""
    goods = {"condition": "bought", "of": f"product:{shop.coffee.pk}"}
    of_goods: list[Drawn] = [
        (goods, frozenset({"Lan", "Đạo"})),
        (goods | {"when": last(30)}, frozenset({"Lan"})),
        (goods | {"compare": "at_most", "times": 0}, frozenset({"Hoa", "Minh"})),
        (goods | {"compare": "exactly", "times": 0, "when": last(30)}, frozenset({"Đạo", "Hoa", "Minh"})),
    ]
    known = [(asked, frozenset(names)) for asked, names in ASKED] + 10 * of_goods
    chance = random.Random(4)
    for _ in range(150):
        asked, names = _drawn(chance, known)
        assert frozenset(who(rule(asked))) == names, asked


def test_merged_customers_are_asked_as_one(shop: Shop) -> None:
    count_as(shop.hoa, shop.lan)
    know_everybody()
    assert who(rule({"condition": "bought", "times": 6})) == ["Lan"]
    assert who(rule({"condition": "tag", "tag": "VIP"})) == ["Lan"]
    assert who(rule({"condition": "consent", "purpose": "marketing", "channel": "sms"})) == ["Lan"]
    count_as(shop.hoa, None)
    know_everybody()
    assert who(rule({"condition": "bought", "of": f"product:{shop.tea.pk}"})) == ["Lan", "Hoa"]
    assert who(rule({"condition": "bought", "of": f"product:{shop.tea.pk}", "times": 2})) == []


def test_consent_is_judged_by_the_rules_of_consent(shop: Shop) -> None:
    words = [
        ("all", True, 1), ("sms", False, 2), ("all", True, 3), ("email", False, 1), ("email", True, 4), ("zalo", True, 1),
        ("all", False, 2), ("call", True, 5), ("call", False, 5),
    ]  # fmt: skip
    for customer, some in ((shop.lan, words[:3]), (shop.dao, words[3:5]), (shop.binh, words[5:])):
        for channel, is_given, day in some:
            Consent.objects.create(
                customer=customer, purpose="marketing", channel=channel, is_given=is_given,
                given_at=NOW.replace(day=day), proof="quầy", recorded_by="system",
            )  # fmt: skip
    know_everybody()
    for channel in ConsentChannel:
        if channel is ConsentChannel.ALL:
            continue
        agreeing = [
            one.name.split()[-1]
            for one in Customer.objects.order_by("pk")
            if in_force(customer=one.pk, purpose=Purpose.MARKETING, channel=channel)
        ]
        assert (
            who(rule({"condition": "consent", "purpose": "marketing", "channel": channel.value})) == agreeing
        )


def test_where_the_shop_asks_twice_an_unconfirmed_yes_to_mail_is_none(shop: Shop) -> None:
    said = (
        (shop.lan, "email", "quầy"),
        (shop.dao, "all", "quầy"),
        (shop.binh, "email", f"{CONFIRMED}binh@example.com"),
    )
    for customer, channel, proof in said:
        Consent.objects.create(
            customer=customer, purpose="marketing", channel=channel, is_given=True, given_at=NOW, proof=proof,
            recorded_by="system",
        )  # fmt: skip
    know_everybody()

    def agreeing(channel: str) -> set[str]:
        return set(who(rule({"condition": "consent", "purpose": "marketing", "channel": channel})))

    keep_in_step(today=NOW.date(), at=NOW)
    once = agreeing("email")
    assert len(once) == 3
    change_sending(asks_twice=True, by=SYSTEM)
    keep_in_step(today=NOW.date(), at=NOW)
    confirmed = {shop.binh.name.split()[-1]}
    assert agreeing("email") == confirmed < once
    assert agreeing("zalo") == {shop.dao.name.split()[-1]}, "only e-mail is asked twice"
    change_sending(asks_twice=False, by=SYSTEM)
    keep_in_step(today=NOW.date(), at=NOW)
    assert agreeing("email") == once


def test_the_29th_of_february_is_kept_on_1_march_in_a_common_year() -> None:
    assert birthdays(date(2027, 3, 1), 0) == [229, 301]
    assert birthdays(date(2028, 3, 1), 0) == [301]
    assert birthdays(date(2028, 2, 29), 0) == [229]


def test_every_condition_says_what_it_needs() -> None:
    assert len({condition.key for condition in CONDITIONS}) == len(CONDITIONS)
    for condition in CONDITIONS:
        assert inputs_of(condition), condition
        assert condition.__doc__, condition


def test_only_rolling_conditions_move_with_time() -> None:
    scope = Scope(TODAY)
    moving = {
        str(asked["condition"])
        for asked, _names in ASKED
        if any(part.next_change(scope) for part in rule(asked).parts)  # type: ignore[union-attr]
    }
    assert moving == {
        "bought", "bought_there", "spent", "last_bought", "days_since", "age", "birthday", "member_since", "points_expire", "happened",
        "active", "overdue", "next_visit", "may_like", "runs_out", "written", "unsubscribed", "answered", "left_unanswered", "ticket", "expected_purchases", "expected_spending", "lifetime_value",
    }  # fmt: skip
