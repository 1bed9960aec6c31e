"""An offer goes out by a real SMTP server, comes back to a real mailbox, and nobody writes there again."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from quen.events.models import Event
from quen.events.position import EVERYTHING
from quen.events.readers import catch_up
from quen.kernel.actor import SYSTEM
from quen.messages.bounces import MOST_SOFT, bounces_reader, soft_bounces
from quen.messages.channel import Channel
from quen.messages.guard import Reason
from quen.messages.hand_over import hand_over_due
from quen.messages.models import Message, SoftBounce, State, Suppression, TemplateVersion
from quen.messages.queue import queue
from quen.messages.settings import account_of
from quen.tickets.mail.fetch import fetch_due
from quen.tickets.mail.settings import change_mailbox
from quen.tickets.mail.take_in import take_in
from quen.tickets.mail_models import IncomingMail
from quen.tickets.models import Ticket
from tests.console.cast import signed_in
from tests.messages.mailbox import Mailbox
from tests.tickets.imap import PASSWORD, USER, serving
from tests.tickets.reports import EXIM, LETTER, dsn
from tests.world import World

DAY = timedelta(days=1)


def full(letter: str, number: int = 1) -> bytes:
    """The report of a mailbox that is full."""
    return dsn(letter=letter, status="5.2.2", why="smtp; 552 5.2.2 mailbox full", number=number)


def went_out(shop: World, version: TemplateVersion, at: datetime, key: str = "tet") -> Message:
    """An offer to Lan, taken by the SMTP server."""
    row = queue(customer=shop.lan.pk, version=version, key=key, at=at, by=SYSTEM)
    hand_over_due(account_of(Channel.EMAIL), at=at)
    row.refresh_from_db()
    return row


def follow() -> None:
    catch_up(bounces_reader(), until=EVERYTHING)


def test_a_dead_address_read_from_the_mailbox_is_never_written_to_again(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    row = went_out(shop, mail_offer, now)
    assert row.provider_id == mailbox.names()[0]
    with serving() as box:
        change_mailbox(
            by=SYSTEM, is_on=True, host="127.0.0.1", port=box.port, security="none", user=USER, password=PASSWORD
        )  # fmt: skip
        box.put(dsn(letter=row.provider_id))
        assert fetch_due(at=now + timedelta(hours=1)) == 1
    follow()
    row.refresh_from_db()
    assert (row.state, row.detail) == (State.BOUNCED, "550 5.1.1 <lan@example.com>: user unknown")
    kept = Suppression.objects.get()
    assert (kept.address, kept.reason, kept.detail) == ("lan@example.com", "bounced", row.detail)
    assert Event.objects.get(kind="message.bounced").customer == shop.lan.pk
    assert (Ticket.objects.count(), IncomingMail.objects.get().fate) == (0, "bounce")
    again = went_out(shop, mail_offer, now + 2 * DAY, key="again")
    assert (again.state, again.reason) == (State.REFUSED, Reason.SUPPRESSED)
    assert len(mailbox.names()) == 1


def test_an_old_servers_report_is_read_as_well(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    row = went_out(shop, mail_offer, now)
    take_in(EXIM.replace(LETTER.encode(), row.provider_id.encode()), at=now)
    follow()
    assert Suppression.objects.get().address == "lan@example.com"


def test_a_full_mailbox_is_counted_and_may_be_written_to(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    row = went_out(shop, mail_offer, now)
    report = full(row.provider_id)
    assert [take_in(report, at=now).is_new, take_in(report, at=now).is_new] == [True, False]
    follow()
    row.refresh_from_db()
    assert (row.state, soft_bounces("lan@example.com", at=now)) == (State.BOUNCED, 1)
    assert not Suppression.objects.exists()
    assert went_out(shop, mail_offer, now + 2 * DAY, key="again").state == State.HANDED_OVER


def test_a_mailbox_nobody_empties_is_given_up_after_some_weeks(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    for number in range(MOST_SOFT):
        assert not Suppression.objects.exists()
        at = now + 2 * number * DAY
        row = went_out(shop, mail_offer, at, key=f"tet {number}")
        take_in(full(row.provider_id, number), at=at)
        follow()
    assert Suppression.objects.get().reason == "softly"


def test_a_report_somebody_made_up_ends_nobodys_address(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    row = went_out(shop, mail_offer, now)
    take_in(dsn(letter=LETTER), at=now)
    take_in(dsn(letter=row.provider_id, address="tu@example.com", number=2), at=now)
    take_in(dsn(letter="<x>", number=3), at=now)
    follow()
    row.refresh_from_db()
    assert row.state == State.HANDED_OVER
    assert not Suppression.objects.exists() and not SoftBounce.objects.exists()
    assert Ticket.objects.count() == 0


def test_a_letter_that_is_late_changes_nothing(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    row = went_out(shop, mail_offer, now)
    take_in(dsn(letter=row.provider_id, action="delayed", status="4.4.1", why=""), at=now)
    follow()
    row.refresh_from_db()
    assert row.state == State.HANDED_OVER
    assert not Event.objects.filter(kind="mail.came_back").exists()


@pytest.mark.django_db
def test_mai_sees_what_came_back_and_why(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    row = went_out(shop, mail_offer, now)
    take_in(full(row.provider_id), at=now)
    follow()
    mai: Client = signed_in(shop.mai)
    mai.cookies["django_language"] = "en"
    page = mai.get("/outreach/suppressions/").content.decode()
    assert "Came back, but may arrive next time" in page
    assert "lan@example.com" in page and "552 5.2.2 mailbox full" in page
