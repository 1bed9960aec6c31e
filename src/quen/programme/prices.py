"""Better prices of a member: for goods bought again, by number of visits or as a refill in time, and what her tier has
for nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from quen.kernel.sentences import Sentence, gettext_noop, one_or_many
from quen.programme.amounts import Matches
from quen.programme.engine import Engine
from quen.programme.offers import PriceSteps, RefillPrice
from quen.programme.outcome import PriceOffer
from quen.programme.purchase import UNIT, Line
from quen.programme.state import Bought
from quen.programme.tiers import TierStep
from quen.programme.visit import Visit

_NEVER = Bought(0, date.min)
FREE = "*free"
"""The key of what a tier has for nothing; no key of a programme begins with a star."""


def price_offers(engine: Engine, visit: Visit) -> tuple[PriceOffer, ...]:
    """The prices that hold for this receipt's goods, or how far they are. Goods not on the receipt are left out.

    Prices never add up: each line has the best one that holds, the first told where two are as good.
    """
    offers = []
    for offer, matches in engine.gifts.priced:
        lines = visit.lines_of(matches)
        if lines:
            before = visit.state.bought.get(offer.key, _NEVER)
            told = (
                _stepped(offer, before, visit, lines)
                if isinstance(offer, PriceSteps)
                else _refilled(offer, before, visit, lines)
            )
            offers.append(replace(told, off_minor=_share(told, visit)))
    if visit.tier in engine.gifts.free:
        offers += _free(*engine.gifts.free[visit.tier], visit)
    return _best(offers)


def at_prices(engine: Engine, visit: Visit) -> tuple[tuple[Line, ...], int]:
    """The lines as they cost with the prices that hold, and what those take off together, minor units."""
    off = [0] * len(visit.lines)
    for offer in price_offers(engine, visit):
        for line, minor in zip(offer.lines, offer.off_minor, strict=True):
            off[line] += minor
    lines = tuple(
        replace(line, amount_minor=line.amount_minor - minor, discount_minor=line.discount_minor + minor)
        if minor
        else line
        for line, minor in zip(visit.lines, off, strict=True)
    )
    return lines, sum(off)


def _best(offers: Sequence[PriceOffer]) -> tuple[PriceOffer, ...]:
    """The same with one offer a line: the others take nothing off there."""
    best: dict[int, tuple[int, str]] = {}
    for offer in offers:
        for line, off in zip(offer.lines, offer.off_minor, strict=True):
            if off > best.get(line, (0, ""))[0]:
                best[line] = off, offer.key
    return tuple(
        replace(
            offer,
            off_minor=tuple(
                off if best.get(line) == (off, offer.key) else 0
                for line, off in zip(offer.lines, offer.off_minor, strict=True)
            ),
        )
        for offer in offers
    )


def _share(offer: PriceOffer, visit: Visit) -> tuple[int, ...]:
    """Whole minor units, never more than the share: a receipt in two parts costs no less than one."""
    percent = offer.percent_off if offer.applies else 0
    return tuple(visit.lines[line].amount_minor * percent // 100 for line in offer.lines)


def _free(step: TierStep, matches: Matches | None, visit: Visit) -> list[PriceOffer]:
    """One of what the tier has for nothing, the dearest there is."""
    lines = visit.lines_of(matches)
    if not lines:
        return []
    is_first = visit.state.last_day != visit.day
    one = {line: _one_of(visit.lines[line]) for line in lines}
    dearest = max(lines, key=lambda line: one[line])
    if is_first:
        reason = Sentence(gettext_noop("One of it is free on this tier, once a day."))
    else:
        reason = Sentence(
            gettext_noop("One of it is free on this tier with the first purchase of a day only.")
        )
    off = tuple(one[line] if is_first and line == dearest else 0 for line in lines)
    return [
        PriceOffer(
            key=FREE,
            name=step.name,
            applies=is_first,
            percent_off=100,
            lines=lines,
            reason=reason,
            off_minor=off,
        )
    ]


def _one_of(line: Line) -> int:
    """What one piece of the line costs, rounded down."""
    return line.amount_minor * UNIT // max(line.quantity_milli, UNIT)


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
        one_or_many(
            visits,
            gettext_noop("%(visits)s more visit with it, and the price is %(percent)s %% lower."),
            gettext_noop("%(visits)s more visits with it, and the price is %(percent)s %% lower."),
        ),
        {"visits": visits, "percent": percent},
    )
