"""After it was settled the customer says how it was; what is not settled is open again."""

from datetime import datetime

from django.core import signing
from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.tickets.choices import CameBy, TicketState, Verdict
from quen.tickets.errors import BadTicket, NoSuchTicket, TicketIsElsewhere
from quen.tickets.events import TicketRated
from quen.tickets.find import held
from quen.tickets.models import Rating, Ticket
from quen.tickets.reply import reply
from quen.tickets.words import in_language

MOST_WORDS = 2_000
LOW = 2
_SALT = "quen.tickets.rating"
NOT_SETTLED = gettext_noop("It is not settled.")


def token_of(ticket: int) -> str:
    """What the link to her rating ends with; only this installation can make it."""
    return signing.Signer(salt=_SALT).sign(str(ticket))


def ticket_of(token: str) -> Ticket:
    """The ticket a link speaks of. Raises NoSuchTicket for one somebody made up."""
    try:
        number = signing.Signer(salt=_SALT).unsign(token[:120])
    except signing.BadSignature:
        number = "0"
    found = Ticket.objects.filter(pk=int(number)).first()
    if found is None:
        raise NoSuchTicket(gettext_noop("This link leads nowhere. Open the one in the letter again."))
    return found


@transaction.atomic
def rate(*, ticket: int, score: int, verdict: Verdict, at: datetime, by: Actor, words: str = "") -> Rating:
    """Keep what she says; said anew while it is settled, it replaces what she said before.

    Not settled means open again, with her words. Raises NoSuchTicket, TicketIsElsewhere, BadTicket.
    """
    if not 1 <= score <= 5:
        raise BadTicket(gettext_noop("Choose one to five stars."))
    found = held(ticket, states=TicketState.values)
    before = Rating.objects.filter(ticket=found).first()
    is_over = found.merged_into_id is not None
    if is_over or (
        found.state != TicketState.SOLVED and (found.state != TicketState.CLOSED or before is not None)
    ):
        raise TicketIsElsewhere(
            gettext_noop("This is being looked after again. Thank you for your patience.")
        )
    said = tidy(words)[:MOST_WORDS]
    row, _made = Rating.objects.update_or_create(
        ticket=found, defaults={"score": score, "verdict": verdict, "words": said, "at": at}
    )
    emit(
        TicketRated(
            at=at, by=by, customer=found.customer_id, store=found.store_id, subject=found.pk, ticket=found.pk,
            ticket_kind=found.kind, topic=found.topic, score=score, verdict=verdict.value, is_low=score <= LOW,
        )
    )  # fmt: skip
    if verdict == Verdict.NOT_SETTLED:
        text = said or in_language(NOT_SETTLED, found.language)
        reply(ticket=found.pk, text=text, came_by=CameBy.WEB, at=at, by=by)
    return row
