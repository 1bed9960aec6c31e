"""A call centre tells of Lan's call."""

from quen.events.models import Event
from quen.shops.scopes import Scope
from tests.api.cast import till
from tests.world import World

CALL = {
    "phone": "0912 345 678", "direction": "inbound", "result": "answered", "happened_at": "2026-11-22T02:00:00Z",
    "seconds": 75, "recording": "https://tongdai.vn/a.mp3",
}  # fmt: skip


def test_a_call_told_twice_stands_once_in_lans_story(shop: World) -> None:
    centre = till(Scope.CALLS_WRITE)
    first, again = (centre.post("/calls", CALL, key="call-5512") for _ in range(2))
    assert (
        (first.status_code, first.json())
        == (again.status_code, again.json())
        == (201, {"customer": shop.lan.pk})
    )
    told = Event.objects.get(kind="call.recorded")
    assert (told.customer, told.facts["recording"]) == (shop.lan.pk, "https://tongdai.vn/a.mp3")


def test_an_address_that_is_no_web_address_is_refused(shop: World) -> None:
    answer = till(Scope.CALLS_WRITE).post("/calls", {**CALL, "recording": "javascript:alert(1)"})
    assert answer.status_code == 422
    assert not Event.objects.filter(kind="call.recorded").exists()
