"""The back-test counts what `evaluate` gives, purchase by purchase."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from quen.programme import NEW_MEMBER, Line, Outcome, Programme, Purchase, apply, evaluate
from quen.programme.outcome import PriceOffer
from quen.programme.replay import Replay, Sale, has_budget, needs_lines
from quen.programme.totals import Totals
from tests.programme.programmes import START, histories, programmes
from tests.programme.story import programme

JANUARY = date(2026, 1, 1)


def _sale(number: int, member: int, day: date, amount_minor: int, **facts: object) -> Sale:
    return Sale(number, member, day, 600, amount_minor)._replace(**facts)  # type: ignore[arg-type]


def _replayed(shop: Programme, *sales: Sale, members: int = 1, as_of: date = date(2027, 1, 1)) -> Totals:
    return Replay(shop, members=members).run(sales, as_of=as_of)


def test_points_earned_are_expired_or_outstanding() -> None:
    shop = programme(expiry={"after": "earning", "months": 12})
    totals = _replayed(
        shop, _sale(0, 0, JANUARY, 30_000), _sale(1, 0, date(2026, 6, 1), 25_000), as_of=date(2027, 1, 1)
    )
    assert (totals.points_earned, totals.points_expired, totals.points_outstanding) == (5, 3, 2)
    assert totals.worth_by_member == [1_000]


def test_each_member_is_welcomed_once_with_her_first_purchase() -> None:
    shop = programme(welcome={"points": 20}, expiry={"after": "earning", "months": 1})
    sales = [
        _sale(0, 0, JANUARY, 30_000),
        _sale(1, 1, JANUARY, 10_000),
        _sale(2, 0, date(2026, 3, 1), 10_000),
    ]
    totals = _replayed(shop, *sales, members=3, as_of=date(2026, 3, 2))
    assert totals.points_by_rule == {"*welcome": 40, "*base": 5}
    assert (totals.points_earned, totals.points_expired, totals.points_outstanding) == (45, 44, 1)
    assert totals.worth_by_member[2] == 0


def test_a_welcome_can_be_spent_on_the_first_receipt_however_long_points_wait() -> None:
    shop = programme(welcome={"points": 20}, pending_days=7, back_test={"redemption": {"from_points": 10}})
    assert _replayed(shop, _sale(0, 0, JANUARY, 100_000)).points_redeemed == 20


def test_points_expire_on_their_day_and_not_before() -> None:
    shop = programme(expiry={"after": "earning", "months": 1})
    assert _replayed(shop, _sale(0, 0, JANUARY, 30_000), as_of=date(2026, 1, 31)).points_expired == 0
    assert _replayed(shop, _sale(0, 0, JANUARY, 30_000), as_of=date(2026, 2, 1)).points_expired == 3


def test_a_visit_in_time_keeps_all_points_where_they_expire_by_inactivity() -> None:
    shop = programme(expiry={"after": "inactivity", "months": 3})
    visits = [
        _sale(0, 0, JANUARY, 30_000),
        _sale(1, 0, date(2026, 3, 31), 10_000),
        _sale(2, 0, date(2026, 7, 1), 10_000),
    ]
    totals = _replayed(shop, *visits, as_of=date(2026, 7, 2))
    assert (totals.points_expired, totals.points_outstanding) == (4, 1)


def test_nothing_is_spent_unless_the_back_test_says_how() -> None:
    visits = [_sale(number, 0, JANUARY + timedelta(days=number), 100_000) for number in range(3)]
    assert _replayed(programme(), *visits).points_redeemed == 0
    spending = programme(back_test={"redemption": {"from_points": 15}})
    totals = _replayed(spending, *visits)
    # 20 points pay 4,000 ₫ of the third receipt, and what is paid with points earns none.
    assert (totals.points_earned, totals.points_redeemed, totals.points_outstanding) == (29, 20, 9)


def test_pending_points_cannot_be_spent() -> None:
    shop = programme(pending_days=7, back_test={"redemption": {"from_points": 10}})
    visits = [_sale(number, 0, JANUARY + timedelta(days=5 * number), 100_000) for number in range(3)]
    assert _replayed(shop, *visits).points_redeemed == 10


def test_only_some_members_spend_and_always_the_same() -> None:
    shop = programme(back_test={"redemption": {"from_points": 1, "members_percent": 50}})
    visits = [
        _sale(2 * member + turn, member, JANUARY + timedelta(days=turn), 10_000)
        for member in range(400)
        for turn in (0, 1)
    ]
    totals = _replayed(shop, *visits, members=400)
    assert totals.points_redeemed == _replayed(shop, *visits, members=400).points_redeemed
    assert 160 < totals.points_redeemed < 240


def test_a_return_takes_its_own_points_back() -> None:
    sold = _sale(0, 0, JANUARY, 100_000, is_marked=True)
    half = _sale(0, 0, date(2026, 1, 9), 45_000, sold_minor=100_000)
    totals = _replayed(programme(), sold, half, as_of=date(2026, 12, 1))
    assert (totals.points_earned, totals.points_taken_back, totals.points_outstanding) == (10, 4, 6)
    whole = _sale(0, 0, date(2026, 1, 10), 99_000, sold_minor=100_000)
    totals = _replayed(programme(), sold, half, whole, as_of=date(2026, 12, 1))
    assert (totals.points_taken_back, totals.points_outstanding) == (10, 0)


def test_points_that_have_expired_are_not_taken_back() -> None:
    shop = programme(
        expiry={"after": "earning", "months": 1}, back_test={"redemption": {"from_points": 1_000}}
    )
    sold = _sale(0, 0, JANUARY, 100_000, is_marked=True)
    again = _sale(1, 0, date(2026, 3, 1), 10_000)
    back = _sale(0, 0, date(2026, 3, 2), 100_000, sold_minor=100_000)
    totals = _replayed(shop, sold, again, back, as_of=date(2026, 3, 3))
    assert (totals.points_expired, totals.points_taken_back, totals.points_outstanding) == (10, 0, 1)


def test_a_budget_is_spent_in_the_order_of_time() -> None:
    shop = programme(rules=[{"key": "a", "name": "A", "give": {"add": 20}, "caps": {"budget": 50}}])
    assert has_budget(shop) and not has_budget(programme())
    totals = _replayed(
        shop,
        *(_sale(member, member, JANUARY + timedelta(days=member), 10_000) for member in range(4)),
        members=4,
    )
    assert totals.points_by_rule == {"*base": 4, "a": 50}
    assert totals.worth_by_member == [4_200, 4_200, 2_200, 200]


def test_members_by_tier_are_those_of_the_last_day() -> None:
    steps = [{"key": "low", "name": "L", "at_least": 0}, {"key": "high", "name": "H", "at_least": 100_000}]
    shop = programme(tiers={"steps": steps})
    visits = [_sale(0, 0, JANUARY, 100_000), _sale(1, 1, JANUARY, 99_999)]
    assert _replayed(shop, *visits, members=2, as_of=date(2026, 12, 31)).members_by_tier == {
        "low": 1,
        "high": 1,
    }
    assert _replayed(shop, *visits, members=2, as_of=date(2028, 1, 1)).members_by_tier == {
        "low": 2,
        "high": 0,
    }


def test_birthdays_that_are_known_bring_their_points_and_their_gifts() -> None:
    steps = [
        {"key": "low", "name": "L", "at_least": 0, "benefits": {"birthday_gift": "tea"}},
        {"key": "high", "name": "H", "at_least": 100_000, "benefits": {"birthday_gift": "cake"}},
    ]
    gifts = [
        {"key": "tea", "name": "T", "worth_minor": 1_000},
        {"key": "cake", "name": "C", "worth_minor": 50_000},
    ]
    rule = {"key": "born", "name": "B", "when": {"birthday": {}}, "give": {"add": 7}}
    shop = programme(tiers={"steps": steps}, vouchers=gifts, rules=[rule])
    sales = [
        _sale(0, 0, JANUARY, 10_000),
        _sale(1, 0, date(2026, 3, 1), 90_000),
        _sale(2, 1, date(2026, 3, 1), 10_000),
        _sale(3, 2, date(2026, 3, 2), 10_000),
    ]
    born, end = {0: date(1992, 2, 29), 2: date(1990, 3, 1)}, date(2027, 3, 1)
    totals = Replay(shop, members=3, birthdays=born).run(sales, as_of=end)
    assert totals.points_by_rule == {"*base": 12, "born": 7}
    # Tea on 1 March, as she was before that day's purchase. The second's birthday nobody knows; the third came late.
    assert (totals.vouchers_issued, totals.vouchers_minor) == (1, 1_000)
    later = Replay(shop, members=3, birthdays=born).run(sales, as_of=end + timedelta(days=1))
    assert (later.vouchers_issued, later.vouchers_minor) == (3, 1_000 + 1_000 + 1_000)
    soon = {0: date(1992, 6, 1)}
    assert Replay(shop, members=3, birthdays=soon).run(sales, as_of=end).vouchers_minor == 50_000
    assert later.worth_by_member == [17 * 200 + 2_000, 200, 200 + 1_000]
    assert _replayed(shop, *sales, members=3, as_of=end).vouchers_issued == 0


def _at_prices(purchase: Purchase, offers: Sequence[PriceOffer]) -> tuple[Purchase, int]:
    """The purchase as it is paid, line by line, and what prices take off."""
    lines, off = list(purchase.lines), 0
    for number, line in enumerate(purchase.lines):
        held = [offer.percent_off for offer in offers if offer.applies and number in offer.lines]
        minor = max(line.amount_minor, 0) * max(held, default=0) // 100
        lines[number] = replace(
            line, amount_minor=line.amount_minor - minor, discount_minor=line.discount_minor + minor
        )
        off += minor
    return replace(purchase, lines=tuple(lines)), off


@settings(max_examples=60, deadline=None)
@given(programmes(), st.lists(histories(most=5), min_size=1, max_size=3))
def test_the_replay_counts_what_evaluate_gives(shop: Programme, people: list[list[Purchase]]) -> None:
    people = [[_as_in_a_file(purchase) for purchase in purchases] for purchases in people]
    as_of = START.date() + timedelta(days=300)
    people = [[purchase for purchase in purchases if purchase.at.date() < as_of] for purchases in people]
    slow = Counter[str]()
    sales: list[Sale] = []
    for member, purchases in enumerate(people):
        state = NEW_MEMBER
        earned: list[Outcome] = []
        for purchase in purchases:
            paid, off = _at_prices(purchase, evaluate(shop, state, purchase).prices)
            outcome = evaluate(shop, state, paid)
            state = apply(state, outcome)
            slow["off"] += off
            earned.append(outcome)
            slow["earned"] += outcome.points
            slow["vouchers"] += len(outcome.vouchers)
            sales.append(_as_sale(len(sales), member, purchase))
        slow["expired"] += _expired(shop, earned, as_of)
        slow["remainder"] += state.remainder_minor
    replay = Replay(shop, members=len(people))
    totals = replay.run(sales, as_of=as_of)
    assert totals.points_earned == slow["earned"]
    assert totals.vouchers_issued == slow["vouchers"]
    assert totals.prices_minor == slow["off"]
    assert totals.points_expired == slow["expired"]
    assert totals.points_outstanding == slow["earned"] - slow["expired"]
    assert totals.purchases == len(sales)
    # Marked or not, with the lines or (where no rule looks at them) without: the same.
    marked = Replay(shop, members=len(people)).run(
        [sale._replace(is_marked=True) for sale in sales], as_of=as_of
    )
    assert (marked.points_earned, marked.points_by_rule, marked.members_by_tier) == (
        totals.points_earned,
        totals.points_by_rule,
        totals.members_by_tier,
    )
    if not needs_lines(shop):
        bare = Replay(shop, members=len(people)).run(
            [sale._replace(lines=None) for sale in sales], as_of=as_of
        )
        assert bare == totals


def _as_in_a_file(purchase: Purchase) -> Purchase:
    """A sales file knows neither tax, rewards nor vouchers."""
    lines = tuple(
        Line(
            amount_minor=line.amount_minor,
            quantity_milli=line.quantity_milli,
            product=line.product,
            category=line.category,
            discount_minor=line.discount_minor,
        )
        for line in purchase.lines
    )
    return Purchase(at=purchase.at, lines=lines, store=purchase.store, has_time=purchase.has_time)


def _as_sale(number: int, member: int, purchase: Purchase) -> Sale:
    return Sale(
        number=number,
        member=member,
        day=purchase.at.date(),
        minute=purchase.at.hour * 60 + purchase.at.minute if purchase.has_time else None,
        amount_minor=sum(line.amount_minor for line in purchase.lines),
        store=purchase.store,
        lines=purchase.lines,
    )


def _expired(shop: Programme, outcomes: list[Outcome], as_of: date) -> int:
    """The slow, obvious way: every lot on its own."""
    expired = 0
    for place, outcome in enumerate(outcomes):
        ends = outcome.expires_at
        if shop.expiry.after == "inactivity":
            # The lot lives on as long as visits come in time.
            for later in outcomes[place + 1 :]:
                if ends is not None and later.at < ends:
                    ends = later.expires_at
        if ends is not None and ends.date() <= as_of:
            expired += outcome.points
    return expired


def test_prices_are_taken_off_and_counted_as_a_cost_until_the_goods_come_back() -> None:
    steps = {
        "key": "milk",
        "name": "Sữa",
        "goods": {"products": ["SUA"]},
        "steps": [{"from_purchase": 2, "percent_off": 10}],
    }
    shop = programme(price_steps=[steps])
    milk = (Line(amount_minor=100_000, product="SUA", quantity_milli=2_000),)
    sales = [
        _sale(0, 0, JANUARY, 100_000, lines=milk),
        _sale(1, 0, date(2026, 1, 2), 100_000, lines=milk, is_marked=True),
    ]
    totals = _replayed(shop, *sales)
    assert (totals.prices_minor, totals.points_earned, totals.worth_by_member) == (
        10_000,
        19,
        [10_000 + 19 * 200],
    )
    back = _sale(1, 0, date(2026, 1, 3), 25_000, sold_minor=100_000)
    assert _replayed(shop, *sales, back).prices_minor == 7_500
    assert _replayed(shop, *sales, back, back._replace(amount_minor=75_000)).prices_minor == 0
