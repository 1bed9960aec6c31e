"""Gifts beside points: full punch cards, complementary offers, and what is counted for later prices."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from quen.programme.amounts import matcher
from quen.programme.conditions import Scope
from quen.programme.expiry import days_later
from quen.programme.offers import PriceSteps, RefillPrice
from quen.programme.programme import Programme
from quen.programme.state import Bought
from quen.programme.streams import Award
from quen.programme.visit import Visit

Counts = tuple[tuple["Issued", ...], Mapping[str, int], Mapping[str, Bought], Mapping[str, date]]


class Issued(NamedTuple):
    """A voucher to issue: its kind, the rule, card or offer it comes from, and the last day it is good for."""

    kind: str
    source: str
    valid_until: date


class Gifts:
    """What a programme gives beside points, ready to count."""

    def __init__(self, programme: Programme) -> None:
        self._valid_days = {kind.key: kind.valid_days for kind in programme.vouchers}
        self.cards = {card.key: card for card in programme.punch_cards}
        self.card_of = {rule.key: rule.give.stamp for rule in programme.rules if rule.give.stamp is not None}
        self._offers = [(offer, matcher(offer.bought)) for offer in programme.complementary_offers]
        priced: tuple[PriceSteps | RefillPrice, ...] = (*programme.price_steps, *programme.refill_prices)
        self.priced = [(offer, matcher(offer.goods)) for offer in priced]
        steps = programme.tiers.steps if programme.tiers else ()
        self.free = {
            step.key: (step, matcher(Scope(products=step.benefits.free_items)))
            for step in steps
            if step.benefits.free_items
        }
        self.exclusive = [
            (place, step, matcher(step.benefits.exclusive_products))
            for place, step in enumerate(steps)
            if step.benefits.exclusive_products
        ]
        self.has_prices = bool(self.priced or self.free)
        self.needs_lines = bool(self._offers or self.has_prices)
        self.is_empty = not (programme.vouchers or priced)

    def given(self, visit: Visit, awards: tuple[Award, ...]) -> Counts:
        """The vouchers to issue, and the member's stamps, goods bought and open offers after the visit."""
        issued = [
            self._issue(award.voucher, award.key, visit.day) for award in awards if award.voucher is not None
        ]
        stamps, full = self._stamped(visit, awards)
        offers, offered = self._offered(visit)
        return (*issued, *full, *offered), stamps, self._bought(visit), offers

    def of_card(self, key: str, day: date) -> Issued:
        """What a full punch card brings on that day."""
        return self._issue(self.cards[key].voucher, key, day)

    def _stamped(self, visit: Visit, awards: tuple[Award, ...]) -> tuple[Mapping[str, int], list[Issued]]:
        stamps, issued = dict(visit.state.stamps), []
        for award in awards:
            if award.stamps:
                key = self.card_of[award.key]
                stamps[key] = stamps.get(key, 0) + award.stamps
        for key, card in self.cards.items():
            full = max(stamps.get(key, 0) // card.stamps, 0)
            if full:
                stamps[key] -= full * card.stamps
                issued += [self.of_card(key, visit.day)] * full
        return stamps, issued

    def _offered(self, visit: Visit) -> tuple[Mapping[str, date], list[Issued]]:
        offers, issued = dict(visit.state.open_offers), []
        for offer, matches in self._offers:
            is_used = offer.voucher in visit.vouchers_used
            is_open = offer.key in offers and offers[offer.key] >= visit.day and not is_used
            if is_used:
                offers.pop(offer.key, None)
            if not is_open and (visit.amount_of(matches) or (is_used and offer.repeats)):
                voucher = self._issue(offer.voucher, offer.key, visit.day)
                offers[offer.key] = voucher.valid_until
                issued.append(voucher)
        return offers, issued

    def _bought(self, visit: Visit) -> Mapping[str, Bought]:
        bought = dict(visit.state.bought)
        for offer, matches in self.priced:
            if visit.lines_of(matches):
                before = bought.get(offer.key, Bought(0, date.min))
                bought[offer.key] = Bought(
                    before.visits + (before.last_day != visit.day), max(before.last_day, visit.day)
                )
        return bought

    def _issue(self, kind: str, source: str, day: date) -> Issued:
        return Issued(kind, source, days_later(day, self._valid_days[kind]))
