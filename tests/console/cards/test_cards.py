"""Mai makes cards and prints them; Tú hands one out, replaces it, and opens the card on a phone."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from quen.cards.models import Batch, Card, PhoneLink
from quen.cards.open_on_phone import ask_to_open
from tests import world
from tests.console.cast import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> World:
    return world.build()


def made(shop: World, count: int = 3) -> list[str]:
    signed_in(shop.mai).post(reverse("console:cards:new"), {"name": "Tết", "count": count})
    return list(Card.objects.order_by("pk").values_list("number", flat=True))


def test_mai_makes_cards_and_prints_them(shop: World) -> None:
    mai = signed_in(shop.mai)
    assert "Chưa có thẻ in" in mai.get(reverse("console:cards:index")).content.decode()
    made(shop)
    sheet = mai.get(reverse("console:cards:sheets", args=[Batch.objects.get().pk, 1]))
    assert mai.get(reverse("console:cards:sheets", args=[Batch.objects.get().pk, 10**30])).status_code == 404
    assert sheet.headers["Content-Type"] == "application/pdf" and sheet.content.startswith(b"%PDF-")
    poster = mai.get(reverse("console:cards:poster", args=[shop.store.pk]))
    assert poster.content.startswith(b"%PDF-")
    assert mai.post(reverse("console:cards:new"), {"name": "", "count": 0}).status_code == 422
    assert Batch.objects.count() == 1


def test_tu_hands_out_loses_and_replaces(shop: World) -> None:
    tu, numbers = signed_in(shop.tu), made(shop)
    found = tu.get(reverse("console:cards:find"), {"q": numbers[0]})
    assert found.headers["Location"] == reverse("console:cards:card", args=[numbers[0]])
    unknown = tu.post(reverse("console:cards:give", args=[numbers[0]]), {"phone": "0987654321"}, follow=True)
    assert "Chưa có khách nào với số" in unknown.content.decode()
    tu.post(reverse("console:cards:give", args=[numbers[0]]), {"phone": "0912345678"})
    assert Card.objects.get(number=numbers[0]).customer == shop.lan
    tu.post(reverse("console:cards:lose", args=[numbers[0]]))
    tu.post(reverse("console:cards:swap", args=[numbers[0]]), {"new_number": numbers[1]})
    assert Card.objects.get(number=numbers[0]).replaced_by == Card.objects.get(number=numbers[1])
    page = tu.get(reverse("console:cards:holder", args=[shop.lan.pk])).content.decode()
    assert "Đã đổi thẻ" in page and "Đang dùng" in page
    assert tu.get(reverse("console:cards:new")).status_code == 403


def test_tu_opens_the_card_by_the_code_and_ends_it(shop: World) -> None:
    tu = signed_in(shop.tu)
    link = ask_to_open(customer=shop.lan.pk, consent=False, store=None, at=timezone.now(), by=shop.by_mai)
    found = tu.get(reverse("console:cards:find"), {"q": link.code})
    assert found.headers["Location"] == reverse("console:cards:phone", args=[link.pk])
    assert "0912" in tu.get(found.headers["Location"]).content.decode()
    tu.post(found.headers["Location"])
    assert PhoneLink.objects.get().is_open
    page = tu.post(reverse("console:cards:link", args=[shop.lan.pk]))
    assert "/m/c/" in page.content.decode() and "no-store" in page.headers["Cache-Control"]
    tu.post(reverse("console:cards:end", args=[shop.lan.pk]))
    assert not PhoneLink.objects.filter(ended_at=None).exists()


def test_the_pages_ask_the_database_little(shop: World, django_assert_max_num_queries: Any) -> None:
    numbers = made(shop, 60)
    mai = signed_in(shop.mai)
    for address in (
        reverse("console:cards:index"),
        reverse("console:cards:batch", args=[Batch.objects.get().pk]),
        reverse("console:cards:card", args=[numbers[0]]),
        reverse("console:cards:holder", args=[shop.lan.pk]),
        reverse("console:cards:posters"),
    ):
        with django_assert_max_num_queries(12):
            assert mai.get(address).status_code == 200
