"""Mai says what a friend is worth, and looks at what raised a doubt."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quen.referrals.models import Referral, State, Terms
from quen.referrals.terms import set_terms
from quen.vouchers.kinds import make_kind
from quen.vouchers.terms import HandedOver
from quen.vouchers.terms import Terms as VoucherTerms
from tests import world as cast
from tests.console.cast import signed_in
from tests.flows.loyal import SUNDAY, member, running
from tests.referrals.friends import brought
from tests.world import World

TYPED = {
    "is_running": "on", "advocate_points": "50", "friend_points": "20", "minimum_minor": "100000", "wait_days": "7",
    "most_a_month": "3",
}  # fmt: skip


@pytest.fixture
def shop(db: None) -> World:
    world = cast.build()
    running(world)
    member(world)
    return world


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def at(address: str, *arguments: object) -> str:
    return reverse(f"console:referrals:{address}", args=arguments)


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def doubted(shop: World) -> Referral:
    set_terms(is_running=True, advocate_points=50, at=SUNDAY, by=shop.by_mai)
    return brought(shop, holds_card_of=shop.lan.pk)


def test_mai_sets_terms_and_reads_them_in_plain_words(mai: Client) -> None:
    assert "Chưa ai giới thiệu bạn" in text(mai.get(at("index")))
    assert mai.post(at("terms"), TYPED).status_code == 302
    assert "100.000" in text(mai.get(at("index")))
    mai.post(at("terms"), TYPED | {"friend_points": "30"})
    assert "Thành viên được 50 điểm." in text(mai.get(at("terms")))
    assert Terms.objects.count() == 2
    nothing = mai.post(at("terms"), TYPED | {"friend_points": "0", "advocate_points": "0"})
    assert nothing.status_code == 422 and Terms.objects.count() == 2


def test_a_voucher_is_called_by_its_name(shop: World, mai: Client) -> None:
    make_kind(
        key="tea",
        name="Trà đào mời bạn mới",
        terms=VoucherTerms(gives=HandedOver()),
        at=SUNDAY,
        by=shop.by_mai,
    )
    set_terms(is_running=True, friend_voucher="tea", at=SUNDAY, by=shop.by_mai)
    set_terms(is_running=True, advocate_voucher="tea", at=SUNDAY, by=shop.by_mai)
    assert "Thành viên được phiếu Trà đào mời bạn mới." in text(mai.get(at("index")))
    assert "Người bạn được phiếu Trà đào mời bạn mới." in text(mai.get(at("terms")))


def test_a_doubt_stands_on_the_list_with_its_reason_until_mai_decides(shop: World, mai: Client) -> None:
    hoa = doubted(shop)
    assert "Cần xem xét" in text(mai.get(at("index"), {"q": "lan", "state": "review"}))
    assert "điện thoại" in text(mai.get(at("show", hoa.pk)))
    mai.post(at("allow", hoa.pk), {"reason": ""})
    hoa.refresh_from_db()
    assert hoa.state == State.REVIEW
    mai.post(at("allow", hoa.pk), {"reason": "Mượn máy"})
    hoa.refresh_from_db()
    assert (hoa.state, hoa.reason) == (State.WAITING, "Mượn máy")
    mai.post(at("refuse", hoa.pk), {"reason": "Nhầm"})
    hoa.refresh_from_db()
    assert hoa.state == State.REFUSED


def test_tu_decides_nothing(shop: World) -> None:
    hoa = doubted(shop)
    assert signed_in(shop.tu).post(at("refuse", hoa.pk), {"reason": "x"}).status_code == 403
    hoa.refresh_from_db()
    assert hoa.state == State.REVIEW


def test_lists_cost_few_queries_and_leave_in_files(shop: World, mai: Client) -> None:
    hoa = doubted(shop)
    for number in range(5):
        brought(shop, phone=f"098765431{number}")
    for address in (at("index"), at("show", hoa.pk), at("terms")):
        with CaptureQueriesContext(connection) as asked:
            text(mai.get(address))
        assert len(asked) <= 12
    for file_format in ("csv", "xlsx"):
        assert mai.get(at("export", file_format)).status_code == 200
    assert mai.get(at("export", "pdf")).status_code == 404
