"""Take back what returned lines gave: exactly that, by the version that gave it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from quen.kernel.sentences import gettext_noop
from quen.programme.engine import Engine, ready
from quen.programme.errors import BadReturn
from quen.programme.gifts import Issued
from quen.programme.ladder import Ladder, reach
from quen.programme.outcome import Outcome, Share, TakenBack
from quen.programme.programme import Programme
from quen.programme.purchase import ReturnedLine
from quen.programme.state import MemberState, Reached, Tally, TierState
from quen.programme.streams import WHOLE


def take_back(programme: Programme, judged: Outcome, returned: Sequence[ReturnedLine]) -> TakenBack:
    """What the returned lines gave: points, remainders, stamps, progress towards the tier, and vouchers.

    Part of a line takes back its part, rounded down, so that the parts of a whole line take back the whole. A voucher
    goes when all lines that earned it are back. Visits stay: the customer was there. Raises BadReturn.
    """
    if (programme.key, programme.version) != (judged.programme, judged.version):
        raise BadReturn(
            gettext_noop("This purchase was judged by version %(version)s; its return has to be as well."),
            version=judged.version,
        )
    after = _returned(judged, returned)
    parts = [
        _Part(before, now, max(whole, 1))
        for before, now, whole in zip(judged.returned_milli, after, judged.quantities_milli, strict=True)
    ]
    engine = ready(programme)
    points = [_sum_by_line(share.points, parts) for share in judged.shares]
    stamps, full = _stamps(engine, judged, parts)
    return TakenBack(
        points=sum(map(sum, points)),
        line_points=tuple(map(sum, zip(*points, strict=True))),
        qualifying_points=sum(
            sum(lost)
            for share, lost in zip(judged.shares, points, strict=True)
            if engine.is_qualifying(share.key)
        ),
        spending_minor=sum(_sum_by_line(judged.earning, parts)),
        remainder_minor=-_metered(judged.shares[0], parts),
        meters={share.key: -_metered(share, parts) for share in judged.shares[1:] if share.step_cost},
        rule_points={share.key: sum(lost) for share, lost in zip(judged.shares, points, strict=True)},
        stamps=stamps,
        revoked=(*_revoked(judged, after), *full),
        outcome=replace(judged, returned_milli=after),
    )


def undo(programme: Programme, state: MemberState, taken: TakenBack) -> MemberState:
    """The member's counters after a return, whatever else has happened since the purchase.

    A tier that the purchase itself had brought is lost again where what is left does not reach it.
    """
    engine, outcome = ready(programme), taken.outcome
    meters = dict(state.meters)
    for key, change in taken.meters.items():
        meters[key] = meters.get(key, 0) + change
    stamps = dict(state.stamps)
    for card, change in taken.stamps.items():
        stamps[card] = stamps.get(card, 0) + change
    reached = state.reached
    if engine.ladder and state.tier:
        day = outcome.at.date()
        needed = engine.ladder.earliest_needed(state.tier, reached, day)
        reached = reach(reached, Reached(day, -taken.qualifying_points, -taken.spending_minor, 0), needed)
    return state._replace(
        remainder_minor=state.remainder_minor + taken.remainder_minor,
        meters=meters,
        stamps=stamps,
        tallies=_tallies(state.tallies, taken),
        reached=reached,
        tier=_tier(engine.ladder, state._replace(reached=reached), outcome) if engine.ladder else state.tier,
    )


class _Part:
    """A line of which `before` had come back already and `now` has, of `whole`."""

    __slots__ = ("before", "now", "whole")

    def __init__(self, before: int, now: int, whole: int) -> None:
        self.before, self.now, self.whole = before, now, whole

    def of(self, number: int) -> int:
        """The part of `number` that this return is, so that all parts add up to `number`."""
        return number * self.now // self.whole - number * self.before // self.whole


def _returned(judged: Outcome, returned: Sequence[ReturnedLine]) -> tuple[int, ...]:
    after = list(judged.returned_milli)
    for line in returned:
        if not 0 <= line.line < len(after):
            raise BadReturn(gettext_noop("The purchase has no line %(line)s."), line=line.line + 1)
        whole = max(judged.quantities_milli[line.line], 1)
        # A line without a quantity comes back whole or not at all.
        after[line.line] += line.quantity_milli if judged.quantities_milli[line.line] > 0 else whole
        if line.quantity_milli < 0 or after[line.line] > whole:
            raise BadReturn(
                gettext_noop("Line %(line)s: more comes back than was bought and is still there."),
                line=line.line + 1,
            )
    return tuple(after)


def _sum_by_line(numbers: Sequence[int], parts: Sequence[_Part]) -> list[int]:
    return [part.of(number) for number, part in zip(numbers, parts, strict=True)]


def _metered(share: Share, parts: Sequence[_Part]) -> int:
    """What leaves the meter: the credit of the lines, less what their steps had cost."""
    steps = sum(_sum_by_line(share.steps, parts))
    return sum(_sum_by_line(share.credit, parts)) - steps * share.step_cost


def _stamps(
    engine: Engine, judged: Outcome, parts: Sequence[_Part]
) -> tuple[Mapping[str, int], list[Issued]]:
    """Stamps to take off, and the vouchers of cards that would not have been full without them."""
    changes: dict[str, int] = {}
    revoked: list[Issued] = []
    for key, gained in judged.stamps.items():
        shares = [share for share in judged.shares if engine.gifts.card_of.get(share.key) == key]
        lost_before = sum(
            number * part.before // part.whole
            for share in shares
            for number, part in zip(share.stamps, parts, strict=True)
        )
        lost = sum(sum(_sum_by_line(share.stamps, parts)) for share in shares)
        size = engine.gifts.cards[key].stamps
        kept = judged.before.stamps.get(key, 0) + gained - lost_before
        emptied = max(kept // size, 0) - max((kept - lost) // size, 0)
        if lost:
            changes[key] = emptied * size - lost
            full = [issued for issued in judged.vouchers if issued.source == key]
            revoked += full[:emptied]
    return changes, revoked


def _revoked(judged: Outcome, after: Sequence[int]) -> list[Issued]:
    """Vouchers of rules whose lines are all back, with this return."""
    revoked = []
    for share in judged.shares:
        if share.voucher is None:
            continue
        was_back = all(
            judged.returned_milli[line] >= max(judged.quantities_milli[line], 1) for line in share.lines
        )
        is_back = all(after[line] >= max(judged.quantities_milli[line], 1) for line in share.lines)
        if is_back and not was_back:
            revoked += [issued for issued in judged.vouchers if issued.source == share.key]
    return revoked


def _tallies(tallies: Mapping[str, Tally], taken: TakenBack) -> Mapping[str, Tally]:
    """The caps have room again for what came back: today, this month, ever."""
    back = {**taken.rule_points, WHOLE: taken.points}
    return {
        key: _given_back(tally, back[key], taken.outcome) if back.get(key) else tally
        for key, tally in tallies.items()
    }


def _given_back(tally: Tally, points: int, outcome: Outcome) -> Tally:
    day = outcome.at.date()
    is_same_month = (tally.day.year, tally.day.month) == (day.year, day.month)
    return tally._replace(
        day_points=tally.day_points - points * (tally.day == day),
        month_points=tally.month_points - points * is_same_month,
        life_points=tally.life_points - points,
    )


def _tier(ladder: Ladder, state: MemberState, outcome: Outcome) -> TierState | None:
    risen, before = outcome.after.tier, outcome.before.tier
    if state.tier is None or risen is None or state.tier != risen or outcome.tier is None:
        return state.tier
    if outcome.tier.before == risen.key:
        return state.tier
    day = max(outcome.at.date(), state.last_day or outcome.at.date())
    if ladder.balance(state.reached, day) >= ladder.step(risen.key).at_least:
        return state.tier
    earlier = ladder.settled(state._replace(tier=before), outcome.at.date())
    return ladder.settled(state._replace(tier=earlier), day)
