"""What the chain gave to make good: a cup on the house for two complaints in five, most with a manager's yes.

Nobody who gives knows what follows: who came back, and drank the cup, is in the sales.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from quen.demo.loyalty.kinds import CUP
from quen.demo.loyalty.luck import chance
from quen.demo.loyalty.wallet import Wallet
from quen.enrolment.models import Member
from quen.events.happening import Happening
from quen.flows.judge_history.occasions import Bought
from quen.kernel.actor import Actor, ActorKind
from quen.purchases.models import Purchase
from quen.shops.models import Staff
from quen.shops.roles import Permission, Role
from quen.tickets.choices import TicketKind
from quen.tickets.events import RecoveryAsked, RecoveryGiven, RecoveryRefused
from quen.tickets.models import RecoveryOffer, Ticket
from quen.tickets.ready_models import OfferKind, OfferState
from quen.vouchers.models import Use, VoucherKind

_OF_FIVE, _NO_OF = 2, 20  # two complaints in five; of twenty wishes that need a yes one hears no
_MINUTE = timedelta(minutes=1)


def make_good(*, seed: int, now: datetime) -> list[Happening]:
    """Write the offers, their vouchers and the visits that used them; the events are the caller's to write."""
    kind = VoucherKind.objects.filter(key=CUP).first()
    managers = list(Staff.objects.filter(is_active=True, role=Role.MANAGER).order_by("pk"))
    if kind is None or not managers:
        return []
    told: list[Happening] = []
    wallet = Wallet(seed, {CUP: kind}, told)
    offers = [
        _offer(seed, ticket, managers[chance(f"{seed} says yes {ticket.pk}", len(managers))], now)
        for ticket in _complaints(seed)
    ]
    given = [offer for offer in offers if offer.state == OfferState.GIVEN]
    for offer in given:
        _book(offer, wallet)
    _come_back(given, wallet)
    wallet.write(at=now)
    RecoveryOffer.objects.bulk_create(offers)
    return told + [event for offer in offers for event in _story(offer)]


def _complaints(seed: int) -> Iterator[Ticket]:
    """Those of members that were answered, some of them, the oldest first."""
    rows = Ticket.objects.filter(
        kind=TicketKind.COMPLAINT, first_answered_at__isnull=False, owner__isnull=False
    )
    members = Member.objects.filter(left_at=None).values("pk")
    for ticket in rows.filter(customer__in=members).select_related("owner").order_by("opened_at", "pk"):
        if chance(f"{seed} makes good {ticket.pk}", 5) < _OF_FIVE:
            yield ticket


def _offer(seed: int, ticket: Ticket, manager: Staff, now: datetime) -> RecoveryOffer:
    """Support asks: nobody can say what a cup is worth. Who manages tickets gives at once."""
    assert ticket.owner is not None and ticket.first_answered_at is not None  # as _complaints chose
    asked_at = min(ticket.first_answered_at + _MINUTE * (3 + chance(f"{seed} asks {ticket.pk}", 40)), now)
    offer = RecoveryOffer(
        ticket=ticket, kind=OfferKind.VOUCHER, voucher_kind=CUP, asked_at=asked_at, asked_by=_by(ticket.owner)
    )
    needs_a_yes = not ticket.owner.may(Permission.MANAGE_TICKETS)
    decided_at = asked_at
    if needs_a_yes:
        decided_at += _MINUTE * (15 + chance(f"{seed} decides {ticket.pk}", 600))
    if decided_at >= now and needs_a_yes:
        return offer
    is_refused = needs_a_yes and chance(f"{seed} no {ticket.pk}", _NO_OF) == 0
    offer.state = OfferState.REFUSED if is_refused else OfferState.GIVEN
    offer.decided_at, offer.decided_by = decided_at, _by(manager) if needs_a_yes else offer.asked_by
    return offer


def _book(offer: RecoveryOffer, wallet: Wallet) -> None:
    key = f"recovery:{offer.ticket_id}"
    assert offer.decided_at is not None  # it is given
    wallet.issue(CUP, offer.ticket.customer_id, at=offer.decided_at, source=key, key=key)
    offer.voucher = wallet.tickets[-1].number


def _come_back(given: Sequence[RecoveryOffer], wallet: Wallet) -> None:
    """At each later visit she may hand her cup in, where she used nothing else."""
    if not given:
        return
    used = Use.objects.filter(purchase__isnull=False).values("purchase")
    rows = Purchase.objects.filter(
        customer__in={offer.ticket.customer_id for offer in given}, bought_at__gte=min(map(_decided, given))
    ).exclude(pk__in=used)
    for pk, customer, store, at in rows.order_by("bought_at", "pk").values_list(
        "pk", "customer", "store", "bought_at"
    ):
        if customer is not None:
            wallet.use_one(customer, Bought(pk, at, "", store, "", (), ()))


def _decided(offer: RecoveryOffer) -> datetime:
    assert offer.decided_at is not None  # it is given
    return offer.decided_at


def _by(staff: Staff) -> str:
    return str(Actor(ActorKind.STAFF, staff.pk))


def _actor(said: str) -> Actor:
    return Actor(ActorKind.STAFF, int(said.partition(":")[2]))


def _story(offer: RecoveryOffer) -> Iterator[Happening]:
    ticket = offer.ticket
    of: dict[str, Any] = {
        "customer": ticket.customer_id, "store": ticket.store_id, "subject": ticket.pk, "ticket": ticket.pk,
        "ticket_kind": str(ticket.kind), "topic": str(ticket.topic), "points": 0, "voucher": offer.voucher_kind,
    }  # fmt: skip
    if offer.decided_by != offer.asked_by:
        yield RecoveryAsked(at=offer.asked_at, by=_actor(offer.asked_by), **of)
    if offer.decided_at is not None:
        kind = RecoveryGiven if offer.state == OfferState.GIVEN else RecoveryRefused
        yield kind(at=offer.decided_at, by=_actor(offer.decided_by), **of)
