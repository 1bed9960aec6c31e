"""What vouchers pay of a sale: used with it, in its transaction, or only looked at for a quote."""

from dataclasses import dataclass, replace

from quen.flows.ring_up.known import Known
from quen.flows.ring_up.receipt import GivenVoucher
from quen.flows.ring_up.sale import Sale, SaleLine, code_of
from quen.kernel.actor import Actor
from quen.kernel.sentences import Sentence, gettext_noop
from quen.vouchers.check import Verdict, check_all
from quen.vouchers.models import Use
from quen.vouchers.use import use_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """The part of a sale that vouchers pay, which they were, and why others do not count."""

    vouchers: tuple[GivenVoucher, ...] = ()
    sentences: tuple[Sentence, ...] = ()

    @property
    def minor(self) -> int:
        return sum(voucher.discount_minor for voucher in self.vouchers)

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(voucher.kind for voucher in self.vouchers)


NOTHING = Paid()


def looked_at(sale: Sale, known: Known) -> Paid:
    """What the vouchers would pay; one that does not count pays nothing, and its reasons are said."""
    if not sale.vouchers:
        return NOTHING
    verdicts = check_all(
        codes=sale.vouchers, customer=sale.customer, store=sale.store, lines=named_lines(sale, known), at=sale.at,
        channel=sale.channel, leases=sale.voucher_leases,
    )  # fmt: skip
    return Paid(
        vouchers=tuple(_would_be(verdict) for verdict in verdicts if verdict.is_valid),
        sentences=tuple(_why_not(verdict) for verdict in verdicts if not verdict.is_valid),
    )


def used(sale: Sale, known: Known, *, by: Actor) -> Paid:
    """Use the vouchers on the sale, all or none. Call it inside the transaction that writes the sale.

    A sale made while the line was down is over: of its vouchers those that count are used, and for the others it is
    said why they do not. Raises VoucherRefused.
    """
    if not sale.vouchers:
        return NOTHING
    codes, sentences = list(sale.vouchers), []
    lines = named_lines(sale, known)
    if sale.was_offline:
        verdicts = check_all(
            codes=codes, customer=sale.customer, store=sale.store, lines=lines, at=sale.at, channel=sale.channel,
            leases=sale.voucher_leases,
        )  # fmt: skip
        codes = [verdict.code for verdict in verdicts if verdict.is_valid]
        sentences = [_why_not(verdict) for verdict in verdicts if not verdict.is_valid]
    if not codes:
        return Paid(sentences=tuple(sentences))
    uses = use_all(
        codes=codes, customer=sale.customer, store=sale.store, lines=lines, at=sale.at, channel=sale.channel,
        purchase=known.numbers.purchase, leases=sale.voucher_leases, key=f"sale:{known.numbers.purchase}", by=by,
    )  # fmt: skip
    return Paid(vouchers=tuple(_used(use) for use in uses), sentences=tuple(sentences))


def named_lines(sale: Sale, known: Known) -> tuple[SaleLine, ...]:
    """The lines with the codes, names and groups the shop knows its goods by, where the till says none."""
    named = []
    for line in sale.lines:
        code = code_of(line.product, line.name)
        _id, name, category = known.products.get(code, (0, "", ""))
        if line.product != code or (name and not line.name) or (category and not line.category):
            line = replace(line, product=code, name=line.name or name, category=line.category or category)
        named.append(line)
    return tuple(named)


def _used(use: Use) -> GivenVoucher:
    return GivenVoucher(
        kind=use.kind.key, name=use.kind.name, code=use.code, discount_minor=use.discount_minor,
        valid_until=use.voucher.valid_until if use.voucher else None,
    )  # fmt: skip


def _would_be(verdict: Verdict) -> GivenVoucher:
    assert verdict.kind is not None
    return GivenVoucher(
        kind=verdict.kind.key, name=verdict.kind.name, code=verdict.code, discount_minor=verdict.discount_minor,
        valid_until=verdict.valid_until,
    )  # fmt: skip


def _why_not(verdict: Verdict) -> Sentence:
    return Sentence(
        gettext_noop("Voucher %(code)s does not count: %(why)s"),
        {"code": verdict.code, "why": verdict.reasons[0]},
    )
