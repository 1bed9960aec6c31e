"""Two members who are one person: nothing is created, nothing lost, and all comes apart again."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings

from quen.programme import NEW_MEMBER, Line, MemberState, Programme, Purchase, evaluate
from quen.programme.state import Bought, Reached, Tally, TierState
from quen.programme.together import full_cards, onto, together
from tests.programme.programmes import histories, programmes
from tests.programme.story import after, bought, programme

MANY = settings(max_examples=30, deadline=None)
TODAY = date(2026, 11, 25)
TIERS = {
    "by": "spending",
    "window": {"kind": "rolling", "months": 12},
    "steps": [
        {"key": "basic", "name": "B", "at_least": 0},
        {"key": "silver", "name": "S", "at_least": 200_000},
        {"key": "gold", "name": "G", "at_least": 1_000_000},
    ],
}
PLAIN = programme(tiers=TIERS)


def lived(rules: Programme, purchases: list[Purchase], state: MemberState = NEW_MEMBER) -> MemberState:
    return after(rules, *purchases, state=state)[0]


def last_day(*histories: list[Purchase]) -> date:
    return max(purchase.at.date() for history in histories for purchase in history)


def test_two_remainders_give_their_point_once_with_the_next_purchase() -> None:
    first, second = lived(PLAIN, [bought(6_000)]), lived(PLAIN, [bought(7_000)])
    both = together(first, second, programme=PLAIN, day=TODAY)
    assert both.remainder_minor == 13_000
    next_one = evaluate(PLAIN, both, bought(1_000))
    assert (next_one.points, next_one.remainder_minor) == (1, 4_000)
    assert evaluate(PLAIN, next_one.after, bought(1_000)).points == 0


def test_the_higher_tier_counts_with_its_own_dates() -> None:
    silver = TierState("silver", date(2026, 3, 1), date(2027, 3, 1))
    basic = TierState("basic", date(2026, 8, 1), date(2027, 8, 1))
    first, second = NEW_MEMBER._replace(tier=silver), NEW_MEMBER._replace(tier=basic)
    assert together(first, second, programme=PLAIN, day=TODAY).tier == silver


def test_what_both_have_spent_may_reach_a_tier_neither_had() -> None:
    first, second = lived(PLAIN, [bought(120_000)]), lived(PLAIN, [bought(90_000)])
    both = together(first, second, programme=PLAIN, day=date(2026, 11, 22))
    assert first.tier and both.tier
    assert (first.tier.key, both.tier.key) == ("basic", "silver")


def test_what_was_long_ago_does_not_look_like_yesterday() -> None:
    trimmed = NEW_MEMBER._replace(
        tier=TierState("basic", date(2026, 5, 1), date(2027, 5, 1)),
        reached=(Reached(date(2026, 5, 1), 90, 900_000, 30), Reached(date(2026, 11, 1), 91, 910_000, 31)),
    )
    other = lived(PLAIN, [bought(10_000, datetime(2026, 1, 2, 9))])
    both = together(trimmed, other, programme=PLAIN, day=TODAY)
    assert both.tier and both.tier.key == "basic"
    assert both.reached[:2] == (
        Reached(date.min, 90, 900_000, 30), Reached(date(2026, 1, 2), 91, 910_000, 31)
    )  # fmt: skip


def test_a_day_on_which_both_came_is_one_visit() -> None:
    sunday, monday = datetime(2026, 11, 22, 9), datetime(2026, 11, 23, 9)
    first = lived(PLAIN, [bought(10_000, sunday)])
    second = lived(PLAIN, [bought(10_000, sunday), bought(10_000, monday)])
    both = together(first, second, programme=PLAIN, day=TODAY)
    assert (both.visits, both.last_day) == (2, monday.date())
    assert [reached.visits for reached in both.reached] == [1, 2]


def test_cards_full_together_bring_their_voucher_and_go_on_with_the_rest() -> None:
    rules = programme(
        vouchers=[{"key": "cup", "name": "Ly", "valid_days": 10}],
        punch_cards=[{"key": "card", "name": "Thẻ", "stamps": 4, "voucher": "cup"}],
    )
    first, second = NEW_MEMBER._replace(stamps={"card": 3}), NEW_MEMBER._replace(stamps={"card": 3})
    assert together(first, second, programme=rules, day=TODAY).stamps == {"card": 2}
    (voucher,) = full_cards(first, second, programme=rules, day=TODAY)
    assert (voucher.kind, voucher.source, voucher.valid_until) == ("cup", "card", TODAY + timedelta(days=10))
    assert full_cards(first, NEW_MEMBER, programme=rules, day=TODAY) == ()


def test_caps_have_no_more_room_than_one_person_has() -> None:
    first = NEW_MEMBER._replace(tallies={"r": Tally(date(2026, 11, 20), 3, 1, 9, 30, 4)})
    second = NEW_MEMBER._replace(tallies={"r": Tally(date(2026, 11, 21), 2, 1, 5, 20, 3)})
    both = together(first, second, programme=PLAIN, day=TODAY)
    assert both.tallies == {"r": Tally(date(2026, 11, 21), 2, 1, 14, 50, 7)}


def test_offers_stand_as_long_as_either_stood_and_refills_count_together() -> None:
    first = NEW_MEMBER._replace(
        open_offers={"ink": date(2026, 12, 1)}, bought={"tea": Bought(2, date(2026, 11, 1))}
    )
    second = NEW_MEMBER._replace(
        open_offers={"ink": date(2026, 12, 5)}, bought={"tea": Bought(3, date(2026, 11, 1))}
    )
    both = together(first, second, programme=PLAIN, day=TODAY)
    assert both.open_offers == {"ink": date(2026, 12, 5)}
    assert both.bought == {"tea": Bought(4, date(2026, 11, 1))}


@MANY
@given(programmes(), histories(), histories())
def test_the_order_does_not_matter(rules: Programme, one: list[Purchase], other: list[Purchase]) -> None:
    first, second, day = lived(rules, one), lived(rules, other), last_day(one, other)
    assert together(first, second, programme=rules, day=day) == together(
        second, first, programme=rules, day=day
    )
    assert full_cards(first, second, programme=rules, day=day) == full_cards(
        second, first, programme=rules, day=day
    )


@MANY
@given(programmes(), histories(), histories())
def test_nothing_is_created(rules: Programme, one: list[Purchase], other: list[Purchase]) -> None:
    first, second, day = lived(rules, one), lived(rules, other), last_day(one, other)
    both = together(first, second, programme=rules, day=day)
    brought = full_cards(first, second, programme=rules, day=day)
    assert both.remainder_minor == first.remainder_minor + second.remainder_minor
    for key in first.meters.keys() | second.meters.keys():
        assert both.meters[key] == first.meters.get(key, 0) + second.meters.get(key, 0)
    assert both.stamps.get("card", 0) + 4 * len(brought) == sum(
        state.stamps.get("card", 0) for state in (first, second)
    )
    assert max(first.visits, second.visits) <= both.visits <= first.visits + second.visits
    if both.reached:
        for measure in ("points", "spending_minor"):
            assert getattr(both.reached[-1], measure) == sum(
                getattr(state.reached[-1], measure) for state in (first, second) if state.reached
            )


@MANY
@given(programmes(), histories(), histories(), histories())
def test_parting_gives_both_back_what_they_had_and_what_came_since(
    rules: Programme, one: list[Purchase], other: list[Purchase], since: list[Purchase]
) -> None:
    first, second, day = lived(rules, one), lived(rules, other), last_day(one, other)
    both = together(first, second, programme=rules, day=day)
    assert onto(first, base=both, now=both, programme=rules, day=day) == first
    now = lived(rules, since, both)
    end = last_day(one, other, since)
    alone = onto(first, base=both, now=now, programme=rules, day=end)
    assert alone.remainder_minor + second.remainder_minor == now.remainder_minor
    for key in now.meters:
        assert alone.meters.get(key, 0) + second.meters.get(key, 0) == now.meters[key]
    for key, tally in now.tallies.items():
        held = second.tallies.get(key, Tally())
        assert alone.tallies.get(key, Tally()).life_points + held.life_points == tally.life_points
        assert alone.tallies.get(key, Tally()).life_times + held.life_times == tally.life_times
    assert alone.visits - first.visits == now.visits - both.visits
    if now.reached:
        assert alone.reached[-1].points + _points(second) == now.reached[-1].points
        assert [reached.day for reached in alone.reached] == sorted(
            {reached.day for reached in alone.reached}
        )


@MANY
@given(histories(), histories())
def test_two_counted_together_are_one_person_who_bought_it_all(
    one: list[Purchase], other: list[Purchase]
) -> None:
    first, second, day = lived(PLAIN, one), lived(PLAIN, other), last_day(one, other)
    both = together(first, second, programme=PLAIN, day=day)
    alone = lived(PLAIN, sorted([*one, *other], key=lambda purchase: purchase.at))
    assert (both.visits, both.last_day) == (alone.visits, alone.last_day)
    assert (both.remainder_minor - alone.remainder_minor) % 10_000 == 0
    for mine, hers in zip(both.reached, alone.reached, strict=True):
        assert (mine.day, mine.spending_minor, mine.visits) == (hers.day, hers.spending_minor, hers.visits)


@MANY
@given(programmes(splittable=True, vary_base=False))
def test_counting_together_pays_at_most_the_carried_step(rules: Programme) -> None:
    def buy(amount: int) -> list[Purchase]:
        return [Purchase(at=datetime(2025, 3, 3, 9), lines=(Line(amount_minor=amount),), has_time=True)]

    first, second = lived(rules, buy(19_999)), lived(rules, buy(19_999))
    both = together(first, second, programme=rules, day=date(2025, 3, 3))
    per = rules.base.per_amount_minor
    owing = both.remainder_minor // per
    nothing = Purchase(at=datetime(2025, 3, 3, 10), lines=(Line(amount_minor=0),), has_time=True)
    base = evaluate(rules, both, nothing).results[0]
    assert base.points <= rules.base.points * max(owing, 0)


def _points(state: MemberState) -> int:
    return state.reached[-1].points if state.reached else 0
