"""Random programmes, members and purchases, for the properties every programme must have."""

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from quen.programme import Line, Programme, Purchase, from_values

START = datetime(2025, 1, 1)
PRODUCTS = ("tra", "ca-phe", "banh")
CATEGORIES = ("Đồ uống", "Bánh")
STORES = ("Quận 1", "Quận 3")
SEGMENTS = ("vip", "mới")
VOUCHERS = [
    {"key": "cup", "name": "Ly", "worth_minor": 25_000},
    {"key": "ink", "name": "Mực", "valid_days": 10},
]


def _optional(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def _scopes() -> st.SearchStrategy[dict[str, Any]]:
    return st.sampled_from(
        [
            {"products": ["tra"]},
            {"products": ["ca-phe", "banh"]},
            {"categories": ["Đồ uống"]},
            {"products": ["banh"], "categories": ["Bánh"]},
        ]
    )


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, Any]:
    """Some conditions, most often few."""
    every = {
        "stores": st.just(["Quận 1"]),
        "products": st.just(["tra", "banh"]),
        "categories": st.just(["Đồ uống"]),
        "weekdays": st.sampled_from([["sat", "sun"], ["mon"], ["tue", "wed", "thu", "fri"]]),
        "hours": st.sampled_from([[{"start": "07:00", "end": "11:00"}], [{"start": "22:00", "end": "08:00"}]]),
        "dates": st.just({"first": "2025-01-10", "last": "2025-06-30"}),
        "holidays": st.just([{"name": "Tết", "calendar": "lunar", "month": 1, "day": 1, "days_before": 20, "days_after": 20}]),
        "segments": st.just(["vip"]),
        "first_purchase": st.just(True),
        "nth_purchase": st.sampled_from([{"every": 3}, {"number": 2}]),
        "minimum_minor": st.integers(1, 200_000),
        "birthday": st.just({"days_before": 40, "days_after": 40}),
        "bought_together": st.lists(_scopes(), min_size=1, max_size=2),
        "voucher_used": st.just("ink"),
    }  # fmt: skip
    names = draw(st.lists(st.sampled_from(sorted(every)), unique=True, max_size=2))
    return {name: draw(every[name]) for name in names}


def gives() -> st.SearchStrategy[dict[str, Any]]:
    """Every kind of effect."""
    return st.one_of(
        st.fixed_dictionaries({"multiply": st.sampled_from([1, 1.25, 1.5, 2, 3.3333])}),
        st.fixed_dictionaries({"add": st.integers(1, 50)}),
        st.fixed_dictionaries({"per_unit": st.integers(1, 9)}),
        st.fixed_dictionaries({"stamp": st.just("card"), "stamp_for": st.sampled_from(["unit", "receipt"])}),
        st.just({"voucher": "cup"}),
    )


def caps(*, per_purchase: bool) -> st.SearchStrategy[dict[str, Any]]:
    """Caps, mostly absent."""
    names = ["per_day", "per_month", "per_life", *(["per_purchase"] if per_purchase else [])]
    return st.dictionaries(st.sampled_from(names), st.integers(0, 60), max_size=2)


