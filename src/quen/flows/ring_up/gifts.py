"""Vouchers a sale brings by its programme."""

from quen.flows.ring_up.judge import Verdict
from quen.flows.ring_up.known import Known
from quen.flows.ring_up.receipt import GivenVoucher
from quen.flows.ring_up.sale import Sale
from quen.kernel.actor import Actor
from quen.vouchers.issue import issue_outcome


def issued(sale: Sale, known: Known, verdict: Verdict, *, by: Actor) -> tuple[GivenVoucher, ...]:
    """Issue them, in the transaction that writes the sale."""
    if verdict.outcome is None or not verdict.outcome.vouchers:
        return ()
    assert verdict.programme is not None and known.member is not None
    vouchers = issue_outcome(
        programme=verdict.programme, vouchers=verdict.outcome.vouchers, customer=known.member,
        purchase=known.numbers.purchase, at=sale.at, by=by,
    )  # fmt: skip
    return tuple(
        GivenVoucher(
            kind=voucher.kind.key, name=voucher.kind.name, code=voucher.code, valid_until=voucher.valid_until
        )
        for voucher in vouchers
    )


def would_be_issued(verdict: Verdict) -> tuple[GivenVoucher, ...]:
    """The same for a quote: without codes, because nothing is issued."""
    if verdict.outcome is None or verdict.programme is None:
        return ()
    names = {kind.key: kind.name for kind in verdict.programme.vouchers}
    return tuple(
        GivenVoucher(kind=promised.kind, name=names.get(promised.kind, ""), valid_until=promised.valid_until)
        for promised in verdict.outcome.vouchers
    )
