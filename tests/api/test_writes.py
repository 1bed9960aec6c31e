"""A write sent twice counts once, and is answered alike both times."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from quen.events.models import Event
from quen.flows.answer_once import KEPT, forget_old_answers
from quen.flows.models import Answered
from quen.people.models import Customer
from tests import world
from tests.api.cast import Till, till
from tests.world import World

ĐẠO = {"name": "Trần Văn Đạo", "phone": "0987654321"}


@pytest.fixture
def counter(shop: World) -> Till:
    return till()


def test_the_same_key_and_body_get_the_same_answer_and_one_effect(counter: Till) -> None:
    first = counter.post("/customers", ĐẠO, key="one")
    again = counter.post("/customers", ĐẠO, key="one")
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert first.status_code == 201
    assert Customer.objects.filter(name=ĐẠO["name"]).count() == 1
    assert Event.objects.filter(kind="customer.added").count() == 1


def test_the_same_body_written_otherwise_is_the_same_body(counter: Till) -> None:
    first = counter.post("/customers", '{"name": "Lan", "area": "Quận 1"}', key="one")
    again = counter.post("/customers", '{"area":"Qu\\u1eadn 1",\n"name":"Lan"}', key="one")
    assert first.content == again.content


def test_the_same_key_with_another_body_is_refused(counter: Till) -> None:
    counter.post("/customers", ĐẠO, key="one")
    answer = counter.post("/customers", ĐẠO | {"name": "Ai khác"}, key="one")
    assert (answer.status_code, answer.json()["type"]) == (
        409,
        "urn:khach-quen:problem:key-used-for-something-else",
    )
    assert not Customer.objects.filter(name="Ai khác").exists()


def test_the_same_key_at_another_address_is_refused(counter: Till, shop: World) -> None:
    counter.post("/customers", {"name": "Lan"}, key="one")
    assert counter.patch(f"/customers/{shop.lan.pk}", {"name": "Lan"}, key="one").status_code == 409


def test_two_tokens_may_use_one_key(counter: Till) -> None:
    counter.post("/customers", {"name": "A"}, key="one")
    assert till().post("/customers", {"name": "B"}, key="one").json()["name"] == "B"


@pytest.mark.parametrize("key", ["", "two words", "x" * 81, "khóa"])
def test_a_write_without_a_key_that_can_be_kept_is_refused(counter: Till, key: str) -> None:
    before = Customer.objects.count()
    answer = counter.post("/customers", ĐẠO, key=key)
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:khach-quen:problem:key-missing")
    assert Customer.objects.count() == before


def test_a_refused_write_may_be_sent_again_with_its_key(counter: Till, shop: World) -> None:
    taken = {"name": "Ai đó", "phone": "0912345678"}
    assert counter.post("/customers", taken, key="one").status_code == 409
    assert not Answered.objects.exists()
    shop.lan.identities.all().delete()
    assert counter.post("/customers", taken, key="one").status_code == 201


def test_old_answers_are_forgotten(counter: Till) -> None:
    now = timezone.now()
    counter.post("/customers", {"name": "A"}, key="old")
    Answered.objects.update(answered_at=now - KEPT - timedelta(seconds=1))
    counter.post("/customers", {"name": "B"}, key="new")
    assert forget_old_answers(at=now) == 1
    assert [answered.key.rpartition(":")[2] for answered in Answered.objects.all()] == ["new"]


@pytest.mark.django_db(transaction=True)
def test_of_eight_at_once_one_has_the_effect_and_all_have_the_answer() -> None:
    world.build()
    token, answers = till().token, []

    def send() -> None:
        try:
            answers.append(Till(token).post("/customers", ĐẠO, key="one"))
        finally:
            connection.close()

    clients = [threading.Thread(target=send) for _ in range(8)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
    assert Customer.objects.filter(name=ĐẠO["name"]).count() == 1
