"""A programme made ready to judge: conditions and effects are closures, built once and used for every purchase.

`judge` is the one place where points come from. `evaluate` explains what it found, the back-test counts it.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from quen.programme.amounts import matcher
from quen.programme.gifts import Gifts, Issued
from quen.programme.ladder import Ladder, reach
from quen.programme.limits import NO_TALLY, counted, room
from quen.programme.programme import Programme
from quen.programme.ready_rules import ReadyRule, is_per_unit, is_tallied, ready_rules, rule_needs_lines
from quen.programme.state import MemberState, Reached, Tally, TierState
from quen.programme.streams import (
    BASE,
    TIER,
    WHOLE,
    Award,
    Stream,
    base_stream,
    multiplying_stream,
)
from quen.programme.visit import Visit

NO_BUDGETS: Mapping[str, int] = {}
_DAYS_KEPT = 8_192


class Judgement(NamedTuple):
    """What a purchase gives, and the member's counters after it."""

    awards: tuple[Award, ...]
    points: int
    qualifying: int
    beaten: tuple[str, ...]
    """Rules that would have given something, had another of their group not come first."""
    issued: tuple[Issued, ...]
    tier: TierState | None
    after: MemberState


class Engine:
    """A programme ready to judge; `ready` keeps the last ones used."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.ladder = Ladder(programme.tiers) if programme.tiers else None
        self.never = matcher(programme.base.never)
        self.rules = ready_rules(programme)
        self._by_key = {ready_rule.rule.key: ready_rule for ready_rule in self.rules}
        self._by_day: dict[date, tuple[ReadyRule, ...]] = {}
        self.gifts = Gifts(programme)
        self._base = base_stream(programme.base)
        self._multipliers = self._tier_streams()
        self._stacking = {group.key: group.stacking for group in programme.groups}
        self._caps = {rule.key: rule.caps for rule in programme.rules if not rule.caps.is_empty}
        self._tallied = {rule.key for rule in programme.rules if is_tallied(rule)}
        self._whole_caps = None if programme.caps.is_empty else programme.caps
        self._qualifying = {BASE, *(rule.key for rule in programme.rules if rule.qualifies)}
        self._is_plain = not (self.rules or self._multipliers or self._whole_caps)
        self.needs_lines = (
            programme.base.never is not None
            or programme.amounts.discounts
            or self.gifts.needs_lines
            or any(rule_needs_lines(rule) for rule in programme.rules)
        )

    def judge(
        self, visit: Visit, held: TierState | None, budgets: Mapping[str, int] = NO_BUDGETS
    ) -> Judgement:
        """What `visit` gives, by the tier `held` on its day; `budgets` is what all members have had, by rule key."""
        state = visit.state
        base = self._base(visit, state.remainder_minor)
        awards: tuple[Award, ...] = (base,)
        beaten: tuple[str, ...] = ()
        points = qualifying = base.points
        if not self._is_plain:
            awards, beaten = self._awards(visit, base, budgets)
            awards = self._within_caps(awards, visit, budgets)
            points = qualifying = 0
            for award in awards:
                points += award.points
                if award.key in self._qualifying:
                    qualifying += award.points
        return self._counted(visit, held, awards, points, qualifying, beaten)

    def weights(self, key: str, visit: Visit, *, by_amount: bool = False) -> tuple[int, ...]:
        """By which weights an award is shared among the lines: what they earn on, or their units."""
        ready_rule = self._by_key.get(key)
        if ready_rule is None:
            return visit.earning
        if not by_amount and is_per_unit(ready_rule.rule):
            return visit.units_of(ready_rule.matches)
        return visit.weights_of(ready_rule.matches)

    def is_qualifying(self, key: str) -> bool:
        """Whether points of this stream count for the tier."""
        return key in self._qualifying

    def _tier_streams(self) -> dict[str, Stream]:
        steps = self.programme.tiers.steps if self.programme.tiers else ()
        return {
            step.key: multiplying_stream(TIER, step.benefits.multiplier, self.programme.base, None)
            for step in steps
            if step.benefits.multiplier is not None
        }

    def _awards(
        self, visit: Visit, base: Award, budgets: Mapping[str, int]
    ) -> tuple[tuple[Award, ...], tuple[str, ...]]:
        meters = visit.state.meters
        awards = [base]
        if visit.tier in self._multipliers:
            awards.append(self._multipliers[visit.tier](visit, meters.get(TIER, 0)))
        groups: dict[str, list[Award]] = {}
        for ready in self._rules_on(visit):
            if not ready.fires(visit):
                continue
            award = ready.stream(visit, meters.get(ready.rule.key, 0))
            if ready.rule.group and self._stacking[ready.rule.group] != "add":
                groups.setdefault(ready.rule.group, []).append(award)
            else:
                awards.append(award)
        beaten: list[str] = []
        for group, rivals in groups.items():
            winner = self._winner(rivals, visit, budgets, is_best=self._stacking[group] == "best")
            awards.append(winner)
            beaten += [award.key for award in rivals if award is not winner]
        return tuple(awards), tuple(beaten)

    def _winner(
        self, rivals: list[Award], visit: Visit, budgets: Mapping[str, int], *, is_best: bool
    ) -> Award:
        """The first of the best, or the first alone; rivals stand in the order of priority.

        What their own caps still let them give counts: a rule that is used up gives way to the others.
        """
        given = [self._capped(award, visit, budgets) for award in rivals]
        has_some = [points > 0 or not award.points for points, award in zip(given, rivals, strict=True)]
        places = range(len(rivals))
        if is_best:
            return rivals[max(places, key=lambda place: (given[place], has_some[place]))]
        return rivals[max(places, key=has_some.__getitem__)]

    def _capped(self, award: Award, visit: Visit, budgets: Mapping[str, int]) -> int:
        """Its points, as far as the caps of its own rule let them be given."""
        caps = self._caps.get(award.key)
        if caps is None:
            return award.points
        most = room(caps, visit.state.tallies.get(award.key, NO_TALLY), visit.day, budgets.get(award.key, 0))
        return award.points if most is None else min(award.points, most)

    def _rules_on(self, visit: Visit) -> tuple[ReadyRule, ...]:
        """The rules of that day, found once a day: most rules are about some days only."""
        rules = self._by_day.get(visit.day)
        if rules is None:
            rules = tuple(rule for rule in self.rules if all(check.met(visit) for check in rule.day_checks))
            if len(self._by_day) >= _DAYS_KEPT:
                self._by_day.clear()
            self._by_day[visit.day] = rules
        return rules

    def _within_caps(
        self, awards: tuple[Award, ...], visit: Visit, budgets: Mapping[str, int]
    ) -> tuple[Award, ...]:
        left = None
        if self._whole_caps:
            tally = visit.state.tallies.get(WHOLE, NO_TALLY)
            left = room(self._whole_caps, tally, visit.day, budgets.get(WHOLE, 0))
        kept = []
        for award in awards:
            points = self._capped(award, visit, budgets)
            if left is not None:
                points = min(points, left)
                left -= points
            kept.append(
                award if points == award.points else award._replace(points=points, uncapped=award.points)
            )
        return tuple(kept)

    def _counted(
        self,
        visit: Visit,
        held: TierState | None,
        awards: tuple[Award, ...],
        points: int,
        qualifying: int,
        beaten: tuple[str, ...],
    ) -> Judgement:
        state, day = visit.state, visit.day
        is_new_day = state.last_day != day
        base = awards[0]
        tier, reached = held, state.reached
        if self.ladder and held:
            needed = self.ladder.earliest_needed(held, reached, day)
            reached = reach(reached, Reached(day, qualifying, visit.total, int(is_new_day)), needed)
            tier = self.ladder.climbed(held, reached, day)
        issued: tuple[Issued, ...] = ()
        stamps, bought, offers = state.stamps, state.bought, state.open_offers
        if not self.gifts.is_empty:
            issued, stamps, bought, offers = self.gifts.given(visit, awards)
        # By position: naming twelve fields takes longer than all the arithmetic, a million times over.
        after = MemberState(
            state.birthday,
            state.segments,
            state.visits + is_new_day,
            day if state.last_day is None or day > state.last_day else state.last_day,
            state.remainder_minor + base.credit - base.steps * base.step_cost,
            state.meters if len(awards) == 1 else _metered(state.meters, awards[1:]),
            state.tallies if self._is_plain else self._tallies(state.tallies, awards, visit, points),
            stamps,
            bought,
            offers,
            tier,
            reached,
        )
        return Judgement(awards, points, qualifying, beaten, issued, tier, after)

    def _tallies(
        self, tallies: Mapping[str, Tally], awards: tuple[Award, ...], visit: Visit, points: int
    ) -> Mapping[str, Tally]:
        gained = [(award.key, award.points) for award in awards if award.key in self._tallied]
        if self._whole_caps:
            gained.append((WHOLE, points))
        if not gained:
            return tallies
        return {**tallies, **{
            key: counted(tallies.get(key, NO_TALLY), visit.day, more) for key, more in gained
        }}  # fmt: skip


class _Same:
    """A programme compared by identity: hashing the whole of it would cost more than judging a purchase."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme

    def __hash__(self) -> int:
        return id(self.programme)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.programme is self.programme


@lru_cache(maxsize=32)
def _engine_of(same: _Same) -> Engine:
    return Engine(same.programme)


def ready(programme: Programme) -> Engine:
    """The programme ready to judge, made once."""
    return _engine_of(_Same(programme))


def _metered(meters: Mapping[str, int], awards: tuple[Award, ...]) -> Mapping[str, int]:
    changed = {
        award.key: meters.get(award.key, 0) + award.credit - award.steps * award.step_cost
        for award in awards
        if award.step_cost
    }
    return {**meters, **changed} if changed else meters
