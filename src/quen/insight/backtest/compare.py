"""Who would be given more by one programme than by another, and who less."""

from quen.insight.backtest.findings import SHOWN, Change, Comparison
from quen.insight.backtest.history import History
from quen.programme.totals import Totals


def compare(history: History, draft: Totals, against: Totals) -> Comparison:
    """Member by member, by what she was given (points at their value, and vouchers)."""
    gains = [
        after - before for after, before in zip(draft.worth_by_member, against.worth_by_member, strict=True)
    ]
    by_gain = sorted(range(len(gains)), key=lambda member: (-gains[member], member))
    won = [member for member in by_gain[:SHOWN] if gains[member] > 0]
    lost = [member for member in reversed(by_gain[-SHOWN:]) if gains[member] < 0]
    names = history.customers([*won, *lost])

    def changes(members: list[int]) -> tuple[Change, ...]:
        return tuple(
            Change(names[member], against.worth_by_member[member], draft.worth_by_member[member])
            for member in members
        )

    return Comparison(
        winners=sum(gain > 0 for gain in gains),
        losers=sum(gain < 0 for gain in gains),
        same=sum(gain == 0 for gain in gains),
        most_won=changes(won),
        most_lost=changes(lost),
    )
