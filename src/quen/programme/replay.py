"""Replay a history of sales through a programme: the back-test.

Every purchase is judged by the same `Engine.judge` that `evaluate` explains; here it is only counted. A purchase that
comes back later, or that is to be shown as an example, goes through `evaluate` itself.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from quen.programme.amounts import earning_amounts
from quen.programme.birthday_gifts import BirthdayGifts
from quen.programme.engine import Engine, Judgement, ready
from quen.programme.evaluate import evaluate
from quen.programme.outcome import Outcome
from quen.programme.prices import at_prices
from quen.programme.programme import Programme, Welcome
from quen.programme.purchase import Line, Purchase, ReturnedLine
from quen.programme.purse import NO_SALE, Purse
from quen.programme.state import NEW_MEMBER, MemberState
from quen.programme.streams import WELCOME, WHOLE
from quen.programme.take_back import take_back, undo
from quen.programme.totals import Totals
from quen.programme.visit import Visit


class Sale(NamedTuple):
    """One purchase of the member with this number (from 0). `lines` only where the programme looks at them.

    `sold_minor` None: the purchase `number`. Else a return to that purchase: `amount_minor` (above zero) comes back
    of the `sold_minor` it was worth.
    """

    number: int
    member: int
    day: date
    minute: int | None
    amount_minor: int
    store: str = ""
    channel: str = ""
    is_marked: bool = False
    """It comes back later, or is an example."""
    sold_minor: int | None = None
    lines: tuple[Line, ...] | None = None


def has_budget(programme: Programme) -> bool:
    """Whether what one member is given depends on the others, so that all sales have to come in the order of time."""
    return any(caps.budget is not None for caps in (programme.caps, *(rule.caps for rule in programme.rules)))


def needs_lines(programme: Programme) -> bool:
    """Whether the programme asks what is on a receipt, beyond its amount."""
    return ready(programme).needs_lines


class Replay:
    """One programme over one history: `take` every sale in the order of time, then `finish`.

    Without a budget the sales may come member by member, which is much faster: her counters stay at hand.
    """

    def __init__(
        self,
        programme: Programme,
        *,
        members: int,
        examples: Collection[int] = (),
        segments: Mapping[int, frozenset[str]] | None = None,
        birthdays: Mapping[int, date] | None = None,
    ) -> None:
        """`segments` of each member are the same through all of the history; `birthdays` are those that are known."""
        self._programme = programme
        self._engine: Engine = ready(programme)
        self._states: list[MemberState] = [NEW_MEMBER] * members
        for member, held in (segments or {}).items():
            self._states[member] = NEW_MEMBER._replace(segments=held)
        for member, birthday in (birthdays or {}).items():
            self._states[member] = self._states[member]._replace(birthday=birthday)
        self._birthday_gifts = BirthdayGifts(programme, self._engine.ladder, birthdays or {})
        self._purses = [Purse() for _ in range(members)]
        self._examples = frozenset(examples)
        self._outcomes: dict[int, Outcome] = {}
        self._returned: Counter[int] = Counter()
        self._budgets: Counter[str] = Counter()
        self._has_budget = has_budget(programme)
        self._points_by_rule: dict[str, int] = {}
        self._point_value_minor = programme.point_value_minor
        self._expires_on: dict[date, date | None] = {}
        self._worth = {kind.key: kind.worth_minor for kind in programme.vouchers}
        self._off: dict[int, int] = {}
        self._welcome = programme.welcome
        self._redemption = programme.back_test.redemption
        self._watches_time = programme.expiry.after == "inactivity" or self._redemption is not None
        self.totals = Totals(members=members, worth_by_member=[0] * members)

    def run(self, sales: Iterable[Sale], *, as_of: date) -> Totals:
        """Replay all `sales` (in the order of time) and close the books on `as_of`, the first day after them."""
        for sale in sales:
            self.take(sale)
        return self.finish(as_of)

    def take(self, sale: Sale) -> None:
        """Replay one purchase or one return."""
        if not self._birthday_gifts.is_empty:
            self._celebrate(sale.member, sale.day)
        if sale.sold_minor is not None:
            self._take_back(sale)
            return
        if self._welcome and self._purses[sale.member].last_day is None:
            self._greet(sale, self._welcome)
        paid_minor = self._redeem(sale) if self._watches_time else 0
        state = self._states[sale.member]
        if self._engine.gifts.has_prices and sale.lines is not None:
            sale = self._at_prices(sale, sale.lines, state)
        if sale.is_marked:
            outcome = evaluate(self._programme, state, _purchase(sale, paid_minor), budgets=self._budgets)
            self._outcomes[sale.number] = outcome
            self._states[sale.member] = outcome.after
            self._count(sale, outcome.points)
            self._count_rules([(result.key, result.points) for result in outcome.results], outcome.points)
            self._count_vouchers(sale.member, [voucher.kind for voucher in outcome.vouchers])
            return
        judged = self._judged(sale, state, paid_minor)
        self._states[sale.member] = judged.after
        self._count(sale, judged.points)
        self._count_rules(judged.awards, judged.points)
        if judged.issued:
            self._count_vouchers(sale.member, [voucher.kind for voucher in judged.issued])

    def finish(self, as_of: date) -> Totals:
        """Let what is due expire, judge the tiers, and add up."""
        totals, programme = self.totals, self._programme
        if not self._birthday_gifts.is_empty:
            for member in range(len(self._states)):
                self._celebrate(member, as_of - timedelta(days=1))
        for purse in self._purses:
            purse.expire(as_of, programme.expiry)
            totals.points_expired += purse.expired
            totals.points_outstanding += purse.points
        if self._engine.ladder:
            ladder = self._engine.ladder
            held = Counter(ladder.settled(state, as_of).key for state in self._states)
            totals.members_by_tier = {step.key: held[step.key] for step in ladder.steps}
        totals.points_by_rule = self._points_by_rule
        totals.examples = {number: self._outcomes[number] for number in sorted(self._examples)}
        return totals

    def _greet(self, sale: Sale, welcome: Welcome) -> None:
        """Give what a new member gets, with her first purchase; it can be spent at once."""
        totals, purse = self.totals, self._purses[sale.member]
        purse.last_day = sale.day
        if welcome.points:
            purse.earn(welcome.points, sale.day, self._programme.expiry.expires_on(sale.day), 0, NO_SALE)
            totals.points_earned += welcome.points
            totals.worth_by_member[sale.member] += welcome.points * self._point_value_minor
            self._points_by_rule[WELCOME] = self._points_by_rule.get(WELCOME, 0) + welcome.points
        if welcome.voucher:
            self._count_vouchers(sale.member, [welcome.voucher])

    def _celebrate(self, member: int, day: date) -> None:
        """Give what her tier gives for the birthdays she had up to this day."""
        self._count_vouchers(member, self._birthday_gifts.due(member, self._states[member], day))

    def _at_prices(self, sale: Sale, lines: tuple[Line, ...], state: MemberState) -> Sale:
        """The sale as it would have been paid."""
        held = self._engine.ladder.settled(state, sale.day).key if self._engine.ladder else ""
        visit = Visit(sale.day, sale.minute, lines, (), 0, state, held, sale.store, sale.channel)
        lines, off = at_prices(self._engine, visit)
        self._count_prices(sale, off)
        if sale.is_marked:
            self._off[sale.number] = off
        return sale._replace(lines=lines)

    def _count_prices(self, sale: Sale, off: int) -> None:
        self.totals.prices_minor += off
        self.totals.worth_by_member[sale.member] += off

    def _judged(self, sale: Sale, state: MemberState, paid_minor: int) -> Judgement:
        engine = self._engine
        held = engine.ladder.settled(state, sale.day) if engine.ladder else None
        lines = sale.lines or ()
        earning: tuple[int, ...] = ()
        if sale.lines is None:
            total = max(sale.amount_minor - (0 if self._programme.amounts.vouchers else paid_minor), 0)
        else:
            earning = earning_amounts(
                lines, counted=self._programme.amounts, never=engine.never, vouchers_minor=paid_minor
            )
            total = sum(earning)
        visit = Visit(
            sale.day,
            sale.minute,
            lines,
            earning,
            total,
            state,
            held.key if held else "",
            sale.store,
            sale.channel,
        )
        return engine.judge(visit, held, self._budgets)

    def _count(self, sale: Sale, points: int) -> None:
        totals, day = self.totals, sale.day
        totals.purchases += 1
        totals.revenue_minor += sale.amount_minor
        purse = self._purses[sale.member]
        purse.last_day = day
        if points:
            totals.points_earned += points
            totals.worth_by_member[sale.member] += points * self._point_value_minor
            if day not in self._expires_on:
                self._expires_on[day] = self._programme.expiry.expires_on(day)
            purse.earn(
                points, day, self._expires_on[day], self._programme.pending_days,
                sale.number if sale.is_marked else NO_SALE,
            )  # fmt: skip

    def _count_rules(self, given: Sequence[tuple[Any, ...]], points: int) -> None:
        """`given` begins with the rule's key and its points, as awards do."""
        by_rule = self._points_by_rule
        for award in given:
            if award[1]:
                by_rule[award[0]] = by_rule.get(award[0], 0) + award[1]
        if self._has_budget:
            self._budgets.update({award[0]: award[1] for award in given})
            self._budgets[WHOLE] += points

    def _count_vouchers(self, member: int, kinds: Sequence[str]) -> None:
        worth = sum(self._worth[kind] for kind in kinds)
        self.totals.vouchers_issued += len(kinds)
        self.totals.vouchers_minor += worth
        self.totals.worth_by_member[member] += worth

    def _redeem(self, sale: Sale) -> int:
        """Spend as the back-test assumes; returns what it pays of the receipt, minor units."""
        purse, redemption = self._purses[sale.member], self._redemption
        purse.expire(sale.day, self._programme.expiry)
        if redemption is None or not _redeems(sale.member, redemption.members_percent):
            return 0
        if purse.available(sale.day) < redemption.from_points:
            return 0
        points = purse.spend_all(sale.day)
        self.totals.points_redeemed += points
        return points * self._programme.point_value_minor

    def _take_back(self, sale: Sale) -> None:
        outcome = self._outcomes[sale.number]
        assert sale.sold_minor is not None
        was_back = max(min(self._returned[sale.number], sale.sold_minor), 0)
        self._returned[sale.number] += sale.amount_minor
        whole = max(sale.sold_minor, 1)
        back = min(self._returned[sale.number], whole) if sale.sold_minor > 0 else whole
        returned = [
            ReturnedLine(line=line, quantity_milli=max(quantity * back // whole - before, 0))
            for line, (quantity, before) in enumerate(
                zip(outcome.quantities_milli, outcome.returned_milli, strict=True)
            )
            if quantity > 0
        ]
        off = self._off.get(sale.number, 0)
        self._count_prices(sale, off * was_back // whole - off * back // whole)
        taken = take_back(self._programme, outcome, returned)
        self._outcomes[sale.number] = taken.outcome
        self._states[sale.member] = undo(self._programme, self._states[sale.member], taken)
        points = self._purses[sale.member].take_back(taken.points, sale.number)
        self.totals.points_taken_back += points
        self.totals.worth_by_member[sale.member] -= points * self._programme.point_value_minor


def _purchase(sale: Sale, paid_minor: int) -> Purchase:
    minute = sale.minute or 0
    # Without lines the receipt is one line, of as many units as it has money, so that any part of it can come back.
    whole = Line(amount_minor=sale.amount_minor, quantity_milli=max(sale.amount_minor, 1))
    return Purchase(
        at=datetime.combine(sale.day, time()) + timedelta(minutes=minute),
        lines=(whole,) if sale.lines is None else sale.lines,
        store=sale.store,
        channel=sale.channel,
        vouchers_minor=paid_minor,
        has_time=sale.minute is not None,
    )


def _redeems(member: int, percent: int) -> bool:
    """The same share of members every time, whatever the order they come in."""
    return hashlib.blake2b(str(member).encode(), digest_size=4).digest()[0] * 100 < percent * 256
