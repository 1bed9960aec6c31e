"""Lan writes from her card, a stranger from the shop's site; neither sees what is not hers."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from quen.tickets.answer import answer
from quen.tickets.models import Entry, Ticket
from quen.tickets.note import note
from tests.member.test_card import opened
from tests.world import World

SAID = {"kind": "complaint", "topic": "delivery", "text": "Cà phê giao tới đã nguội"}
STRANGER = {"name": "Ai đó", "phone": "0912 345 678"}


def stamped(name: str = "sending", age: timedelta = timedelta(seconds=30)) -> str:
    return signing.dumps([(timezone.now() - age).timestamp(), name], salt="quen.member.join")


def sent(client: Client, **said: str) -> Any:
    return client.post("/m/help/", {"stamp": stamped(), **SAID, **said})


def test_lan_writes_from_her_card_reads_the_answer_and_says_more(world: World) -> None:
    phone = opened(world, world.lan)
    assert "Cảm ơn bạn" in sent(phone).content.decode()
    ticket = Ticket.objects.get()
    assert (ticket.customer, ticket.is_proven, ticket.came_by, ticket.kind) == (
        world.lan,
        True,
        "member",
        "complaint",
    )
    now = timezone.now()
    note(ticket=ticket.pk, text="Khách khó tính", at=now, by=world.by_mai)
    answer(ticket=ticket.pk, text="Xin lỗi chị", at=now, by=world.by_mai)
    assert "Đã trả lời" in phone.get("/m/help/").content.decode()
    page = phone.get(f"/m/help/{ticket.pk}/").content.decode()
    assert "Xin lỗi chị" in page and "khó tính" not in page
    assert phone.post(f"/m/help/{ticket.pk}/", {"text": "Vẫn nguội"}).status_code == 302
    assert phone.post(f"/m/help/{ticket.pk}/", {"text": " "}).status_code == 422
    ticket.refresh_from_db()
    assert (ticket.state, Entry.objects.last().text) == ("open", "Vẫn nguội")  # type: ignore[union-attr]


def test_a_stranger_with_lans_number_is_heard_but_proves_nothing(world: World) -> None:
    answer = sent(Client(headers={"accept-language": "vi"}), **STRANGER)
    assert "Sẽ có người trả lời bạn" in answer.content.decode()
    ticket = Ticket.objects.get()
    assert (ticket.customer, ticket.is_proven, ticket.came_by) == (world.lan, False, "web")
    phone = opened(world, world.lan)
    assert "nguội" not in phone.get("/m/help/").content.decode()
    assert phone.get(f"/m/help/{ticket.pk}/").status_code == 404
    assert Client().get(f"/m/help/{ticket.pk}/").status_code == 404


@pytest.mark.parametrize(
    "said",
    [{"website": "http://x"}, {"stamp": "x"}, {"phone": ""}, {"phone": "12"}, {"text": ""}, {"kind": "x"}],
)
def test_machines_and_who_cannot_be_answered_leave_nothing(world: World, said: dict[str, str]) -> None:
    assert 400 <= sent(Client(), **{**STRANGER, **said}).status_code < 500
    assert not Ticket.objects.exists()


def test_a_form_sent_twice_is_one_ticket(world: World) -> None:
    for _ in range(2):
        assert sent(Client(), **STRANGER).status_code == 200
    assert Ticket.objects.count() == 1
