"""A small shop with customers of every kind, as Mai (the owner) sees it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from quen.insight.models import CustomerSummary
from quen.insight.summary.refresh import refresh_all
from quen.people.create_customer import create_customer
from quen.people.models import Customer, IdentityKind
from quen.people.recognise import recognition
from quen.people.search import refresh_search
from quen.shops.roles import Role
from tests import world as cast
from tests.insight.shop import buy

LONG_NAME = (
    "Công ty Trách nhiệm hữu hạn Một thành viên Thương mại Dịch vụ Xuất nhập khẩu Hoàng Nguyễn Phương Nam"
)


@pytest.fixture
def world(db: None) -> cast.World:
    world = cast.build()
    refresh_search()
    return world


@pytest.fixture
def mai(client: Client, world: cast.World) -> Client:
    """The owner's browser."""
    client.force_login(world.mai)
    return client


@pytest.fixture
def tu(world: cast.World) -> Client:
    """The cashier's browser: sees customers, changes nothing."""
    browser = Client()
    browser.force_login(world.tu)
    return browser


@pytest.fixture
def marketer(world: cast.World) -> Client:
    browser = Client()
    browser.force_login(cast.staff(name="Hồ Minh", email="minh@example.com", role=Role.MARKETER))
    return browser


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def known(world: cast.World, name: str, *, phone: str = "", **facts: object) -> Customer:
    """A customer, written down through the verb."""
    known_by = [recognition(IdentityKind.PHONE, phone)] if phone else []
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return create_customer(known_by=known_by, by=world.by_mai, at=at, name=name, **facts)  # type: ignore[arg-type]


@pytest.fixture
def shop(world: cast.World, today: date) -> dict[str, Customer]:
    """Lan is loyal, Đạo lapsed, Hoa new, the company potential; all summed up."""
    people = {
        "lan": world.lan,
        "dao": known(world, "Trần Văn Đạo", phone="0987654321", area="Quận 3", gender="male"),
        "hoa": known(
            world, "Lê Thị Hoa", phone="0903111222", area="quan 3", birth_date=date(today.year - 30, 1, 1)
        ),
        "company": known(world, LONG_NAME, kind="company"),
        "nameless": known(world, ""),
    }
    for weeks in range(6):
        buy(people["lan"], today - timedelta(days=7 * weeks + 2), 100_000, store=world.store)
    for months in range(3):
        buy(people["dao"], today - timedelta(days=400 + 30 * months), 900_000, store=world.store)
    buy(people["hoa"], today - timedelta(days=1), 50_000, store=world.store)
    refresh_all(today=today)
    return people


def stage_of(customer: Customer) -> str:
    return CustomerSummary.objects.get(customer=customer).stage
