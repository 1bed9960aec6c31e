"""Merge a sale into the books: at once, or late, when the line is up again. See docs/decisions for what was weighed."""

from dataclasses import dataclass, replace

from quen.flows.errors import KeyUsedForSomethingElse
from quen.flows.ring_up import Receipt, Sale, ring_up
from quen.flows.ring_up.errors import CannotSpend
from quen.kernel.actor import Actor
from quen.kernel.codes import bare
from quen.kernel.sentences import Sentence, gettext_noop
from quen.points.errors import NotEnoughPoints
from quen.till.decide import till_settings
from quen.till.errors import OverOfflineLimit
from quen.vouchers.errors import VoucherRefused
from quen.vouchers.lease import leases_of


@dataclass(frozen=True)
class Merged:
    """The receipt. `conflict` says why what the customer paid with points or vouchers was refused afterwards."""

    receipt: Receipt
    conflict: Sentence | None = None


def merge(*, sale: Sale, was_quoted: bool, key: str, by: Actor, device: str = "") -> Merged:
    """Ring the sale up; a late one stands even where its points or vouchers cannot be had any more.

    The goods are out of the door: points spent elsewhere meanwhile are owed (`ring_up` books them), points over the
    owner's limit, points of nobody and used vouchers are refused, and the sale is recorded without them. Vouchers the
    till `device` holds are its own to use. Sent again it has the same answer. Raises what `ring_up` raises for
    everything else, and for sales at the counter.
    """
    if sale.vouchers and device:
        leases = leases_of(device=device, store=sale.store, codes=sale.vouchers, at=sale.at, by=by)
        sale = replace(sale, voucher_leases=leases)
    is_paid_otherwise = bool(sale.redeem_points or sale.vouchers)
    if not sale.was_offline or not is_paid_otherwise:
        return Merged(ring_up(sale=sale, key=key, by=by))
    try:
        if not was_quoted:
            _refuse_over_limit(sale)
        return _with_vouchers_missed(sale, ring_up(sale=sale, key=key, by=by))
    except (CannotSpend, NotEnoughPoints, OverOfflineLimit, VoucherRefused) as refusal:
        why = refusal.sentence
    except KeyUsedForSomethingElse:
        why = Sentence(gettext_noop("They had been refused before."))
    plain = replace(sale, redeem_points=0, vouchers=(), voucher_leases=())
    try:
        return Merged(ring_up(sale=plain, key=key, by=by), _conflict(sale, why))
    except KeyUsedForSomethingElse:  # it had arrived before, as it was told
        return _with_vouchers_missed(sale, ring_up(sale=sale, key=key, by=by))


def _refuse_over_limit(sale: Sale) -> None:
    """Raises OverOfflineLimit. One query."""
    most = till_settings().offline_points
    if sale.redeem_points > most:
        raise OverOfflineLimit(
            gettext_noop("Without a line at most %(most)s points may be spent in one sale."), most=most
        )


def _with_vouchers_missed(sale: Sale, receipt: Receipt) -> Merged:
    """`ring_up` records a late sale without the vouchers that do not count, and says why on its receipt."""
    used = {bare(voucher.code) for voucher in receipt.vouchers_used}
    missed = [code for code in sale.vouchers if bare(code) not in used]
    if not missed:
        return Merged(receipt)
    told = Sentence(
        gettext_noop("The sale stands, but %(codes)s did not count; the receipt says why."),
        {"codes": ", ".join(missed)},
    )
    return Merged(receipt, told)


def _conflict(sale: Sale, why: Sentence) -> Sentence:
    if sale.vouchers and not sale.redeem_points:
        return Sentence(gettext_noop("The sale stands, its vouchers were refused: %(why)s"), {"why": why})
    return Sentence(
        gettext_noop("The sale stands, the %(points)s points it was paid with were refused: %(why)s"),
        {"points": sale.redeem_points, "why": why},
    )
