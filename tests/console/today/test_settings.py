"""Mai decides how long the list of the day is, what it may cost, and which reasons stand on it."""

import pytest
from django.test import Client
from django.urls import reverse

from quen.insight.today.models import Care, CareDay
from quen.insight.today.registry import KINDS
from quen.insight.today.settings import care_settings
from quen.shops.roles import Role
from tests.console.today.test_care import someone, sunday, world
from tests.world import World

__all__ = ["sunday", "world"]
pytestmark = pytest.mark.django_db
SAID = {
    "owner": "10", "manager": "10", "marketer": "5", "support": "30", "cashier": "3", "contact": "2500",
    "on": [kind.key for kind in KINDS if kind.key != "birthday"],
}  # fmt: skip


@pytest.fixture
def mai(client: Client, world: World) -> Client:
    client.force_login(world.mai)
    client.cookies["django_language"] = "en"
    return client


def test_what_mai_decides_holds_at_once_and_stands_in_the_history(mai: Client) -> None:
    mai.get(reverse("console:today"))
    assert Care.objects.filter(kind="birthday").exists()
    address = reverse("console:care:settings")
    assert mai.post(address, SAID).status_code == 302
    kept = care_settings()
    assert (kept.per_day, kept.contact_minor, kept.off) == (
        {"marketer": 5, "support": 30, "cashier": 3}, 2_500, ["birthday"]
    )  # fmt: skip
    assert not Care.objects.filter(kind="birthday").exists()
    assert CareDay.objects.get().contact_minor == 2_500
    changes = {change.what: (change.before, change.after) for change in
               mai.get(reverse("console:settings:history")).context["changes"]}  # fmt: skip
    assert changes["Reasons left off the list of the day"] == ("none", "Birthday")
    assert changes["Cashier: people a day on the list"] == ("10", "3")
    assert changes["Cost of looking after one person"] == ("–", "2500")


@pytest.mark.parametrize(
    ("field", "wrong"), [("owner", "51"), ("cashier", "-1"), ("contact", "much"), ("on", ["x"])]
)
def test_what_cannot_be_is_said_and_nothing_changes(mai: Client, field: str, wrong: object) -> None:
    answer = mai.post(reverse("console:care:settings"), SAID | {field: wrong})
    assert answer.status_code == 422
    assert care_settings().off == []


def test_only_who_changes_settings_comes_here(client: Client, world: World) -> None:
    for role in (Role.MANAGER, Role.SUPPORT, Role.CASHIER):
        client.force_login(someone(role))
        assert client.get(reverse("console:care:settings")).status_code == 403
