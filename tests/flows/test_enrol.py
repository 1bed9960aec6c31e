"""A stranger says her number and is a member; Lan says it twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from quen.enrolment.models import Member, Way
from quen.flows.enrol import enrol
from quen.flows.errors import KeyUsedForSomethingElse
from quen.people.errors import NotAnIdentity
from quen.people.models import Consent, Customer
from quen.points.models import Account
from quen.points.reads import balance_of
from quen.vouchers.models import Voucher
from tests import world as cast
from tests.flows.loyal import SUNDAY, bought, running
from tests.people.story import told
from tests.world import World


def joined(
    world: World, *, phone: str = "0987 654 321", key: str = "till-1-0001", consent: bool = True
) -> Member:
    return enrol(
        phone=phone, name="Phạm  Hoa", consent=consent, store=world.store.pk, way=Way.TILL, at=SUNDAY, key=key,
        by=world.by_mai,
    )  # fmt: skip


def test_a_phone_number_makes_a_member_with_her_consent_and_welcome(world: World) -> None:
    running(world, welcome={"points": 20}, pending_days=7)
    hoa = joined(world)
    assert (hoa.customer.name, hoa.way, hoa.store_id) == ("Phạm Hoa", Way.TILL, world.store.pk)
    said = Consent.objects.get()
    assert (said.is_given, said.proof) == (True, "Đăng ký thành viên: Tại quầy")
    assert balance_of(customer=hoa.customer_id, at=SUNDAY).available == 20
    assert told(hoa.customer_id) == ["customer.added", "consent.given", "member.enrolled", "points.earned"]
    receipt = bought(world, 50_000, customer=hoa.customer_id, redeem_points=20)
    assert receipt.due_minor == 46_000


def test_enrolling_again_is_the_same_member_and_no_second_welcome(world: World) -> None:
    running(world, welcome={"points": 20})
    first = joined(world)
    assert joined(world).pk == joined(world, key="till-2-0001").pk == first.pk
    assert Customer.objects.count() == 2 and Member.objects.count() == Consent.objects.count() == 1
    assert Account.objects.get().balance == 20
    with pytest.raises(KeyUsedForSomethingElse):
        joined(world, phone="0987 654 322")
    assert Member.objects.count() == 1


def test_lan_whom_the_shop_knows_stays_herself(world: World) -> None:
    running(world)
    lan = joined(world, phone="0912345678", consent=False)
    assert (lan.customer_id, lan.customer.name) == (world.lan.pk, "Nguyễn Thị Lan")
    assert not Consent.objects.exists()
    assert bought(world, at=SUNDAY + timedelta(minutes=1)).points_earned == 9


def test_no_phone_number_makes_no_member(world: World) -> None:
    with pytest.raises(NotAnIdentity):
        joined(world, phone="12")
    assert not Member.objects.exists() and Customer.objects.count() == 1


def test_a_welcome_may_be_a_voucher(world: World) -> None:
    cup = {"key": "cup", "name": "Ly cà phê", "worth_minor": 25_000, "valid_days": 10}
    running(world, welcome={"voucher": "cup"}, vouchers=[cup])
    hoa = joined(world)
    joined(world, key="again")
    voucher = Voucher.objects.get()
    assert (voucher.customer_id, str(voucher.valid_until)) == (hoa.customer_id, "2026-12-02")
    assert bought(world, 40_000, customer=hoa.customer_id, vouchers=(voucher.code,)).due_minor == 15_000


@pytest.mark.django_db(transaction=True)
def test_two_tills_that_enrol_one_phone_at_once_make_one_member(transactional_db: None) -> None:
    world = cast.build()
    running(world, welcome={"points": 20})

    def till(number: int) -> int:
        try:
            return joined(world, key=f"till-{number // 2}").customer_id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as tills:
        members = set(tills.map(till, range(8)))
    assert len(members) == Member.objects.count() == 1
    assert Customer.objects.count() == 2 and Account.objects.get().balance == 20
    assert Consent.objects.count() == 1
