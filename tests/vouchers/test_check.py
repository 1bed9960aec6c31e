"""Why a voucher does not count, and how far it is."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quen.enrolment.models import Member
from quen.flows.ring_up import SaleLine
from quen.kernel.codes import ALPHABET, for_reading, is_well_formed, new_code
from quen.people.models import Customer
from quen.programme.conditions import Hours, Scope
from quen.vouchers.check import check, check_all
from quen.vouchers.discount import line_discounts
from quen.vouchers.issue import issue
from quen.vouchers.models import Use
from quen.vouchers.terms import Bundle, BundlePart, FixedOff, FreeItem, Gives, HandedOver, PercentOff, Terms
from quen.vouchers.void import void
from tests import world as cast
from tests.flows.loyal import member, running
from tests.vouchers.kinds import CAKE, COFFEE, TWENTY, kind


def reasons(
    world: cast.World, code: str, at: datetime, *lines: SaleLine, customer: int | None = None
) -> list[str]:
    verdict = check(code=code, customer=customer, store=world.store.pk, lines=list(lines) or [COFFEE], at=at)
    assert verdict.is_valid == (not verdict.reasons)
    return [str(reason) for reason in verdict.reasons]


def test_a_percentage_stops_at_its_cap_and_is_shared_by_the_lines(world: cast.World, now: datetime) -> None:
    kind(now, terms=TWENTY, code="TET2027")
    verdict = check(code=" tet 2027", customer=None, store=world.store.pk, lines=[COFFEE, CAKE], at=now)
    assert (verdict.is_valid, verdict.discount_minor, verdict.line_discounts) == (
        True,
        50_000,
        (12_000, 38_000),
    )
    assert not Use.objects.exists()


def test_every_reason_is_given_with_how_far_it_is(world: cast.World, now: datetime) -> None:
    terms = TWENTY.model_copy(
        update={
            "first_day": date(2026, 12, 1), "weekdays": ("mon", "tue"), "hours": (Hours(start=time(14), end=time(16)),),
            "stores": ("Quận 3",), "channels": ("online",), "members_only": True,
        }
    )  # fmt: skip
    kind(now, terms=terms, code="TET2027")
    assert reasons(world, "TET2027", now) == [
        "It counts from 2026-12-01 on, in 9 days.",
        "It counts on Monday, Tuesday only.".replace("Monday, Tuesday", "mon, tue"),
        "It counts at 14:00-16:00 only.",
        "It counts at Quận 3 only.",
        "It counts for sales through online only.",
        "It needs a customer. Find her at the till first.",
        "140,000 more and it counts: it needs 200,000.".replace("0 more", "0 ₫ more").replace(
            "200,000.", "200,000 ₫."
        ),
    ]


def test_tiers_and_tags_open_it_to_some(world: cast.World, now: datetime) -> None:
    kind(now, terms=Terms(gives=FixedOff(amount_minor=1), tiers=("gold",), tags=("vip",)), code="VIP")
    assert reasons(world, "VIP", now, customer=world.lan.pk) == [
        "It is for members. Enrol the customer first.", "It is for customers tagged vip.",
    ]  # fmt: skip
    Member.objects.create(customer=world.lan, enrolled_at=now, way="till", enrolled_by="x", tier="gold")
    Customer.objects.filter(pk=world.lan.pk).update(tags=["vip"])
    assert reasons(world, "VIP", now, customer=world.lan.pk) == []


def test_the_tiers_it_is_for_are_called_by_their_names(world: cast.World, now: datetime) -> None:
    steps = [
        {"key": "low", "name": "Đồng", "at_least": 0},
        {"key": "gold", "name": "Vàng", "at_least": 100_000},
    ]
    running(world, tiers={"steps": steps})
    kind(now, terms=Terms(gives=FixedOff(amount_minor=1), tiers=("gold",)), code="VIP")
    assert reasons(world, "VIP", now, customer=member(world)) == ["It is for the tiers Vàng."]


def test_a_personal_voucher_is_hers_alone(world: cast.World, now: datetime) -> None:
    kind(now)
    voucher = issue(kind="giam", customer=world.lan.pk, at=now, key="v1", by=world.by_mai)
    stranger = Customer.objects.create(name="Người lạ")
    assert reasons(world, for_reading(voucher.code).lower(), now, customer=world.lan.pk) == []
    assert reasons(world, voucher.code, now) == ["It belongs to a customer. Find her at the till first."]
    assert reasons(world, voucher.code, now, customer=stranger.pk) == ["It belongs to another customer."]
    void(voucher=voucher.pk, reason="wrong", at=now, by=world.by_mai)
    assert reasons(world, voucher.code, now, customer=world.lan.pk) == ["It was made void."]


def test_a_mistyped_code_is_told_apart_from_an_unknown_one(world: cast.World, now: datetime) -> None:
    code = new_code()
    wrong = ("2" if code[0] != "2" else "3") + code[1:]
    assert reasons(world, wrong, now) == ["The code is mistyped: a letter is wrong. Read it again."]
    assert reasons(world, code, now) == ["There is no voucher with this code."]


def test_one_alone_and_one_twice_are_refused_together(world: cast.World, now: datetime) -> None:
    kind(now, code="MOT")
    verdicts = check_all(codes=["MOT", "MOT"], customer=None, store=world.store.pk, lines=[COFFEE], at=now)
    assert [[str(reason) for reason in verdict.reasons] for verdict in verdicts] == [
        ["It cannot be used together with another voucher."], ["It is written twice on this sale."],
    ]  # fmt: skip


DRINKS, CAKES = Scope(categories=("do uong",)), Scope(products=("bk",))


@pytest.mark.parametrize(
    ("gives", "expected"),
    [
        (FixedOff(amount_minor=300_000), [60_000, 190_000]),
        (PercentOff(percent=10), [6_000, 19_000]),
        (FreeItem(free=DRINKS), [30_000, 0]),
        (FreeItem(free=Scope(products=("trà",))), None),
        (
            Bundle(parts=(BundlePart(goods=DRINKS), BundlePart(goods=CAKES)), price_minor=200_000),
            [2_727, 17_273],
        ),
        (Bundle(parts=(BundlePart(goods=DRINKS, quantity=3),), price_minor=1), None),
        (HandedOver(), [0, 0]),
    ],
)
def test_each_kind_takes_exactly_this_off_each_line(gives: Gives, expected: list[int] | None) -> None:
    assert line_discounts(gives, [COFFEE, CAKE], None) == expected


amounts = st.integers(-200_000, 2_000_000)
sold = st.builds(
    SaleLine,
    amount_minor=amounts,
    quantity_milli=st.integers(0, 9_000),
    category=st.sampled_from(["Đồ uống", "Bánh"]),
    is_reward=st.booleans(),
)
gifts = st.one_of(
    st.builds(FixedOff, amount_minor=st.integers(1, 3_000_000)),
    st.builds(PercentOff, percent=st.integers(1, 100), cap_minor=st.none() | st.integers(1, 90_000)),
    st.builds(FreeItem, free=st.just(DRINKS), quantity=st.integers(1, 5)),
    st.builds(
        Bundle, parts=st.just((BundlePart(goods=DRINKS, quantity=2),)), price_minor=st.integers(0, 500_000)
    ),
)


@given(lines=st.lists(sold, min_size=1, max_size=8), gives=gifts)
def test_a_discount_never_exceeds_the_sale_nor_any_of_its_lines(lines: list[SaleLine], gives: Gives) -> None:
    taken = line_discounts(gives, lines, None)
    if taken is None:
        return
    assert len(taken) == len(lines)
    assert all(0 <= minor <= max(line.amount_minor, 0) for minor, line in zip(taken, lines, strict=True))
    assert not any(minor for minor, line in zip(taken, lines, strict=True) if line.is_reward)
    assert sum(taken) <= max(sum(line.amount_minor for line in lines), 0)


@given(place=st.integers(0, 11), other=st.sampled_from(ALPHABET))
def test_the_check_letter_finds_one_wrong_letter_and_two_exchanged(place: int, other: str) -> None:
    code = new_code()
    changed = code[:place] + other + code[place + 1 :]
    assert is_well_formed(changed) == (changed == code)
    following = (place + 1) % 12
    letters = list(code)
    letters[place], letters[following] = letters[following], letters[place]
    assert is_well_formed("".join(letters)) == ("".join(letters) == code)
