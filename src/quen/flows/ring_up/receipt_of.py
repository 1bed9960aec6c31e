"""The receipt of a judged sale."""

from zoneinfo import ZoneInfo

from quen.flows.ring_up.judge import Verdict
from quen.flows.ring_up.known import Known
from quen.flows.ring_up.moves import Given, Moves
from quen.flows.ring_up.payment import Paid
from quen.flows.ring_up.prices import Priced
from quen.flows.ring_up.receipt import GivenVoucher, Receipt
from quen.flows.ring_up.sale import Sale
from quen.kernel.sentences import Sentence, gettext_noop


def given_by(verdict: Verdict, known: Known) -> Given | None:
    """The points with the days of their lot, by the shop's clock."""
    outcome = verdict.outcome
    if outcome is None:
        return None
    clock = ZoneInfo(known.timezone)
    return Given(
        points=outcome.points,
        pending_until=outcome.pending_until.replace(tzinfo=clock),
        expires_at=outcome.expires_at.replace(tzinfo=clock) if outcome.expires_at else None,
    )


def receipt_of(
    sale: Sale,
    number: str,
    known: Known,
    verdict: Verdict,
    moves: Moves,
    *,
    given: Given | None,
    priced: Priced,
    paid: Paid,
    issued: tuple[GivenVoucher, ...],
    reserved: tuple[Sentence, ...],
) -> Receipt:
    """Everything the till is told. `number` is the receipt's, `issued` the vouchers the sale has brought."""
    outcome = verdict.outcome
    sentences = [*reserved, *priced.sentences, *verdict.sentences, *paid.sentences]
    if moves.owed_now:
        sentences.append(
            Sentence(
                gettext_noop("%(points)s of the points had been spent elsewhere meanwhile; they are owed."),
                {"points": moves.owed_now},
            )
        )
    has_points = given is not None and given.points > 0
    return Receipt(
        purchase=known.numbers.purchase,
        store=sale.store,
        receipt=number,
        customer=known.customer,
        is_member=known.member is not None,
        at=sale.at,
        amount_minor=sale.amount_minor,
        due_minor=sale.amount_minor - verdict.redeemed_minor - paid.minor,
        points_earned=given.points if given else 0,
        points_redeemed=sale.redeem_points,
        redeemed_minor=verdict.redeemed_minor,
        vouchers_minor=paid.minor,
        prices_minor=priced.minor,
        pending_until=given.pending_until if given and has_points else None,
        expires_at=given.expires_at if given and has_points else None,
        version=verdict.programme.version if verdict.programme else None,
        standing=moves.standing,
        tier=outcome.tier if outcome else None,
        results=outcome.results if outcome else (),
        prices=priced.offers or (outcome.prices if outcome else ()),
        vouchers_issued=issued,
        vouchers_used=paid.vouchers,
        sentences=tuple(sentences),
    )