@st.composite
def programmes(draw: st.DrawFn, *, splittable: bool = False, vary_base: bool = True) -> Programme:
    """A whole programme. `splittable`: without what looks at one receipt alone (caps per receipt, groups that choose)."""
    groups: list[dict[str, str]] = (
        []
        if splittable
        else draw(
            st.sampled_from([[], *([{"key": "g", "stacking": how}] for how in ("add", "best", "exclusive"))])
        )
    )
    rules = [
        {
            "key": f"r{number}",
            "name": f"Rule {number}",
            "when": draw(conditions()),
            "give": draw(gives()),
            "priority": draw(st.integers(-2, 2)),
            "caps": draw(caps(per_purchase=not splittable)),
            "qualifies": draw(st.booleans()),
            "group": draw(st.sampled_from([group["key"] for group in groups] + [None])),
        }
        for number in range(draw(st.integers(0, 4)))
    ]
    base: dict[str, Any] = {
        "per_amount_minor": draw(st.sampled_from([1, 7, 1_000, 10_000])),
        "points": draw(st.integers(1, 5)),
    }
    if vary_base and draw(st.integers(0, 3)) == 0:
        base |= {"carry_remainder": False, "rounding": draw(st.sampled_from(["down", "nearest", "up"]))}
    never = draw(_optional(_scopes()))
    if never:
        base["never"] = never
    steps = [
        {"key": "a", "name": "A", "at_least": 0},
        {"key": "b", "name": "B", "at_least": 3},
        {"key": "c", "name": "C", "at_least": 500_000},
    ]
    steps[1]["benefits"] = {"multiplier": draw(st.sampled_from([1, 1.5, 2]))}
    tiers = {
        "by": draw(st.sampled_from(["points", "spending", "visits"])),
        "window": {
            "kind": draw(st.sampled_from(["rolling", "calendar"])),
            "months": draw(st.sampled_from([1, 3, 12])),
        },
        "upgrade": draw(st.sampled_from(["at_once", "period_end"])),
        "downgrade": draw(st.sampled_from(["one_step", "by_balance"])),
        "grace_days": draw(st.sampled_from([0, 10])),
        "steps": steps,
    }
    values = {
        "name": "Random",
        "effective_from": date(2025, 1, 1),
        "point_value_minor": 100,
        "base": base,
        "amounts": draw(
            st.dictionaries(st.sampled_from(["tax", "discounts", "vouchers"]), st.booleans(), max_size=3)
        ),
        "expiry": {
            "after": draw(st.sampled_from(["never", "earning", "period_end", "inactivity"])),
            "months": draw(st.integers(1, 6)),
        },
        "pending_days": draw(st.sampled_from([0, 14])),
        "rules": rules,
        "groups": groups,
        "caps": draw(caps(per_purchase=not splittable)),
        "vouchers": VOUCHERS,
        "punch_cards": [{"key": "card", "name": "Thẻ", "stamps": 4, "voucher": "cup"}],
    }
    if draw(st.booleans()):
        values["complementary_offers"] = [
            {"key": "offer", "name": "O", "bought": draw(_scopes()), "voucher": "ink"}
        ]
    if draw(st.booleans()):
        values["refill_prices"] = [
            {"key": "refill", "name": "R", "goods": draw(_scopes()), "after_purchases": 2, "percent_off": 5}
        ]
        values["price_steps"] = [
            {
                "key": "step",
                "name": "S",
                "goods": draw(_scopes()),
                "steps": [{"from_purchase": 2, "percent_off": 5}],
            }
        ]
    return from_values(values | ({"tiers": tiers} if draw(st.booleans()) else {}))


def lines(*, positive: bool = False) -> st.SearchStrategy[Line]:
    """Any line a till can write: free, discounted, a reward, a fraction of a unit; `positive`: worth something."""
    some = st.integers(1_000, 300_000)
    return st.builds(
        Line,
        amount_minor=some if positive else st.one_of(st.integers(-30_000, 0), some, some),
        quantity_milli=st.one_of(st.just(1_000), st.integers(0, 12_000)),
        product=st.sampled_from(PRODUCTS),
        category=st.sampled_from(CATEGORIES),
        tax_minor=st.integers(0, 500),
        discount_minor=st.integers(0, 5_000),
        is_reward=st.sampled_from([False, False, False, True]),
    )


@st.composite
def histories(draw: st.DrawFn, *, most: int = 8) -> list[Purchase]:
    """Purchases of one member in the order of time."""
    minutes = sorted(draw(st.lists(st.integers(0, 400 * 24 * 60), min_size=1, max_size=most)))
    return [
        Purchase(
            at=START + timedelta(minutes=minute),
            lines=tuple(draw(st.lists(lines(), min_size=1, max_size=4))),
            store=draw(st.sampled_from(STORES)),
            vouchers_minor=draw(st.sampled_from([0, 0, 20_000])),
            vouchers_used=frozenset(draw(st.sampled_from([(), (), ("ink",)]))),
            has_time=draw(st.booleans()),
        )
        for minute in minutes
    ]
