"""Tags for many at once, and the way back."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quen.events.models import Event
from quen.people.models import Customer
from quen.people.tag import tag
from tests.world import World

Shop = dict[str, Customer]
TAG_MANY = reverse("console:people:tag_many")


def tagged() -> set[str]:
    return set(Customer.objects.filter(tags__contains=["VIP"]).values_list("name", flat=True))


def undo(client: Client) -> None:
    """Press the button in the message."""
    page = client.get(reverse("console:people:list")).content.decode()
    token = re.search(r'name="done" value="([^"]+)"', page)
    assert token
    client.post(reverse("console:people:undo_tag_many"), {"done": token[1]})


def test_chosen_customers_get_a_tag_and_the_undo_spares_who_had_it(
    mai: Client, world: World, shop: Shop
) -> None:
    tag(customers=[shop["dao"].pk], tags=["VIP"], by=world.by_mai, at=timezone.now())
    mai.post(TAG_MANY, {"chosen": [shop["lan"].pk, shop["dao"].pk], "tag": " VIP ", "what": "add"})
    assert tagged() == {"Nguyễn Thị Lan", "Trần Văn Đạo"}
    undo(mai)
    assert tagged() == {"Trần Văn Đạo"}


def test_all_a_list_found_are_tagged_not_only_the_page(mai: Client, shop: Shop) -> None:
    answer = mai.post(TAG_MANY, {"everybody": "yes", "query": "area=quan 3", "tag": "VIP", "what": "add"})
    assert answer.headers["Location"] == reverse("console:people:list") + "?area=quan+3"
    assert tagged() == {"Trần Văn Đạo", "Lê Thị Hoa"}


def test_a_tag_is_taken_off_and_comes_back_by_undo(mai: Client, world: World, shop: Shop) -> None:
    tag(customers=[shop["dao"].pk], tags=["VIP"], by=world.by_mai, at=timezone.now())
    mai.post(TAG_MANY, {"everybody": "yes", "tag": "VIP", "what": "remove"})
    assert tagged() == set()
    undo(mai)
    assert tagged() == {"Trần Văn Đạo"}


def test_too_many_at_once_are_refused_and_nobody_is_tagged(
    mai: Client, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quen.console.people.bulk.MOST_AT_ONCE", 3)
    mai.post(TAG_MANY, {"everybody": "yes", "tag": "VIP", "what": "add"})
    assert tagged() == set()


def test_a_forged_undo_changes_nothing(mai: Client, shop: Shop) -> None:
    mai.post(TAG_MANY, {"chosen": [shop["lan"].pk], "tag": "VIP", "what": "add"})
    before = Event.objects.count()
    mai.post(reverse("console:people:undo_tag_many"), {"done": "forged"})
    assert (tagged(), Event.objects.count()) == ({"Nguyễn Thị Lan"}, before)


def test_the_cashier_may_not(tu: Client, shop: Shop) -> None:
    assert tu.post(TAG_MANY, {"chosen": [shop["lan"].pk], "tag": "VIP", "what": "add"}).status_code == 403
    assert tagged() == set()
