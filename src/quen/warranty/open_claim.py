"""Goods come in with a fault."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.programme.kept_sentences import sentence_to_json
from quen.purchases.models import Line
from quen.warranty.errors import BadClaim, ClaimOpen, NoSuchGoods
from quen.warranty.events import WarrantyOpened
from quen.warranty.find import product_of
from quen.warranty.goods import Goods, goods_of
from quen.warranty.models import Claim, Decision, Place, Step

MOST_WORDS = 500
MOST_SERIAL = 120


@transaction.atomic
def open_claim(
    *, line: int, fault: str, at: datetime, by: Actor, store: int | None = None, serial: str = ""
) -> Claim:
    """Receive one piece of a line with what is wrong with it, and keep what the terms say of it today.

    `serial` where the line bears none. Goods the terms refuse are received, too: somebody decides.
    Raises NoSuchGoods, BadClaim, ClaimOpen.
    """
    said = tidy(fault)
    if not said or len(said) > MOST_WORDS:
        raise BadClaim(
            gettext_noop("Say in 1 to %(most)s letters what is wrong with the goods."), most=MOST_WORDS
        )
    goods = _held(line, at)
    if not goods.can_be_claimed:
        raise ClaimOpen(gettext_noop("The customer has no piece of these goods that is not here already."))
    claim = _received(goods, said, goods.serial or tidy(serial)[:MOST_SERIAL], store, at, by)
    emit(
        WarrantyOpened(
            at=at, by=by, customer=claim.customer_id, store=store, subject=claim.pk, product=product_of(claim),
            serial=claim.serial, fault=said, is_proposed=goods.proposal.is_accepted, clause=claim.clause,
        )
    )  # fmt: skip
    return claim


def _held(line: int, at: datetime) -> Goods:
    """The goods, their line held: two tills do not receive one piece twice."""
    if Line.objects.select_for_update(of=("self",)).filter(pk=line).first() is None:
        raise NoSuchGoods(gettext_noop("There are no such goods. Look them up again."))
    return goods_of(Line.objects.filter(pk=line), at=at)[0]


def _received(goods: Goods, fault: str, serial: str, store: int | None, at: datetime, by: Actor) -> Claim:
    proposal, here = goods.proposal, {claim.piece for claim in goods.claims if claim.is_open}
    clause = proposal.clause
    claim = Claim.objects.create(
        line=goods.line, piece=next(piece for piece in range(1, len(here) + 2) if piece not in here),
        customer=goods.line.purchase.customer, store_id=store, serial=serial, fault=fault,
        proposed=Decision.ACCEPTED if proposal.is_accepted else Decision.REFUSED, why=sentence_to_json(proposal.why),
        ends_on=proposal.ends_on, terms_id=goods.terms.version, clause=clause.number if clause else None,
        clause_words=clause.words if clause else "", opened_at=at, opened_by=str(by), moved_at=at,
    )  # fmt: skip
    Step.objects.create(claim=claim, place=Place.RECEIVED, came_at=at, moved_by=str(by))
    return claim
