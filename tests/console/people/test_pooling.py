"""Mai sets what Lan and Hoa share, and moves points between them and the household."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from quen.people.household import join_household
from quen.people.models import Customer
from quen.points.earn import earn
from quen.points.models import Account
from quen.points.reads import balance_of
from tests.console.cast import signed_in
from tests.world import World


@pytest.fixture
def hoa(world: World) -> Customer:
    hoa = Customer.objects.create(name="Hoa")
    join_household(customer=hoa.pk, of=world.lan.pk, by=world.by_mai, at=timezone.now())
    return hoa


def give(world: World, points: int) -> None:
    at = timezone.now()
    earn(
        customer=world.lan.pk,
        points=points,
        at=at,
        expires_at=at + timedelta(days=30),
        key="e",
        by=world.by_mai,
    )


def has(customer: Customer) -> int:
    return balance_of(customer=customer.pk, at=timezone.now()).available


def send(client: Client, name: str, customer: Customer, /, **said: str) -> str:
    answer = client.post(reverse(f"console:people:{name}", args=[customer.pk]), said)
    if answer.status_code == 403:
        return "403"
    panel = client.get(reverse("console:people:points", args=[customer.pk]))
    return panel.content.decode()


def test_a_household_shares_puts_in_and_draws(world: World, hoa: Customer) -> None:
    mai = signed_in(world.mai)
    give(world, 100)
    before = mai.get(reverse("console:people:points", args=[world.lan.pk])).content.decode()
    assert "chưa góp điểm chung" in before
    assert "góp 50%" in send(mai, "pool_share", world.lan, percent="50")
    for _tap in range(2):  # the form sent twice
        send(mai, "pool_put_in", world.lan, points="30", key="k")
    assert Account.objects.get(household__isnull=False).balance == 30
    assert "<strong>20</strong>" in send(mai, "pool_draw", hoa, points="10", key="d")
    assert (has(world.lan), has(hoa)) == (70, 10)
    assert "góp 50%" not in send(mai, "pool_share", world.lan, percent="0")
    assert Account.objects.get(customer=world.lan.pk).pooled_percent == 0


@pytest.mark.parametrize("percent", ["", "101", "-5", "năm mươi"])
def test_a_share_that_is_none_changes_nothing(world: World, hoa: Customer, percent: str) -> None:
    send(signed_in(world.mai), "pool_share", world.lan, percent=percent)
    assert not Account.objects.filter(pooled_percent__gt=0).exists()


def test_more_than_the_household_has_is_not_drawn(world: World, hoa: Customer) -> None:
    mai = signed_in(world.mai)
    give(world, 100)
    send(mai, "pool_share", world.lan, percent="50")
    send(mai, "pool_put_in", world.lan, points="30", key="k")
    send(mai, "pool_draw", hoa, points="31", key="d")
    assert (has(hoa), Account.objects.get(household__isnull=False).balance) == (0, 30)


def test_the_cashier_sees_the_shares_and_changes_none(
    world: World, hoa: Customer, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    give(world, 100)
    send(signed_in(world.mai), "pool_share", hoa, percent="100")
    tu = signed_in(world.tu)
    with django_assert_max_num_queries(12):
        panel = tu.get(reverse("console:people:points", args=[world.lan.pk])).content.decode()
    assert "góp 100%" in panel and "pool-percent" not in panel and "draw-points" not in panel
    assert {send(tu, name, hoa) for name in ("pool_share", "pool_put_in", "pool_draw")} == {"403"}
