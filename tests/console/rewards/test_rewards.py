"""Mai fills the catalogue; Tú hands rewards over at the counter."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quen.flows.claim_reward import claim_reward
from quen.points.reads import balance_of
from quen.rewards.catalogue import add_reward
from quen.rewards.models import Claim, ClaimState, Reward, RewardKind
from tests import world
from tests.console.cast import signed_in
from tests.flows.test_claim_reward import member
from tests.rewards.test_picture import photograph
from tests.world import World

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "Bình nước giữ nhiệt", "kind": "gift", "points": "60", "price_minor": "20000", "stock": "5",
    "hold_hours": "48", "is_shown": "on",
}  # fmt: skip


@pytest.fixture
def shop() -> World:
    return world.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def at(address: str, *arguments: object) -> str:
    return reverse(f"console:rewards:{address}", args=arguments)


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def claimed(shop: World) -> Claim:
    now = timezone.now()
    member(shop.lan, shop, now)
    reward = add_reward(kind=RewardKind.GIFT, name="Bình nước", points=60, stock=3, at=now, by=shop.by_mai)
    return claim_reward(reward=reward.pk, customer=shop.lan.pk, at=now, key="c", by=shop.by_mai)


def test_an_empty_catalogue_says_what_it_is_for(mai: Client) -> None:
    assert "Chưa có quà nào" in text(mai.get(at("index")))
    assert "Chưa có gì chờ ở đây" in text(mai.get(at("claims")))


def test_mai_writes_a_reward_with_its_picture(mai: Client) -> None:
    picture = SimpleUploadedFile("x.png", photograph("PNG"))
    assert mai.post(at("new"), {**TYPED, "picture": picture}).status_code == 302
    reward = Reward.objects.get()
    assert (reward.points, reward.price_minor, reward.stock, reward.has_picture) == (60, 20_000, 5, True)
    page = text(mai.get(at("index")))
    assert "60 điểm + 20.000" in page.replace("\n", " ").replace("  ", " ")
    address = at("picture", reward.pk, "small", reward.picture.digest)
    shown = mai.get(address)
    assert (shown.headers["Content-Type"], shown.headers["X-Content-Type-Options"]) == (
        "image/webp",
        "nosniff",
    )
    assert mai.get(address.replace("small", "huge")).status_code == 404
    mai.post(at("drop_picture", reward.pk))
    reward.refresh_from_db()
    assert not reward.has_picture


def test_a_script_in_place_of_a_picture_keeps_nothing(mai: Client) -> None:
    wrong = SimpleUploadedFile("x.png", b"<svg onload='alert(1)'/>", content_type="image/png")
    answer = mai.post(at("new"), {**TYPED, "picture": wrong})
    assert answer.status_code == 422
    assert not Reward.objects.exists()


def test_stock_comes_in_pieces(mai: Client) -> None:
    mai.post(at("new"), TYPED)
    reward = Reward.objects.get()
    mai.post(at("stock", reward.pk), {"pieces": "10"})
    assert mai.post(at("edit", reward.pk), TYPED | {"name": "Bình xanh"}).status_code == 302
    reward.refresh_from_db()
    assert (reward.name, reward.stock) == ("Bình xanh", 15)


def test_tu_finds_the_claim_by_its_code_and_hands_it_over(shop: World) -> None:
    claim, tu = claimed(shop), signed_in(shop.tu)
    for search in (claim.code.lower(), "lan nguyen"[:3]):
        found = text(tu.get(at("claims"), {"q": search}))
        assert "Bình nước" in found and found.count("<figure") == 1
    tu.post(at("hand_over", claim.pk))
    claim.refresh_from_db()
    assert claim.state == ClaimState.HANDED_OVER
    assert "Bình nước" in text(tu.get(at("claims"), {"state": "handed_over"}))


def test_a_claim_is_cancelled_and_the_points_are_free(shop: World, mai: Client) -> None:
    claim = claimed(shop)
    mai.post(at("cancel", claim.pk))
    assert balance_of(customer=shop.lan.pk, at=timezone.now()).available == 100
    again = mai.post(at("hand_over", claim.pk), follow=True)
    assert "đã kết thúc" in again.content.decode()


def test_lists_cost_few_queries_and_leave_in_files(shop: World, mai: Client) -> None:
    claimed(shop)
    for number in range(10):
        mai.post(at("new"), TYPED | {"name": f"Quà {number}"})
    for address in (at("index"), at("claims")):
        with CaptureQueriesContext(connection) as asked:
            assert "Bình nước" in text(mai.get(address))
        assert len(asked) <= 12
    for file_format in ("csv", "xlsx"):
        assert mai.get(at("export", file_format)).status_code == 200
    assert mai.get(at("export", "pdf")).status_code == 404
