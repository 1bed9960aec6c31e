"""Every button below an answer, in every state Hoa may find the ticket in."""

import pytest
from django.utils import timezone

from quen.tickets.answer import answer
from quen.tickets.choices import EntryKind
from quen.tickets.models import Entry, Ticket
from quen.tickets.solve import CLOSES_AFTER, close_due, solve
from tests import world as cast
from tests.console.cast import signed_in
from tests.console.tickets.test_tickets import at, support
from tests.tickets.matters import heard
from tests.world import World

BUTTONS = (("wait", "waiting"), ("solve", "solved"), ("stay", "open"))
SAID = "Quán gửi chị ly mới"


@pytest.fixture
def shop(db: None) -> World:
    return cast.build()


def ticket_that_is(state: str, shop: World) -> Ticket:
    """Lan's ticket, as far as it is."""
    now = timezone.now()
    ticket = heard(shop, now)
    if state == "waiting":
        answer(ticket=ticket.pk, text="Đơn nào ạ?", at=now, by=shop.by_mai)
    elif state != "open":
        solve(ticket=ticket.pk, at=now, by=shop.by_mai)
    if state == "closed":
        close_due(at=now + CLOSES_AFTER)
    ticket.refresh_from_db()
    assert ticket.state == state
    return ticket


@pytest.mark.parametrize("state", ["open", "waiting"])
@pytest.mark.parametrize(("button", "then"), BUTTONS)
def test_hoa_answers_with_each_button_whoever_has_the_turn(
    shop: World, state: str, button: str, then: str
) -> None:
    ticket = ticket_that_is(state, shop)
    said = signed_in(support("Hoa")).post(at("answer", ticket.pk), {"text": SAID, "then": button})
    assert said.status_code == 302
    ticket.refresh_from_db()
    assert (ticket.state, ticket.due_at is not None) == (then, then == "open")
    assert (ticket.left_seconds is None) == (then == "open")
    assert Entry.objects.filter(ticket=ticket, kind=EntryKind.OUT).latest("pk").text == SAID


@pytest.mark.parametrize("state", ["solved", "closed"])
@pytest.mark.parametrize("button", [button for button, _then in BUTTONS])
def test_what_is_settled_is_opened_again_before_it_is_answered(shop: World, state: str, button: str) -> None:
    ticket = ticket_that_is(state, shop)
    said = signed_in(support("Hoa")).post(at("answer", ticket.pk), {"text": SAID, "then": button})
    assert said.status_code == 409
    ticket.refresh_from_db()
    assert (ticket.state, Entry.objects.filter(ticket=ticket, kind=EntryKind.OUT).exists()) == (state, False)
