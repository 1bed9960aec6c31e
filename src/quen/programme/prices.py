"""Better prices for goods a member buys again: by number of visits, or as a refill in time."""

from collections.abc import Sequence
from datetime import date

from quen.kernel.sentences import Sentence, gettext_noop, one_or_many
from quen.programme.engine import Engine
from quen.programme.offers import PriceSteps, RefillPrice
from quen.programme.outcome import PriceOffer
from quen.programme.state import Bought
from quen.programme.visit import Visit

_NEVER = Bought(0, date.min)


def price_offers(engine: Engine, visit: Visit) -> tuple[PriceOffer, ...]:
    """The prices that hold for this receipt's goods, or how far they are. Goods not on the receipt are left out."""
    offers = []
    for offer, matches in engine.gifts.priced:
        lines = [number for number, weight in enumerate(visit.weights_of(matches)) if weight]
        if lines:
            before = visit.state.bought.get(offer.key, _NEVER)
            offers.append(
                _stepped(offer, before, visit, lines)
                if isinstance(offer, PriceSteps)
                else _refilled(offer, before, visit, lines)
            )
    return tuple(offers)


def _stepped(offer: PriceSteps, before: Bought, visit: Visit, lines: Sequence[int]) -> PriceOffer:
    number = before.visits + (before.last_day != visit.day)
    held = [step for step in offer.steps if step.from_purchase <= number]
    ahead = [step for step in offer.steps if step.from_purchase > number]
    if held:
        reason = Sentence(
            one_or_many(
                number,
                gettext_noop("Bought on this visit for the first time."),
                gettext_noop("Bought on %(visits)s visits by now."),
            ),
            {"visits": number},
        )
    else:
        reason = _more(ahead[0].from_purchase - number, ahead[0].percent_off)
    return PriceOffer(
        key=offer.key,
        name=offer.name,
        applies=bool(held),
        percent_off=(held[-1] if held else ahead[0]).percent_off,
        lines=tuple(lines),
        reason=reason,
    )


def _refilled(offer: RefillPrice, before: Bought, visit: Visit, lines: Sequence[int]) -> PriceOffer:
    silence = (visit.day - before.last_day).days
    is_regular, is_in_time = before.visits >= offer.after_purchases, silence <= offer.within_days
    if not is_regular:
        reason = _more(offer.after_purchases - before.visits, offer.percent_off)
    elif is_in_time:
        reason = Sentence(gettext_noop("Bought regularly, last on %(day)s."), {"day": before.last_day})
    else:
        reason = Sentence(
            one_or_many(
                silence,
                gettext_noop("Last bought yesterday; the price holds for %(within)s."),
                gettext_noop("Last bought %(days)s days ago; the price holds for %(within)s."),
            ),
            {"days": silence, "within": offer.within_days},
        )
    return PriceOffer(
        key=offer.key,
        name=offer.name,
        applies=is_regular and is_in_time,
        percent_off=offer.percent_off,
        lines=tuple(lines),
        reason=reason,
    )


def _more(visits: int, percent: int) -> Sentence:
    return Sentence(
        gettext_noop("%(visits)s more visits with it, and the price is %(percent)s %% lower."),
        {"visits": visits, "percent": percent},
    )
