"""Mai asks what her programme brought."""

import csv
import io
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from quen.kernel.actor import SYSTEM
from quen.points.earn import earn
from tests import world
from tests.console.cast import signed_in
from tests.flows.loyal import running
from tests.insight.loyalty.story import twice_as_often
from tests.insight.shop import at
from tests.world import World

pytestmark = pytest.mark.django_db
PAGE = "/loyalty/effect/"


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> World:
    """A world in which it is the second of September 2026."""
    monkeypatch.setattr(timezone, "now", lambda: at(datetime(2026, 9, 2).date()))
    return world.build()


@pytest.fixture
def mai(shop: World) -> Client:
    client = signed_in(shop.mai)
    client.cookies["django_language"] = "en"
    return client


def test_members_who_come_more_often_are_told_with_their_cost(
    mai: Client, shop: World, django_assert_max_num_queries: Any
) -> None:
    running(shop, point_value_minor=200)
    members = twice_as_often(shop)
    earn(
        customer=members[0].pk,
        points=220,
        at=at(datetime(2026, 6, 3).date()),
        version=1,
        key="june",
        by=SYSTEM,
    )
    text = mai.get(PAGE).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "100 members made 110.0 visits more in three months than 100 customers alike" in text
    assert "40 of the 40 members who enrolled in this period are compared, with 40 customers" in text
    assert "evidence and not proof" in text
    assert "A member spent 55,000 ₫ more in three months than a customer alike" in text
    assert "Points and vouchers of these members cost 44,000 ₫, 1,000 ₫ for each extra visit" in text
    with django_assert_max_num_queries(12):
        assert mai.get(PAGE).status_code == 200, "the saved answer"


def test_its_tables_are_there_for_the_taking(mai: Client, shop: World) -> None:
    running(shop)
    twice_as_often(shop)
    answer = mai.get(f"{PAGE}export/?format=csv")
    assert 'filename="effect-months-2026-09-02.csv"' in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[4][:3] == ["month of enrolment", "100", "100"]
    book = load_workbook(io.BytesIO(mai.get(f"{PAGE}export/?format=xlsx").content))
    assert book.sheetnames == ["months", "visits", "revenue", "cost"]
    assert next(book["visits"].iter_rows(min_row=3, max_row=3, values_only=True))[:4] == (
        "Members",
        100,
        210,
        110,
    )


def test_a_period_nobody_enrolled_in_says_so_and_has_no_file(mai: Client, shop: World) -> None:
    running(shop)
    twice_as_often(shop)
    assert "Nobody enrolled in this period." in mai.get(f"{PAGE}?period=30d").content.decode()
    assert mai.get(f"{PAGE}export/?period=30d").status_code == 404


def test_who_enrolled_lately_cannot_be_followed_yet(mai: Client, shop: World) -> None:
    running(shop)
    twice_as_often(shop)
    text = mai.get(f"{PAGE}?to=2026-08-15").content.decode()
    assert "Too few to tell" in text
    assert "can be followed yet" in text


def test_the_cashier_does_not_see_it(shop: World) -> None:
    assert signed_in(shop.tu).get(PAGE).status_code == 403
