"""Ring up: one sale judged, and written with all it brings, in one transaction."""

from dataclasses import replace

from psycopg.errors import UniqueViolation

from quen.enrolment.models import Member
from quen.flows.errors import KeyUsedForSomethingElse
from quen.flows.ring_up.budgets import budgeted, fits_its_parts, named
from quen.flows.ring_up.errors import NoSuchStore, ReceiptTaken, TokenRevoked, TooBusy
from quen.flows.ring_up.exclusive import refuse_reserved, told_reserved
from quen.flows.ring_up.gifts import issued, would_be_issued
from quen.flows.ring_up.goods import keep_goods
from quen.flows.ring_up.held_budgets import even_out, hold
from quen.flows.ring_up.judge import Verdict, judge
from quen.flows.ring_up.known import NO_KEY, Known, ask
from quen.flows.ring_up.moves import planned
from quen.flows.ring_up.open_account import open_account
from quen.flows.ring_up.payment import looked_at, used
from quen.flows.ring_up.prices import quoted, sold
from quen.flows.ring_up.receipt import Receipt, receipt_from_json
from quen.flows.ring_up.receipt_of import given_by, receipt_of
from quen.flows.ring_up.sale import Sale, refuse_bad
from quen.flows.ring_up.statements import OfDjango, Statements
from quen.flows.ring_up.write import write
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.people.find import no_such, root_held
from quen.points.models import Account
from quen.vouchers.errors import VoucherRefused

MOST_TRIES = 64
"""How often a sale is judged again because the member's counters changed meanwhile: tills at one member are few."""


class _Stale(Exception):
    """What the sale was judged by has changed meanwhile: nothing of it may stay."""


class _NeedsTransaction(Exception):
    """More is to be held than one statement holds: vouchers, which are other rooms' matter, or whole budgets."""


def ring_up(*, sale: Sale, key: str, by: Actor, on: Statements | None = None) -> Receipt:
    """Record a sale and give what the programme in force on its day gives; the same key is answered once.

    The same receipt of the same store under another key gives the same answer, too. Raises BadSale, NoSuchStore,
    NoSuchCustomer, ReceiptTaken, KeyUsedForSomethingElse, OtherPrice, OnlyForTier, CannotSpend, NotEnoughPoints,
    VoucherRefused, TokenRevoked, TooBusy, and writes nothing then. `on` runs the statements; Django's connection by
    default, and wherever vouchers are used or brought.
    """
    refuse_bad(sale, key)
    digest, statements = sale.digest(), on or OfDjango()
    for _ in range(MOST_TRIES):
        try:
            with statements.step():
                return _once(statements, sale, key, digest, by)
        except (UniqueViolation, _Stale):
            continue  # someone else wrote at this moment, perhaps the same sale: read what became of it
        except _NeedsTransaction:
            statements = OfDjango()
        except VoucherRefused:
            # Perhaps used by this very sale, sent twice at one moment: then it is answered by now.
            if (before := _answered_by_now(statements, sale, key, digest)) is not None:
                return before
            raise
    raise TooBusy(
        gettext_noop("The customer's points are being changed elsewhere. Nothing was kept; try again.")
    )


def quote(*, sale: Sale) -> Receipt:
    """What `ring_up` would answer, without writing anything, at the best prices that hold for the member.

    A voucher that does not count is told, not refused. Raises BadSale, NoSuchStore, NoSuchCustomer, OtherPrice,
    CannotSpend, NotEnoughPoints.
    """
    refuse_bad(sale, "quote")
    known = ask(OfDjango(), sale=sale, receipt="", key=NO_KEY)
    _refuse_unknown(sale, known)
    priced = quoted(sale, known)
    sale = priced.sale
    paid = looked_at(sale, known)
    verdict = judge(sale, known, paid=paid)
    given = given_by(verdict, known)
    moves = planned(known, at=sale.at, redeem=sale.redeem_points, given=given, may_owe=False)
    return receipt_of(
        sale,
        sale.receipt or "",
        known,
        verdict,
        moves,
        given=given,
        priced=priced,
        paid=paid,
        issued=would_be_issued(verdict),
        reserved=told_reserved(sale, known),
    )


def _once(statements: Statements, sale: Sale, key: str, digest: str, by: Actor) -> Receipt:
    """Raises _Stale, _NeedsTransaction, and whatever refuses the sale."""
    number = sale.receipt or key
    known = ask(statements, sale=sale, receipt=number, key=key, by=by)
    if not known.may:
        raise TokenRevoked(
            gettext_noop("This token was revoked. Nothing was kept; use one that is in force.")
        )
    if (before := _answered(known, digest, key, number)) is not None:
        return before
    _refuse_unknown(sale, known)
    if sale.vouchers:
        known = _held(statements, sale, known, number, key)
    if any([keep_goods(statements, sale, known), open_account(statements, known)]):
        known = ask(statements, sale=sale, receipt=number, key=key)
    reserved = refuse_reserved(sale, known)
    priced = sold(sale, known)
    sale = priced.sale
    paid = used(sale, known, by=by)
    verdict = judge(sale, known, paid=paid)
    if _runs_short(known, verdict):
        known = _holding_budgets(statements, known, verdict)
        verdict = judge(sale, known, paid=paid)
    if verdict.outcome and verdict.outcome.vouchers:
        _refuse_alone(statements)
    given = given_by(verdict, known)
    moves = planned(known, at=sale.at, redeem=sale.redeem_points, given=given, may_owe=sale.was_offline)
    brought = issued(sale, known, verdict, by=by)
    receipt = receipt_of(
        sale, number, known, verdict, moves, given=given, priced=priced, paid=paid, issued=brought,
        reserved=reserved,
    )  # fmt: skip
    if not write(
        statements, sale=sale, known=known, verdict=verdict, moves=moves, receipt=receipt, key=key,
        digest=digest, by=by,
    ):  # fmt: skip
        raise _Stale
    if known.holds_budgets:
        even_out(known.budgets)
    return receipt


def _runs_short(known: Known, verdict: Verdict) -> bool:
    """Whether the sale takes more of a budget than the member's part of it has."""
    if verdict.outcome is None or verdict.programme is None or known.member is None:
        return False
    return not fits_its_parts(verdict.programme, verdict.outcome, known.member, known.budgets)


def _holding_budgets(statements: Statements, known: Known, verdict: Verdict) -> Known:
    """The same with all parts of the programme's budgets held: what they have left is this sale's to take."""
    _refuse_alone(statements)
    assert verdict.programme is not None and known.member is not None and known.account is not None
    list(Member.objects.select_for_update().filter(pk=known.member))
    list(Account.objects.select_for_update().filter(pk=known.account))
    rules = [named(verdict.programme, key) for key in budgeted(verdict.programme)]
    return replace(known, budgets=hold(rules), holds_budgets=True)


def _answered_by_now(statements: Statements, sale: Sale, key: str, digest: str) -> Receipt | None:
    number = sale.receipt or key
    return _answered(ask(statements, sale=sale, receipt=number, key=key), digest, key, number)


def _held(statements: Statements, sale: Sale, known: Known, number: str, key: str) -> Known:
    """The customer is held, then the member, then her vouchers, as a return and a merge do: none wait in a circle."""
    _refuse_alone(statements)
    if sale.customer is None:
        return known
    root = root_held(sale.customer)
    list(Member.objects.select_for_update().filter(pk=root))
    return ask(statements, sale=sale, receipt=number, key=key)


def _refuse_alone(statements: Statements) -> None:
    if not isinstance(statements, OfDjango):
        raise _NeedsTransaction


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
