"""Vouchers a till holds, so that it may take them while the line is cut: by nobody else, once, and given back."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone
from django.utils.timezone import localtime

from quen.enrolment.models import Way
from quen.flows.enrol import enrol
from quen.flows.take_back import take_back
from quen.programme.conditions import Scope
from quen.purchases.models import Purchase
from quen.shops.models import Store
from quen.till.decide import change_till_settings
from quen.till.errors import NotALimit
from quen.vouchers.end_lease import end_leases, free
from quen.vouchers.issue import issue
from quen.vouchers.models import Lease, State, Use, Voucher
from quen.vouchers.terms import FixedOff, PercentOff, Terms
from tests import world as cast
from tests.flows.loyal import running
from tests.till.conftest import PHONE, Till, till_of
from tests.vouchers.kinds import kind

HERE, THERE = str(uuid4()), str(uuid4())


@pytest.fixture
def code(world: cast.World, lan: int) -> str:
    """Ten thousand off, Lan's; the owner lets tills hold vouchers of up to 50,000 ₫."""
    change_till_settings(offline_voucher_minor=50_000, by=world.by_mai)
    return own(lan, world)


def own(customer: int, world: cast.World, key: str = "giam", **terms: Any) -> str:
    at = timezone.now()
    kind(at - timedelta(days=1), terms=Terms(**{"gives": FixedOff(amount_minor=10_000), **terms}), key=key)
    return issue(kind=key, customer=customer, at=at, key=key, by=world.by_mai).code


def asked(till: Till, *codes: str, device: str = HERE, **said: Any) -> dict[str, Any]:
    answer = till.post("leases", store=till.store, device=device, till="K7Q", codes=list(codes), **said)
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def late(till: Till, lan: int, code: str, device: str = HERE, **said: Any) -> dict[str, Any]:
    """A sale of a moment ago without a line, told now."""
    own = {"at": timezone.now().isoformat(), "was_offline": True, **said}
    return dict(till.sell(customer=lan, vouchers=[code], device=device, **own).json())


def test_what_a_till_holds_it_can_judge_alone(till: Till, lan: int, code: str) -> None:
    (held,) = asked(till, code, customer=lan)["held"]
    assert {name: held[name] for name in ("code", "customer", "percent", "amount_minor", "minimum_minor")} == {
        "code": code, "customer": lan, "percent": 0, "amount_minor": 10_000, "minimum_minor": 0,
    }  # fmt: skip
    again = asked(till, code, customer=lan, holds=[code])
    assert (again["held"][0]["code"], again["lost"], Lease.objects.count()) == (code, [], 1)


def test_nobody_holds_anything_until_the_owner_says_so(till: Till, lan: int, world: cast.World) -> None:
    code = own(lan, world)
    assert asked(till, code, customer=lan) == {"held": [], "refused": [], "lost": []}
    assert not Lease.objects.exists()


def test_another_till_cannot_use_it_and_asks_for_it(
    till: Till, lan: int, code: str, world: cast.World
) -> None:
    there = till_of(world.tu, Store.objects.create(name="Thủ Đức", key="thu duc").pk)
    asked(till, code, customer=lan)
    refused = there.sell(customer=lan, vouchers=[code], device=THERE)
    assert refused.status_code == 409 and not Purchase.objects.exists()
    (why,) = asked(there, code, customer=lan, device=THERE)["refused"]
    assert why["is_asked"] is True and "K7Q · Quận 1" in why["why"]
    assert f"{localtime(Lease.objects.get().merge_until):%H:%M %d/%m/%Y}" in why["why"]
    assert asked(till, holds=[code])["lost"] == [code]  # the first till hears of it, and gives it back
    asked(till, gives_back=[code])
    assert asked(there, code, customer=lan, device=THERE)["held"][0]["code"] == code
    assert there.sell(customer=lan, vouchers=[code], device=THERE).status_code == 200
    assert Voucher.objects.get().state == State.USED


def test_used_without_a_line_it_is_merged_once_and_refused_everywhere_else(
    till: Till, lan: int, code: str, world: cast.World
) -> None:
    asked(till, code, customer=lan)
    key = str(uuid4())
    said = {"key": key, "receipt": "261126-K7Q-001", "at": timezone.now().isoformat(), "was_offline": True}
    answers = [till.sell(customer=lan, vouchers=[code], device=HERE, **said).json() for _ in range(2)]
    assert [one["conflict"] for one in answers] == ["", ""]
    assert [one["receipt"]["due_minor"] for one in answers] == [85_000, 85_000]
    assert (Use.objects.count(), Purchase.objects.count()) == (1, 1)
    assert Lease.objects.get().ended_at is not None
    assert asked(till, code, customer=lan, holds=[code])["lost"] == [code]
    assert till.sell(customer=lan, vouchers=[code]).status_code == 409


def test_at_the_counter_the_till_uses_what_it_holds_itself(till: Till, lan: int, code: str) -> None:
    asked(till, code, customer=lan)
    sale = till.sale(customer=lan, vouchers=[code], device=HERE)
    assert till.post("quotes", **sale).json()["quote"]["vouchers_minor"] == 10_000
    assert till.sell(customer=lan, vouchers=[code], device=HERE).json()["receipt"]["due_minor"] == 85_000


