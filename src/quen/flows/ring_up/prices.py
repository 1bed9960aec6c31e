"""Prices of the programme on the lines of a sale: told by a quote, taken off where the till sells by them."""

from dataclasses import dataclass, replace

from quen.flows.ring_up.errors import OtherPrice
from quen.flows.ring_up.judge import under_programme
from quen.flows.ring_up.known import Known
from quen.flows.ring_up.sale import Sale, SaleLine
from quen.kernel.sentences import Sentence, gettext_noop
from quen.programme.engine import ready
from quen.programme.evaluate import settled_visit
from quen.programme.outcome import PriceOffer
from quen.programme.prices import price_offers


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """The sale as it is paid and kept, with the prices its lines are sold at already off.

    `offers` are the better prices for this member's goods, or how far they are. `sentences` say what was wrong with
    the prices of a sale that is over.
    """

    sale: Sale
    offers: tuple[PriceOffer, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    minor: int = 0


def quoted(sale: Sale, known: Known) -> Priced:
    """The sale at the best prices that hold; a line that names its price keeps what it says. Raises OtherPrice."""
    offers = _offers(sale, known)
    sale = _at_best(sale, offers)
    _check(sale, offers)
    return Priced(sale=_charged(sale), offers=offers, minor=_off(sale))


def sold(sale: Sale, known: Known) -> Priced:
    """The sale at the prices its lines name. Raises OtherPrice.

    A sale made while the line was down is over: it stands as it was charged.
    """
    if not any(line.price for line in sale.lines):
        return Priced(sale=sale)
    offers = _offers(sale, known)
    return Priced(sale=_charged(sale), offers=offers, sentences=_check(sale, offers), minor=_off(sale))


def _offers(sale: Sale, known: Known) -> tuple[PriceOffer, ...]:
    """None for whoever is not a member."""
    under = under_programme(sale, known)
    if under is None:
        return ()
    programme, state, purchase = under
    engine = ready(programme)
    return price_offers(engine, settled_visit(engine, state, purchase)) if engine.gifts.has_prices else ()


def _at_best(sale: Sale, offers: tuple[PriceOffer, ...]) -> Sale:
    best = {line: (key, off) for (key, line), off in _by_line(offers).items() if off}
    lines = [
        replace(line, price=best[number][0], price_off_minor=best[number][1])
        if number in best and not line.price
        else line
        for number, line in enumerate(sale.lines)
    ]
    return replace(sale, lines=tuple(lines))


def _check(sale: Sale, offers: tuple[PriceOffer, ...]) -> tuple[Sentence, ...]:
    held = _by_line(offers)
    wrong = [
        {"line": number + 1, "price": line.price}
        for number, line in enumerate(sale.lines)
        if line.price and held.get((line.price, number), 0) != line.price_off_minor
    ]
    if wrong and not sale.was_offline:
        raise OtherPrice(
            gettext_noop(
                "Line %(line)s: the price “%(price)s” does not hold for this customer, or takes off something else. "
                "Nothing was kept; quote the sale anew."
            ),
            **wrong[0],
        )
    late = gettext_noop(
        "Line %(line)s: the price “%(price)s” did not hold; the sale stands as it was charged."
    )
    return tuple(Sentence(late, facts) for facts in wrong)


def _by_line(offers: tuple[PriceOffer, ...]) -> dict[tuple[str, int], int]:
    """What each price takes off each line, by key and line number (from 0)."""
    return {
        (offer.key, line): off
        for offer in offers
        for line, off in zip(offer.lines, offer.off_minor, strict=True)
    }


def _off(sale: Sale) -> int:
    return sum(line.price_off_minor for line in sale.lines)


def _charged(sale: Sale) -> Sale:
    return replace(sale, lines=tuple(map(_charged_line, sale.lines)))


def _charged_line(line: SaleLine) -> SaleLine:
    """What the price takes off is off the amount, and among the discounts."""
    if not line.price:
        return line
    return replace(
        line,
        amount_minor=line.amount_minor - line.price_off_minor,
        discount_minor=line.discount_minor + line.price_off_minor,
    )
