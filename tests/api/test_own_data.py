"""Another system hands a person her data, and passes on her wish to be forgotten."""

import json

from django.utils import timezone

from quen.events.models import Event
from quen.flows.models import Erasure
from quen.people.note import write_note
from quen.shops.scopes import TILL, Scope
from quen.tickets.models import Ticket
from tests.api.cast import till
from tests.flows.everything import NAME, WORDS, fill, suong_mai
from tests.world import World


def test_all_that_is_kept_comes_as_json_and_the_story_tells_that_it_was_read(shop: World) -> None:
    her = suong_mai()
    fill(her)
    answer = till(Scope.PERSONAL_READ).get(f"/customers/{her.pk}/data")
    assert answer.status_code == 200
    written = json.dumps(answer.json(), ensure_ascii=False)
    assert NAME in written and WORDS in written
    assert (
        Event.objects.filter(kind="customer.exported", customer=her.pk, actor__startswith="token").count()
        == 1
    )


def test_a_wish_waits_and_is_withdrawn(shop: World) -> None:
    token = till(Scope.PERSONAL_ERASE)
    asked = token.post(f"/customers/{shop.lan.pk}/erasures", {}, key="k1")
    assert (asked.status_code, asked.json()["state"]) == (201, "waiting")
    assert token.post(f"/customers/{shop.lan.pk}/erasures", {}, key="k1").json() == asked.json()
    assert token.post(f"/customers/{shop.lan.pk}/erasures", {}).json()["id"] == asked.json()["id"]
    gone = token.post(f"/customers/{shop.lan.pk}/erasures/withdrawal", {})
    assert (gone.status_code, gone.json()["state"]) == (200, "taken_back")
    assert token.post(f"/customers/{shop.lan.pk}/erasures/withdrawal", {}).status_code == 409


def test_open_things_want_a_word(shop: World) -> None:
    her = suong_mai()
    fill(her)
    assert Ticket.objects.filter(customer=her).exists()
    token = till(Scope.PERSONAL_ERASE)
    refused = token.post(f"/customers/{her.pk}/erasures", {})
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:khach-quen:problem:open-with-her")
    assert not Erasure.objects.filter(state="waiting").exists()
    assert token.post(f"/customers/{her.pk}/erasures", {"accepts_open": True}).status_code == 201


def test_nobody_is_404_and_a_till_may_not(shop: World) -> None:
    write_note(customer=shop.lan.pk, text="uống ít đường", by=shop.by_mai, at=timezone.now())
    assert till(Scope.PERSONAL_READ).get("/customers/999999/data").status_code == 404
    assert till(*TILL).get(f"/customers/{shop.lan.pk}/data").status_code == 403
    assert till(*TILL).post(f"/customers/{shop.lan.pk}/erasures", {}).status_code == 403
