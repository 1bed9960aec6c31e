"""Ring up: one sale judged, and written with all it brings, in one transaction."""

from zoneinfo import ZoneInfo

from psycopg.errors import UniqueViolation

from quen.flows.errors import KeyUsedForSomethingElse
from quen.flows.ring_up.errors import NoSuchStore, NoSuchVoucher, ReceiptTaken, TooBusy
from quen.flows.ring_up.goods import keep_goods
from quen.flows.ring_up.judge import Verdict, judge
from quen.flows.ring_up.known import NO_KEY, Known, ask
from quen.flows.ring_up.moves import Given, Moves, planned
from quen.flows.ring_up.open_account import open_account
from quen.flows.ring_up.receipt import GivenVoucher, Receipt, receipt_from_json
from quen.flows.ring_up.sale import Sale, refuse_bad
from quen.flows.ring_up.statements import OfDjango, Statements
from quen.flows.ring_up.write import write
from quen.kernel.actor import Actor
from quen.kernel.sentences import Sentence, gettext_noop
from quen.people.find import no_such

MOST_TRIES = 64
"""How often a sale is judged again because the member's counters changed meanwhile: tills at one member are few."""


def ring_up(*, sale: Sale, key: str, by: Actor, on: Statements | None = None) -> Receipt:
    """Record a sale and give what the programme in force on its day gives; the same key is answered once.

    The same receipt of the same store under another key gives the same answer, too. Raises BadSale, NoSuchStore,
    NoSuchCustomer, ReceiptTaken, CannotSpend, NotEnoughPoints, TooBusy, and writes nothing then.
    `on` runs the statements; Django's connection by default.
    """
    refuse_bad(sale, key)
    digest, statements = sale.digest(), on or OfDjango()
    for _ in range(MOST_TRIES):
        try:
            with statements.step():
                receipt = _once(statements, sale, key, digest, by)
        except UniqueViolation:
            continue  # the same sale is written at this moment by someone else: read what became of it
        if receipt is not None:
            return receipt
    raise TooBusy(
        gettext_noop("The customer's points are being changed elsewhere. Nothing was kept; try again.")
    )


def quote(*, sale: Sale, on: Statements | None = None) -> Receipt:
    """What `ring_up` would answer, without writing anything. Raises what it raises, but for keys and receipts."""
    refuse_bad(sale, "quote")
    known = ask(on or OfDjango(), sale=sale, receipt="", key=NO_KEY)
    _refuse_unknown(sale, known)
    verdict = judge(sale, known)
    moves = planned(known, at=sale.at, redeem=sale.redeem_points, given=_given(verdict, known), may_owe=False)
    return _receipt(sale, sale.receipt or "", known, verdict, moves)


def _once(statements: Statements, sale: Sale, key: str, digest: str, by: Actor) -> Receipt | None:
    number = sale.receipt or key
    known = ask(statements, sale=sale, receipt=number, key=key)
    if (before := _answered(known, digest, key, number)) is not None:
        return before
    _refuse_unknown(sale, known)
    if any([keep_goods(statements, sale, known), open_account(statements, known)]):
        known = ask(statements, sale=sale, receipt=number, key=key)
    verdict = judge(sale, known)
    moves = planned(
        known, at=sale.at, redeem=sale.redeem_points, given=_given(verdict, known), may_owe=sale.was_offline
    )
    receipt = _receipt(sale, number, known, verdict, moves)
    is_written = write(
        statements, sale=sale, known=known, verdict=verdict, moves=moves, receipt=receipt, key=key,
        digest=digest, by=by,
    )  # fmt: skip
    return receipt if is_written else None


def _answered(known: Known, digest: str, key: str, number: str) -> Receipt | None:
    """The answer given before. Raises ReceiptTaken."""
    if known.answered is not None:
        was, answer = known.answered
        if was != digest:
            raise KeyUsedForSomethingElse(
                gettext_noop(
                    "The key %(key)s was used for another request. Nothing was kept; "
                    "send this one with a key of its own."
                ),
                key=key,
            )
        return receipt_from_json(answer)
    if known.recorded is None:
        return None
    _purchase, was_recorded, answer = known.recorded
    if was_recorded != digest:
        raise ReceiptTaken(
            gettext_noop(
                "Receipt %(receipt)s of this store is another sale, recorded before. Nothing was kept."
            ),
            receipt=number,
        )
    return receipt_from_json(answer)


def _refuse_unknown(sale: Sale, known: Known) -> None:
    if known.store is None:
        raise NoSuchStore(gettext_noop("There is no store number %(store)s."), store=sale.store)
    if sale.customer is not None and known.customer is None:
        raise no_such(sale.customer)
    if sale.vouchers:
        raise NoSuchVoucher(gettext_noop("There is no voucher %(code)s."), code=sale.vouchers[0])


def _given(verdict: Verdict, known: Known) -> Given | None:
    outcome = verdict.outcome
    if outcome is None:
        return None
    clock = ZoneInfo(known.timezone)
    return Given(
        points=outcome.points,
        pending_until=outcome.pending_until.replace(tzinfo=clock),
        expires_at=outcome.expires_at.replace(tzinfo=clock) if outcome.expires_at else None,
    )


def _receipt(sale: Sale, number: str, known: Known, verdict: Verdict, moves: Moves) -> Receipt:
    outcome, given = verdict.outcome, _given(verdict, known)
    sentences = list(verdict.sentences)
    if moves.owed_now:
        sentences.append(
            Sentence(
                gettext_noop("%(points)s of the points had been spent elsewhere meanwhile; they are owed."),
                {"points": moves.owed_now},
            )
        )
    return Receipt(
        purchase=known.numbers.purchase,
        store=sale.store,
        receipt=number,
        customer=known.customer,
        is_member=known.member is not None,
        at=sale.at,
        amount_minor=sale.amount_minor,
        due_minor=sale.amount_minor - verdict.redeemed_minor,
        points_earned=given.points if given else 0,
        points_redeemed=sale.redeem_points,
        redeemed_minor=verdict.redeemed_minor,
        pending_until=given.pending_until if given and given.points else None,
        expires_at=given.expires_at if given and given.points else None,
        version=verdict.programme.version if verdict.programme else None,
        standing=moves.standing,
        tier=outcome.tier if outcome else None,
        results=outcome.results if outcome else (),
        prices=outcome.prices if outcome else (),
        vouchers_issued=tuple(
            GivenVoucher(kind=issued.kind, valid_until=issued.valid_until) for issued in outcome.vouchers
        )
        if outcome
        else (),
        sentences=tuple(sentences),
    )
