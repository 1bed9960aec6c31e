"""Who may be brought, by whom, and what makes staff look."""

from datetime import timedelta

import pytest

from quen.enrolment.models import Member, Way
from quen.flows.enrol import enrol
from quen.kernel.codes import is_well_formed
from quen.people.models import Customer
from quen.referrals.codes import LENGTH, give_code
from quen.referrals.errors import NoSuchCode, OwnCode
from quen.referrals.models import Code, Referral, State
from quen.referrals.reads import brought_by, code_of, owner_of
from quen.referrals.refer import refer
from quen.referrals.terms import set_terms
from tests.flows.loyal import SUNDAY, bought
from tests.referrals.friends import brought
from tests.world import World


def test_a_member_has_one_code_for_life(world: World) -> None:
    assert code_of(world.lan.pk) == ""
    code = give_code(customer=world.lan.pk, at=SUNDAY)
    assert give_code(customer=world.lan.pk, at=SUNDAY + timedelta(days=9)) == code_of(world.lan.pk) == code
    assert is_well_formed(code, LENGTH) and not set(code) & set("01OIL")
    assert owner_of(f" {code[:4].lower()}-{code[4:]} ") == world.lan
    assert owner_of(code[:-1]) is None


def test_hoa_enrols_with_lans_code(world: World) -> None:
    hoa = brought(world)
    assert (hoa.advocate, hoa.state, hoa.doubts) == (world.lan, State.WAITING, [])
    assert code_of(hoa.friend_id) != code_of(world.lan.pk)
    assert brought_by(world.lan.pk).waiting == 1


def test_a_wrong_code_enrols_nobody(world: World) -> None:
    with pytest.raises(NoSuchCode):
        enrol(
            phone="0987654321",
            consent=True,
            way=Way.TILL,
            at=SUNDAY,
            key="x",
            by=world.by_mai,
            referred_by="ABC",
        )
    assert Member.objects.count() == 1 and not Code.objects.exists()


def test_a_stopped_programme_of_friends_takes_no_code(world: World) -> None:
    set_terms(is_running=False, at=SUNDAY, by=world.by_mai)
    with pytest.raises(NoSuchCode):
        brought(world)
    assert Member.objects.count() == 1


def test_who_is_a_member_is_not_brought(world: World) -> None:
    brought(world, phone="0987654321")
    lan = enrol(
        phone="0912345678", consent=True, way=Way.TILL, at=SUNDAY, key="again", by=world.by_mai,
        referred_by=Code.objects.exclude(customer=world.lan).get().code,
    )  # fmt: skip
    assert lan.customer == world.lan
    assert Referral.objects.count() == 1
    with pytest.raises(OwnCode):
        refer(code=code_of(world.lan.pk), friend=world.lan.pk, at=SUNDAY, by=world.by_mai)


def test_one_who_bought_before_is_looked_at(world: World) -> None:
    hoa = Customer.objects.create(name="Hoa")
    bought(world, customer=hoa.pk, at=SUNDAY - timedelta(days=30))
    code = give_code(customer=world.lan.pk, at=SUNDAY)
    referral = refer(code=code, friend=hoa.pk, at=SUNDAY, by=world.by_mai)
    assert (referral.state, referral.doubts) == (State.REVIEW, ["known"])


def test_a_browser_with_lans_card_and_staff_are_looked_at(world: World) -> None:
    assert brought(world, holds_card_of=world.lan.pk).doubts == ["device"]
    Customer.objects.filter(pk=world.lan.pk).update(is_internal=True)
    assert brought(world, phone="0987654322").doubts == ["staff"]


def test_too_many_in_a_day_are_looked_at(world: World) -> None:
    assert [brought(world, phone=f"098765432{n}").doubts for n in range(3)] == [[], [], ["velocity"]]
    assert brought(world, phone="0987654329", at=SUNDAY + timedelta(days=2)).doubts == []
