"""Mai agrees rates with an airline and exchanges Lan's points; support exchanges and agrees nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from quen.points.models import Transfer
from quen.points.partner import partner_in, write_partner
from quen.points.reads import balance_of
from quen.points.reverse import reverse as undo
from quen.points.terms import Exchange, Partner
from quen.shops.roles import Role
from tests.console.cast import signed_in
from tests.world import World, staff

RATES = {"in_theirs": "100", "in_ours": "30", "out_ours": "50", "out_theirs": "100", "is_active": "on"}


@pytest.fixture
def mai(world: World) -> Client:
    return signed_in(world.mai)


@pytest.fixture
def airline(world: World) -> Partner:
    return write_partner(name="Bông Sen Vàng", in_theirs=100, in_ours=30, out_ours=50, out_theirs=100,
                         at=timezone.now(), by=world.by_mai)  # fmt: skip


def at(name: str, *arguments: int) -> str:
    return reverse(f"console:books:{name}", args=arguments)


def has(world: World) -> int:
    return balance_of(customer=world.lan.pk, at=timezone.now()).available


def test_without_partners_the_page_says_what_they_are(mai: Client) -> None:
    page = mai.get(at("partners")).content.decode()
    assert "Chưa có đối tác" in page and at("new_partner") in page


def test_mai_agrees_rates_and_changes_them_with_a_history(mai: Client) -> None:
    mai.post(at("new_partner"), {"name": "Bông Sen Vàng", **RATES})
    row = Partner.objects.get()
    assert (row.in_theirs, row.in_ours, row.out_ours, row.out_theirs, row.is_active) == (
        100,
        30,
        50,
        100,
        True,
    )
    twice = mai.post(at("new_partner"), {"name": "bông sen vàng", **RATES})
    assert twice.status_code == 200 and Partner.objects.count() == 1
    half = mai.post(at("partner_terms", row.pk), RATES | {"out_theirs": ""})
    assert "Hãy điền cả hai số" in half.content.decode()
    mai.post(at("partner_terms", row.pk), {"in_theirs": "100", "in_ours": "40", "is_active": "on"})
    row.refresh_from_db()
    assert (row.in_ours, row.out_ours, row.out_theirs) == (40, None, None)
    history = mai.get(reverse("console:settings:history")).content.decode()
    assert "Bông Sen Vàng" in history and "Điểm của cửa hàng tặng lại" in history


def test_lan_brings_points_and_takes_some_there(mai: Client, world: World, airline: Partner) -> None:
    coming = {"customer": "0912345678", "way": "in", "number": "250", "reference": "VN-77", "key": "k"}
    for _tap in range(2):  # the form sent twice
        mai.post(at("exchange", airline.pk), coming)
    assert (has(world), Exchange.objects.count()) == (60, 1)
    mai.post(at("exchange", airline.pk), coming | {"way": "out", "number": "59", "key": "o"})
    assert has(world) == 10
    page = mai.get(at("partner", airline.pk)).content.decode()
    assert "VN-77" in page and "+60" in page and "Nguyễn Thị Lan" in page
    short = mai.post(
        at("exchange", airline.pk), coming | {"way": "out", "number": "50", "key": "p"}, follow=True
    )
    assert "10 điểm" in short.content.decode()
    assert (has(world), Exchange.objects.count()) == (10, 2)


def test_what_was_undone_is_not_settled(mai: Client, world: World, airline: Partner) -> None:
    now = timezone.now()
    done = partner_in(partner=airline.pk, customer=world.lan.pk, theirs=700, at=now, key="i", by=world.by_mai)
    assert (
        '<td class="num" data-label="Đối tác chuyển sang">700</td>'
        in mai.get(at("partners")).content.decode()
    )
    undo(transfer=done.pk, at=now + timedelta(seconds=1), reason="Nhầm", key="u", by=world.by_mai)
    assert (
        '<td class="num" data-label="Đối tác chuyển sang">0</td>' in mai.get(at("partners")).content.decode()
    )
    assert "đã hoàn tác" in mai.get(at("partner", airline.pk)).content.decode()


def test_a_stranger_and_a_closed_direction_exchange_nothing(
    mai: Client, world: World, airline: Partner
) -> None:
    said = {"customer": "0900000001", "way": "in", "number": "100", "key": "k"}
    assert mai.post(at("exchange", airline.pk), said).status_code == 422
    write_partner(name=airline.name, in_theirs=None, in_ours=None, at=timezone.now(), by=world.by_mai)
    assert mai.post(at("exchange", airline.pk), said | {"customer": "0912345678"}).status_code == 422
    assert not Transfer.objects.exists()


def test_support_exchanges_and_agrees_nothing(world: World, airline: Partner) -> None:
    support = signed_in(staff(name="Phạm Chi", email="chi@example.com", role=Role.SUPPORT))
    support.post(
        at("exchange", airline.pk), {"customer": "0912345678", "way": "in", "number": "100", "key": "k"}
    )
    assert has(world) == 30
    assert support.post(at("new_partner"), {"name": "X", **RATES}).status_code == 403
    assert support.post(at("partner_terms", airline.pk), RATES).status_code == 403
    assert signed_in(world.tu).get(at("partners")).status_code == 403


def test_few_queries_with_many_exchanges(
    mai: Client, world: World, airline: Partner, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(35):
        now = timezone.now()
        partner_in(
            partner=airline.pk, customer=world.lan.pk, theirs=100, at=now, key=f"i{number}", by=world.by_mai
        )
    for address in (at("partners"), at("partner", airline.pk)):
        with django_assert_max_num_queries(12):
            assert mai.get(address).status_code == 200
