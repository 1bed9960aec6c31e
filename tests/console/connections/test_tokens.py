"""Mai makes a token for a till, sees it once, and takes it back."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quen.shops.models import ApiToken, SettingChange, Store
from quen.shops.scopes import Scope
from tests import world
from tests.api.cast import Till
from tests.console.cast import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db

INDEX = "console:connections:index"
NEW = "console:connections:new"


@pytest.fixture
def shop() -> World:
    return world.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def made(mai: Client, **said: object) -> str:
    """The secret on the page that follows."""
    page = mai.post(reverse(NEW), {"name": "Quầy 2", "scopes": ["purchases:read"], "per_minute": 600} | said)
    assert page.status_code == 200
    assert "no-cache" in page["Cache-Control"]
    found = re.search(r"data-token>(\S+?)<", page.content.decode())
    assert found
    return found.group(1)


def test_a_token_is_shown_once_and_opens_the_api(mai: Client) -> None:
    secret = made(mai)
    assert Till(secret).get("/stores").status_code == 200
    assert Till(secret).get("/customers").status_code == 403
    page = mai.get(reverse(INDEX)).content.decode()
    assert secret not in page
    assert secret[:9] in page and "Quầy 2" in page


def test_a_token_for_one_store(mai: Client, shop: World) -> None:
    other = Store.objects.create(name="Thủ Đức", key="thu duc")
    secret = made(mai, stores=[other.pk])
    assert [store["id"] for store in Till(secret).get("/stores").json()["data"]] == [other.pk]


def test_a_revoked_token_opens_nothing_any_more(mai: Client, shop: World) -> None:
    secret = made(mai)
    token = ApiToken.objects.get()
    answer = mai.post(reverse("console:connections:revoke", args=[token.pk]))
    assert answer.headers["Location"] == reverse(INDEX)
    assert Till(secret).get("/stores").status_code == 401
    assert "Đã thu hồi" in mai.get(reverse(INDEX)).content.decode()
    changed = SettingChange.objects.filter(setting__startswith=f"token.{token.pk}.").order_by("pk")
    assert [change.setting.rpartition(".")[2] for change in changed] == ["scopes", "revoked"]
    assert "Quầy 2" in mai.get(reverse("console:settings:history")).content.decode()


@pytest.mark.parametrize("wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["all"]}, {"per_minute": 0}])
def test_a_token_that_cannot_be_is_refused(mai: Client, wrong: dict[str, Any]) -> None:
    said = {"name": "Quầy 2", "scopes": [Scope.POINTS_READ.value], "per_minute": 600} | wrong
    assert mai.post(reverse(NEW), said).status_code == 422
    assert not ApiToken.objects.exists()


def test_the_pages_ask_the_database_little(mai: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(20):
        made(mai, name=f"Quầy {number}")
    for name in (INDEX, NEW):
        with django_assert_max_num_queries(12):
            assert mai.get(reverse(name)).status_code == 200


def test_what_a_token_did_is_told_by_its_name(mai: Client, shop: World) -> None:
    secret = made(mai, scopes=["customers:write"])
    Till(secret).patch(f"/customers/{shop.lan.pk}", {"area": "Quận 3"})
    page = mai.get(reverse("console:people:story", args=[shop.lan.pk])).content.decode()
    assert "Quầy 2" in page
