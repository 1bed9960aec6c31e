"""Climbing and keeping tiers: what was reached in which window, and what time does to it."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date
from operator import attrgetter, itemgetter

from quen.programme.expiry import days_later, months_later, period_end, period_start
from quen.programme.state import MemberState, Reached, TierState
from quen.programme.tiers import Tiers, TierStep

_DAY = itemgetter(0)
_FEW_DAYS = 24
_MEASURES: dict[str, Callable[[Reached], int]] = {
    "points": attrgetter("points"),
    "spending": attrgetter("spending_minor"),
    "visits": attrgetter("visits"),
}


class Ladder:
    """The tiers of a programme, ready to judge.

    `reached` holds running totals at the end of each day, so that any window is a difference of two of them.
    """

    def __init__(self, tiers: Tiers) -> None:
        self.tiers = tiers
        self.steps = tiers.steps
        self.lowest = tiers.steps[0].key
        self._place = {step.key: place for place, step in enumerate(tiers.steps)}
        self._limits = [step.at_least for step in tiers.steps]
        self._measure = _MEASURES[tiers.by]
        self._months = tiers.window.months
        self._is_rolling = tiers.window.kind == "rolling"
        self._climbs_at_once = tiers.upgrade == "at_once"

    def settled(self, state: MemberState, day: date) -> TierState:
        """The tier on `day`, after every judgement that has come due; a new member starts on the lowest."""
        held = state.tier
        if held is None or held.key not in self._place:
            return self._held(self.lowest, day)
        while day >= days_later(held.until, self.tiers.grace_days):
            held = self._judged(held, state.reached)
        return held

    def climbed(self, held: TierState, reached: Sequence[Reached], day: date) -> TierState:
        """The tier after what was reached on `day`, where a programme lets members rise at once."""
        place = self._place[held.key] + 1
        if not self._climbs_at_once or place == len(self._limits):
            return held
        if self._measure(reached[-1]) < self._limits[place]:
            return held  # not even all there ever was would do: no need to look at the window
        deserved = self._deserved(self.balance(reached, day))
        return self._held(self.steps[deserved].key, day) if deserved >= place else held

    def balance(self, reached: Sequence[Reached], day: date) -> int:
        """What was reached in the window that ends with `day`, in the tiers' measure."""
        end = days_later(day, 1)
        start = months_later(end, -self._months) if self._is_rolling else period_start(day, self._months)
        return self._before(reached, end) - self._before(reached, start)

    def place(self, key: str) -> int:
        """How high a tier stands, the lowest at 0."""
        return self._place[key]

    def step(self, key: str) -> TierStep:
        """The step of that key."""
        return self.steps[self._place[key]]

    def above(self, key: str) -> TierStep | None:
        """The next step up; None on top."""
        place = self._place[key] + 1
        return self.steps[place] if place < len(self.steps) else None

    def reached_by(self, balance: int) -> TierStep:
        """The highest step so much is enough for."""
        return self.steps[self._deserved(balance)]

    def review_day(self, held: TierState) -> date:
        """The day on which the tier is judged next."""
        return days_later(held.until, self.tiers.grace_days)

    def kept_so_far(self, held: TierState, reached: Sequence[Reached]) -> int:
        """What counts at the next judgement, as far as it is reached."""
        start = self._window_start(held.until)
        return self._before(reached, self.review_day(held)) - self._before(reached, start)

    def earliest_needed(self, held: TierState, reached: Sequence[Reached], day: date) -> date:
        """Days before this one matter no more; as long as there are few days, nobody asks."""
        if len(reached) < _FEW_DAYS:
            return date.min
        return min(self._window_start(held.until), months_later(days_later(day, 1), -self._months))

    def _held(self, key: str, day: date) -> TierState:
        until = months_later(day, self._months) if self._is_rolling else period_end(day, self._months)
        return TierState(key=key, since=day, until=until)

    def _judged(self, held: TierState, reached: Sequence[Reached]) -> TierState:
        place = self._place[held.key]
        deserved = self._deserved(self.kept_so_far(held, reached))
        if deserved < place and self.tiers.downgrade == "one_step":
            deserved = place - 1
        until = months_later(held.until, self._months)
        if deserved == place:
            return held._replace(until=until)
        return TierState(key=self.steps[deserved].key, since=self.review_day(held), until=until)

    def _deserved(self, balance: int) -> int:
        place = 0
        while place + 1 < len(self._limits) and balance >= self._limits[place + 1]:
            place += 1
        return place

    def _window_start(self, until: date) -> date:
        return months_later(until, -self._months)

    def _before(self, reached: Sequence[Reached], day: date) -> int:
        place = bisect_left(reached, day, key=_DAY)
        return self._measure(reached[place - 1]) if place else 0


def reach(reached: tuple[Reached, ...], change: Reached, needed: date) -> tuple[Reached, ...]:
    """The running totals with what `change` adds (after a return: takes off); days before `needed` are forgotten."""
    if not reached:
        return (change,)
    day, points, spending_minor, visits = change
    last = reached[-1]
    if day < last.day:
        return _into_the_past(reached, change)
    added = Reached(day, last.points + points, last.spending_minor + spending_minor, last.visits + visits)
    if last.day == day:
        return (*reached[:-1], added)
    if len(reached) > 1 and reached[1].day < needed:
        # The last day before the window stays: its running totals are what the window is measured from.
        reached = reached[bisect_left(reached, needed, key=_DAY) - 1 :]
    return (*reached, added)


def _into_the_past(reached: tuple[Reached, ...], change: Reached) -> tuple[Reached, ...]:
    place = bisect_left(reached, change.day, key=_DAY)
    later = tuple(
        Reached(day, points + change.points, spending + change.spending_minor, visits + change.visits)
        for day, points, spending, visits in reached[place:]
    )
    if reached[place].day == change.day:
        return (*reached[:place], *later)
    before = reached[place - 1] if place else Reached(change.day, 0, 0, 0)
    own = Reached(
        change.day,
        before.points + change.points,
        before.spending_minor + change.spending_minor,
        before.visits + change.visits,
    )
    return (*reached[:place], own, *later)
