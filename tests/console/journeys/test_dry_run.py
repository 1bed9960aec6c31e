"""Mai asks what a journey would have done in the last year."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quen.journeys.models import Enrolment
from quen.people.models import Customer
from quen.shops.roles import Role
from tests import world as cast
from tests.console.cast import signed_in
from tests.journeys.travel import THANKS, buys, journey_of
from tests.world import World


@pytest.fixture
def shop(db: None) -> World:
    return cast.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def test_the_button_shows_who_would_have_got_what(mai: Client, shop: World) -> None:
    now = timezone.now()
    journey = journey_of({"do": "wait", "days": 2}, THANKS, at=now, is_on=False)
    address = reverse("console:journeys:dry_run", args=[journey.pk])
    assert address in mai.get(reverse("console:journeys:show", args=[journey.pk])).content.decode()
    buys(shop.lan, now - timedelta(days=10))
    page = mai.get(address).content.decode()
    assert "Không gửi, không tặng và không ghi lại gì" in page
    assert "1 đã qua" in page and "Nguyễn Thị Lan" in page
    assert f"{timezone.localtime(now - timedelta(days=8)):%d/%m/%Y %H:%M}" in page
    assert "Tin có được gửi hay không" in page
    assert not Enrolment.objects.exists()


def test_who_may_not_see_customers_sees_no_names(shop: World) -> None:
    now = timezone.now()
    journey = journey_of(THANKS, at=now, is_on=False)
    buys(shop.lan, now - timedelta(days=10))
    analyst = cast.staff(name="Phúc", email="phuc@example.com", role=Role.ANALYST)
    page = signed_in(analyst).get(reverse("console:journeys:dry_run", args=[journey.pk])).content.decode()
    assert "Nguyễn Thị Lan" not in page and "1 đã qua" in page


def test_the_page_asks_few_questions_however_many_customers_there_are(mai: Client) -> None:
    now = timezone.now()
    journey = journey_of({"do": "wait", "days": 1}, THANKS, at=now, is_on=False, reentry_days=0)
    for each in Customer.objects.bulk_create(Customer(name=f"Khách {n}") for n in range(40)):
        buys(each, now - timedelta(days=20))
    address = reverse("console:journeys:dry_run", args=[journey.pk])
    mai.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert mai.get(address).status_code == 200
    assert len(asked) <= 18, [each["sql"][:80] for each in asked]
