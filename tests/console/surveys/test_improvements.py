"""Mai says what she changed because of her customers, and has them told."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quen.surveys.improved_models import Improvement
from tests import world as cast
from tests.console.cast import signed_in
from tests.world import World

TYPED = {"title": "Hai quầy", "words": "Giờ cao điểm có hai quầy.", "since": "2026-11-20", "theme": "wait"}


@pytest.fixture
def shop(db: None) -> World:
    return cast.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def at(address: str, *arguments: object) -> str:
    return reverse(f"console:surveys:{address}", args=arguments)


def test_recorded_told_and_taken_back(mai: Client) -> None:
    assert "Chưa ghi gì" in mai.get(at("improvements")).content.decode()
    assert mai.post(at("add_improvement"), TYPED).status_code == 302
    row = Improvement.objects.get()
    page = mai.get(at("improvements")).content.decode()
    assert "Hai quầy" in page and "Chờ đợi" in page and "Báo qua Email" in page
    mai.post(at("tell_improvement", row.pk), {"way": "email"})
    row.refresh_from_db()
    assert row.template is not None and "đang được báo" in mai.get(at("improvements")).content.decode()
    mai.post(at("withdraw_improvement", row.pk))
    assert "đã rút lại" in mai.get(at("improvements")).content.decode()


def test_what_answers_nothing_is_refused_with_a_sentence(mai: Client) -> None:
    answer = mai.post(at("add_improvement"), TYPED | {"theme": ""})
    assert answer.status_code == 422 and "trả lời điều gì" in answer.content.decode()
    mai.post(at("add_improvement"), TYPED)
    answer = mai.post(at("tell_improvement", Improvement.objects.get().pk), {"way": "pigeon"}, follow=True)
    assert "Chọn cách báo" in answer.content.decode()
    assert Improvement.objects.get().told_from is None


def test_the_page_asks_at_most_twelve_queries(mai: Client) -> None:
    for number in range(8):
        mai.post(at("add_improvement"), TYPED | {"title": f"Đổi {number}"})
    mai.get(at("improvements"))
    with CaptureQueriesContext(connection) as queries:
        mai.get(at("improvements"))
    assert len(queries) <= 12
