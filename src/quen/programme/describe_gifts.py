"""Gifts and prices in words: vouchers, punch cards, falling prices, offers, prices for who buys regularly."""

from quen.kernel.sentences import Sentence, gettext_noop, one_or_many
from quen.programme.describe_rules import Told
from quen.programme.offers import ComplementaryOffer, PriceSteps, PunchCard, RefillPrice, VoucherKind
from quen.programme.programme import Programme
from quen.programme.words import Amount, Listed


def told_voucher(kind: VoucherKind, currency: str) -> Told:
    """A kind of voucher."""
    facts = {"worth": Amount(kind.worth_minor, currency), "days": kind.valid_days}
    said = Sentence(
        one_or_many(
            kind.valid_days,
            gettext_noop("A voucher worth %(worth)s, valid for a day."),
            gettext_noop("A voucher worth %(worth)s, valid for %(days)s days."),
        ),
        facts,
    )
    return Told(kind.key, kind.name, said, (), ())


def told_punch_card(card: PunchCard, programme: Programme) -> Told:
    """A punch card."""
    facts = {"stamps": card.stamps, "voucher": programme.voucher_name(card.voucher)}
    return Told(
        card.key, card.name, Sentence(gettext_noop("%(stamps)s stamps bring: %(voucher)s."), facts), (), ()
    )


def told_price_steps(falling: PriceSteps) -> Told:
    """A price that falls."""
    names = Listed((*falling.goods.products, *falling.goods.categories))
    steps = tuple(
        Sentence(
            gettext_noop("%(percent)s%% less from visit %(visit)s on."),
            {"percent": step.percent_off, "visit": step.from_purchase},
        )
        for step in falling.steps
    )
    said = Sentence(
        gettext_noop("The price of %(names)s falls with every visit they are bought on."), {"names": names}
    )
    return Told(falling.key, falling.name, said, steps, ())


def told_offer(offer: ComplementaryOffer, programme: Programme) -> Told:
    """What a purchase brings for a time."""
    facts = {
        "names": Listed((*offer.bought.products, *offer.bought.categories)),
        "voucher": programme.voucher_name(offer.voucher),
    }
    said = Sentence(gettext_noop("Who buys %(names)s gets: %(voucher)s."), facts)
    more = (Sentence(gettext_noop("Once it is used, the next one comes.")),) if offer.repeats else ()
    return Told(offer.key, offer.name, said, more, ())


def told_refill(price: RefillPrice) -> Told:
    """A price for who buys regularly."""
    facts = {
        "names": Listed((*price.goods.products, *price.goods.categories)),
        "visits": price.after_purchases,
        "days": price.within_days,
        "percent": price.percent_off,
    }
    said = Sentence(
        gettext_noop(
            "%(percent)s%% less on %(names)s for who bought them on %(visits)s visits, the last within %(days)s days."
        ),
        facts,
    )
    return Told(price.key, price.name, said, (), ())
