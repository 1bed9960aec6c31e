"""Judge members' pasts: purchase by purchase and return by return, each by the version of its own day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from quen.flows.judge_history.books import Books
from quen.flows.judge_history.occasions import Bought, CameBack, Occasion, Past, in_time
from quen.flows.judge_history.promises import Promises
from quen.flows.judge_history.rows import Rows
from quen.flows.judge_history.spent_budgets import SpentBudgets
from quen.flows.judge_history.story import Story
from quen.points.terms import ReturnPolicy
from quen.programme import (
    MemberState,
    Outcome,
    Programme,
    Purchase,
    ReturnedLine,
    TakenBack,
    evaluate,
    take_back,
    undo,
)
from quen.programme.engine import ready
from quen.programme.streams import WHOLE
from quen.programme.versions import back_under, carried_over


@dataclass(frozen=True, slots=True)
class Law:
    """What the past is judged by: versions with their days, the shop's clock, the policy of returns."""

    versions: Sequence[tuple[Programme, date, date | None]]
    clock: ZoneInfo
    policy: ReturnPolicy
    ending: frozenset[int] = frozenset()
    """Versions whose points end by inactivity."""

    def version(self, number: int) -> Programme:
        """A launched version by its number."""
        return next(programme for programme, _, _ in self.versions if programme.version == number)

    def under(
        self, programme: Programme, state: MemberState, version: int | None
    ) -> tuple[MemberState, Programme]:
        """The counters as `programme` counts, and the version they are kept under."""
        kept = programme if version in {None, programme.version} else self.version(version or 0)
        return (state if kept is programme else carried_over(state, old=kept, new=programme)), kept

    def on(self, day: date) -> Programme | None:
        """The version in force on a day: of those in force the one that began last."""
        found = None
        for programme, first, last in self.versions:
            if first <= day and (last is None or day <= last):
                found = programme
        return found


@dataclass(slots=True)
class Counted:
    """A member's counters, the version they are kept under, and what was judged of her until now."""

    state: MemberState
    version: int | None
    books: Books
    tier: str = ""
    known: dict[int, tuple[Outcome, Sequence[int | None]]] = field(default_factory=dict)
    """Purchases that can come back: how they were judged, and the products of their lines."""
    changed: set[int] = field(default_factory=set)
    """Purchases judged earlier whose accrual a return has changed."""
    judged_for: dict[int, int] = field(default_factory=dict)
    """Whom earlier purchases were judged for: herself, or somebody merged into her since."""
    returned: list[tuple[int, Programme, TakenBack]] = field(default_factory=list)
    """Returns of those, by that customer."""
    promises: Promises = field(default_factory=Promises)
    segments: Mapping[str, datetime] = field(default_factory=dict)
    """The segments she is in, and since when; which she was in before is not known."""

    def state_at(self, at: datetime) -> MemberState:
        """Her counters, and the segments she was in already at that moment."""
        if not self.segments:
            return self.state
        there = frozenset(key for key, since in self.segments.items() if since <= at)
        return self.state._replace(segments=there)


