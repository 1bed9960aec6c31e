"""What a programme promises becomes a real voucher."""

from datetime import date, datetime

from quen.enrolment.draft import draft
from quen.flows.launch_programme import launch_programme
from quen.programme import Programme
from quen.programme.example import example
from quen.programme.gifts import Issued
from quen.programme.offers import VoucherKind as Promised
from quen.programme.yaml_text import dump
from quen.vouchers.issue import issue_outcome
from quen.vouchers.models import Voucher, VoucherKind
from quen.vouchers.of_programme import make_kinds_of
from quen.vouchers.terms import FixedOff, HandedOver
from tests import world as cast
from tests.vouchers.kinds import kind

PROMISED = (
    Promised(key="giam", name="Giảm 20k", worth_minor=20_000),
    Promised(key="ly", name="Ly cà phê", valid_days=7),
    Promised(key="qua", name="Quà sinh nhật", worth_minor=30_000, valid_days=15),
)


def programme() -> Programme:
    return example().model_copy(update={"vouchers": PROMISED})


def test_a_kind_the_shop_wrote_is_taken_and_the_others_are_made(world: cast.World, now: datetime) -> None:
    own = kind(now, key="giam")
    kinds = make_kinds_of(programme=programme(), at=now, by=world.by_mai)
    assert [(row.key, row.said().gives, row.said().valid_days) for row in kinds] == [
        ("giam", own.said().gives, None),
        ("ly", HandedOver(), 7),
        ("qua", FixedOff(amount_minor=30_000), 15),
    ]
    assert make_kinds_of(programme=programme(), at=now, by=world.by_mai) == kinds


def test_what_a_purchase_brought_is_issued_once(world: cast.World, now: datetime) -> None:
    brought = [Issued("ly", "card", date(2026, 12, 1)), Issued("ly", "rule", date(2026, 12, 2))]
    for _told_twice in range(2):
        issue_outcome(
            programme=programme(),
            vouchers=brought,
            customer=world.lan.pk,
            purchase=7,
            at=now,
            by=world.by_mai,
        )
    issued = Voucher.objects.order_by("pk").values_list("customer", "purchase", "source", "valid_until")
    assert list(issued) == [
        (world.lan.pk, 7, "programme:card", date(2026, 12, 1)),
        (world.lan.pk, 7, "programme:rule", date(2026, 12, 2)),
    ]


def test_the_launch_of_a_programme_makes_its_kinds(world: cast.World, now: datetime) -> None:
    row = draft(text=dump(programme()), at=now, by=world.by_mai)
    launch_programme(number=row.number, at=now, by=world.by_mai)
    assert list(VoucherKind.objects.order_by("key").values_list("key", flat=True)) == ["giam", "ly", "qua"]
    assert all(VoucherKind.objects.values_list("is_of_programme", flat=True))