def test_a_lease_that_ran_out_is_given_back(till: Till, lan: int, code: str, world: cast.World) -> None:
    asked(till, code, customer=lan)
    long_ago = timezone.now() - timedelta(days=5)
    Lease.objects.update(leased_at=long_ago, expires_at=long_ago + timedelta(days=1))
    assert late(till, lan, code)["receipt"]["due_minor"] == 85_000  # nobody used it meanwhile
    back = take_back(
        store=till.store, receipt=Purchase.objects.get().receipt, at=timezone.now(), key="r", by=world.by_mai
    )
    assert back.vouchers_given_back == (code,)
    asked(till, code, customer=lan)
    assert end_leases(at=timezone.now() + timedelta(days=3)) == 0
    assert end_leases(at=timezone.now() + timedelta(days=5)) == 1
    assert asked(till, holds=[code])["lost"] == [code]


@pytest.mark.parametrize("was_used_meanwhile", [True, False])
def test_a_lost_till_comes_back_with_a_sale_after_its_voucher_was_freed(
    till: Till, lan: int, code: str, world: cast.World, was_used_meanwhile: bool
) -> None:
    asked(till, code, customer=lan)
    sold_at = timezone.now().isoformat()
    free(voucher=Voucher.objects.get().pk, at=timezone.now(), by=world.by_mai)
    assert asked(till, holds=[code])["lost"] == [code]
    if was_used_meanwhile:
        assert till.sell(customer=lan, vouchers=[code], device=THERE).status_code == 200
    told = late(till, lan, code, at=sold_at)
    assert told["receipt"]["due_minor"] == (95_000 if was_used_meanwhile else 85_000)
    assert (code in told["conflict"]) is was_used_meanwhile
    assert Use.objects.count() == 1


def test_the_owner_says_for_how_long_and_that_it_is_over(
    till: Till, lan: int, code: str, world: cast.World
) -> None:
    change_till_settings(lease_hours=2, by=world.by_mai)
    asked(till, code, customer=lan)
    row = Lease.objects.get()
    assert row.expires_at - row.leased_at == timedelta(hours=2)
    assert row.merge_until - row.expires_at == timedelta(days=3)
    assert asked(till, holds=[code])["lost"] == []
    change_till_settings(offline_voucher_minor=0, by=world.by_mai)
    assert asked(till, holds=[code])["lost"] == [code]
    with pytest.raises(NotALimit, match="from 1 to 72"):
        change_till_settings(lease_hours=0, by=world.by_mai)


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ({"goods": Scope(products=("ca-phe",))}, "cần có mạng"),
        ({"most_a_member": 1}, "cần có mạng"),
        ({"tiers": ("gold",)}, "hạng"),
        ({"stores": ("Thủ Đức",)}, "Thủ Đức"),
    ],
)
def test_what_a_till_cannot_judge_alone_it_is_told_why(
    till: Till, lan: int, world: cast.World, terms: dict[str, Any], why: str
) -> None:
    change_till_settings(offline_voucher_minor=50_000, by=world.by_mai)
    code = own(lan, world, gives=PercentOff(percent=10), **terms)
    (refused,) = asked(till, code, "KHONGCO", customer=lan)["refused"][:1]
    assert why in refused["why"]
    assert not Lease.objects.exists()


def test_another_customers_voucher_is_not_held(till: Till, code: str) -> None:
    assert asked(till, code)["held"] == []
    assert not Lease.objects.exists()


@pytest.fixture
def open_shop(transactional_db: None) -> Iterator[tuple[cast.World, int, str]]:
    world = cast.build()
    running(world, point_value_minor=1_000)
    enrol(phone=PHONE, consent=True, way=Way.TILL, at=timezone.now(), key="lan", by=world.by_mai)
    change_till_settings(offline_voucher_minor=50_000, by=world.by_mai)
    yield world, world.lan.pk, own(world.lan.pk, world, most_uses=1)


def test_eight_tills_at_one_voucher_hold_and_use_it_once(open_shop: tuple[cast.World, int, str]) -> None:
    world, lan, code = open_shop

    def till(number: int) -> str:
        """Hold it, then sell with it: half of them at the counter, half as if the line had been cut."""
        try:
            own_till, device = till_of(world.tu, world.store.pk), str(uuid4())
            held = asked(own_till, code, device=device, customer=lan)["held"]
            if number % 2:
                answer = own_till.sell(customer=lan, vouchers=[code], device=device)
                return "used" if answer.status_code == 200 else "refused"
            if not held:
                return "refused"
            said = {"key": device, "receipt": device[:13].upper(), "at": timezone.now().isoformat()}
            told = [late(own_till, lan, code, device, **said) for _ in (1, 2)]
            assert told[0]["receipt"]["purchase"] == told[1]["receipt"]["purchase"]
            return "used" if not told[0]["conflict"] else "refused"
        finally:
            connections.close_all()

    for _round in range(3):
        with ThreadPoolExecutor(8) as tills:
            came = Counter(tills.map(till, range(8)))
        assert came == {"used": 1, "refused": 7}
        assert Use.objects.filter(given_back_at__isnull=True).count() == 1
        sold = Purchase.objects.get(pk=Use.objects.get(given_back_at__isnull=True).purchase_id or 0)
        take_back(
            store=sold.store_id, receipt=sold.receipt, at=timezone.now(), key=sold.receipt, by=world.by_mai
        )
        assert Voucher.objects.get(code=code).state == State.READY
        assert not Lease.objects.filter(ended_at__isnull=True).exists()