class Judge:
    """Judges one occasion after the other, and gathers the rows."""

    def __init__(self, law: Law, rows: Rows, story: Story) -> None:
        self.law, self.rows, self.story = law, rows, story
        self.budgets = SpentBudgets(programme for programme, _, _ in law.versions)
        self.purchases = self.points = self.returns = 0

    def judge(self, past: Past, counted: Counted, *, until: datetime) -> None:
        """All her occasions in their order; then what is due by `until` expires."""
        for occasion in past.occasions:
            self._happened(past.member, occasion, counted)
        self.story.before(past.member, until, counted.books)
        counted.books.expire(until)

    def judge_together(self, found: Sequence[Past], counted: Mapping[int, Counted]) -> None:
        """The occasions of all these members as they happened: so budgets are spent in that order."""
        happened = [(occasion, past.member) for past in found for occasion in past.occasions]
        for occasion, member in sorted(happened, key=lambda one: in_time(one[0])):
            self._happened(member, occasion, counted[member])

    def _happened(self, member: int, occasion: Occasion, counted: Counted) -> None:
        self.story.before(member, occasion.at, counted.books)
        counted.books.expire(occasion.at)
        if isinstance(occasion, Bought):
            self._bought(member, occasion, counted)
        else:
            self._came_back(member, occasion, counted)

    def _bought(self, member: int, bought: Bought, counted: Counted) -> None:
        here = bought.at.astimezone(self.law.clock).replace(tzinfo=None)
        programme = self.law.on(here.date())
        if programme is None:
            return
        spent = self._spent(member, bought, programme, counted.books)
        state, kept = self.law.under(programme, counted.state_at(bought.at), counted.version)
        outcome = evaluate(
            programme, state,
            Purchase(
                at=here, lines=bought.lines, store=bought.store, channel=bought.channel,
                vouchers_minor=spent * programme.point_value_minor,
            ),
            budgets=self.budgets.of(programme), explained=False,
        )  # fmt: skip
        given = {share.key: sum(share.points) for share in outcome.shares} | {WHOLE: outcome.points}
        self.budgets.add(programme, given)
        counted.state, counted.version = kept_under(programme, kept, state, outcome.after)
        if programme.expiry.after == "inactivity" and outcome.expires_at:
            counted.books.keep_alive(bought.at, self._moment(outcome.expires_at), self.law.ending)
        if outcome.points:
            counted.books.earn(
                outcome.points, at=bought.at, key=f"sale:{bought.purchase}",
                pending_until=self._moment(outcome.pending_until),
                expires_at=self._moment(outcome.expires_at) if outcome.expires_at else None,
                purchase=bought.purchase, version=programme.version,
            )  # fmt: skip
        counted.known[bought.purchase] = (outcome, bought.products)
        if not self.story.issues_vouchers:
            counted.promises.promise(bought.purchase, outcome.vouchers, programme.version, bought.at)
        self._tell_tier(member, bought, outcome, counted)
        self.story.after(member, bought, outcome, counted.books)
        self.purchases, self.points = self.purchases + 1, self.points + outcome.points

    def _spent(self, member: int, bought: Bought, programme: Programme, books: Books) -> int:
        points = self.story.pays(member, bought, books)
        if points:
            books.redeem(points, at=bought.at, purchase=bought.purchase, version=programme.version)
        return points

    def _came_back(self, member: int, back: CameBack, counted: Counted) -> None:
        judged = counted.known.get(back.purchase)
        if judged is None:
            return  # the purchase was not judged: there is nothing to take back
        outcome, products = judged
        programme = self.law.version(outcome.version)
        taken = take_back(programme, outcome, lines_back(outcome, products, back.goods))
        counted.known[back.purchase] = (taken.outcome, products)
        counted.changed.add(back.purchase)
        if back.purchase in counted.judged_for:
            counted.returned.append((counted.judged_for[back.purchase], programme, taken))
        if self.story.issues_vouchers:
            self.story.revoke(member, back, taken.revoked)
        else:
            counted.promises.revoke(back.purchase, taken.revoked, programme.version, back.at)
        given_back = {**taken.rule_points, WHOLE: taken.points}
        self.budgets.add(programme, {rule: -points for rule, points in given_back.items()})
        state, kept = self.law.under(programme, counted.state, counted.version)
        counted.state, counted.version = kept_under(programme, kept, state, undo(programme, state, taken))
        if taken.points:
            counted.books.take_back(
                taken.points, of=back.purchase, back=back.number, at=back.at, policy=self.law.policy
            )
        self.rows.judged_return(back.number, back.purchase, taken.points)
        self.returns += 1

    def _tell_tier(self, member: int, bought: Bought, outcome: Outcome, counted: Counted) -> None:
        after = outcome.after.tier
        if after is None or after.key == counted.tier:
            return
        if counted.tier and outcome.tier:
            facts = {"before": counted.tier, "after": after.key, "name": outcome.tier.name}
            self.rows.tell("tier.moved", bought.at, member, bought.purchase, facts, bought.store_id)
        counted.tier = after.key

    def _moment(self, here: datetime) -> datetime:
        return here.replace(tzinfo=self.law.clock)


def kept_under(
    programme: Programme, kept: Programme, state: MemberState, after: MemberState
) -> tuple[MemberState, int]:
    """The counters after a judgement, under the newer of the two versions, as at the till."""
    if kept.effective_from > programme.effective_from:
        return back_under(kept, programme, state, after), kept.version
    return after, programme.version


def lines_back(
    outcome: Outcome, products: Sequence[int | None], goods: Sequence[tuple[int | None, int]]
) -> list[ReturnedLine]:
    """Which lines came back: of the same product, in their order, as far as they are still there."""
    left = [
        max(milli, 1) - back
        for milli, back in zip(outcome.quantities_milli, outcome.returned_milli, strict=True)
    ]
    found = []
    for product, milli in goods:
        for number, there in enumerate(left):
            part = min(milli, there)
            if products[number] == product and part > 0:
                whole = outcome.quantities_milli[number] <= 0
                found.append(ReturnedLine(line=number, quantity_milli=0 if whole else part))
                left[number], milli = there - part, milli - part
    return found


def review_day(programme: Programme, state: MemberState) -> date | None:
    """The day on which her tier is judged next."""
    ladder = ready(programme).ladder
    return ladder.review_day(state.tier) if ladder and state.tier else None
