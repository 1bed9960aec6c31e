"""Where a member stands on a day on which she buys nothing."""

from datetime import date

from quen.programme.engine import Judgement, ready
from quen.programme.explain import tier_progress
from quen.programme.outcome import TierProgress
from quen.programme.programme import Programme
from quen.programme.state import MemberState


def standing(*, programme: Programme, state: MemberState, day: date) -> TierProgress | None:
    """Her tier on `day` and what the next one asks for, with sentences; None in a programme without tiers."""
    engine = ready(programme)
    if engine.ladder is None:
        return None
    held = engine.ladder.settled(state, day)
    nothing = Judgement((), 0, 0, (), (), held, state)
    return tier_progress(engine, held, nothing, day)
