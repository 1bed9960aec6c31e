"""A member's counters under the version in force, and what her tier is by then."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from quen.enrolment.models import Member
from quen.enrolment.state_of import state_of
from quen.enrolment.versions import programme_of, version_in_force
from quen.programme import MemberState, Programme
from quen.programme.engine import ready
from quen.programme.ladder import Ladder
from quen.programme.state import TierState


@dataclass(frozen=True)
class Standing:
    """The tier held on a day, after every judgement that was due. `state` are the counters the member's row keeps,
    carried over to `programme` where it is another version by now.
    """

    programme: Programme
    ladder: Ladder
    state: MemberState
    held: TierState

    @property
    def key(self) -> str:
        return self.held.key

    @property
    def name(self) -> str:
        return self.ladder.step(self.held.key).name

    @property
    def review_day(self) -> date:
        """The day on which the tier is judged next, grace included."""
        return self.ladder.review_day(self.held)

    @property
    def missing(self) -> int:
        """How much more keeps the tier at the next judgement, in the tiers' measure; 0 where it is kept already."""
        reached = self.ladder.kept_so_far(self.held, self.state.reached)
        return max(self.ladder.step(self.held.key).at_least - reached, 0)

    @property
    def falls_to(self) -> str:
        """The name of the tier she would have after the next judgement, were it today."""
        judged = self.ladder.settled(self.state._replace(tier=self.held), self.review_day)
        return self.ladder.step(judged.key).name


def standing_of(
    member: Member,
    *,
    day: date,
    in_force: Programme | None = None,
    version: Callable[[int], Programme] = programme_of,
) -> Standing | None:
    """Where a member stands on a day; None without a programme with tiers. No query where `in_force` is given and the
    member's counters are under that version. Who asks for many gives a `version` that remembers what it read.
    """
    programme = in_force or version_in_force(day)
    if programme is None or programme.tiers is None:
        return None
    ladder = ready(programme).ladder
    assert ladder is not None
    state = state_of(member, programme=programme, version=version)
    return Standing(programme, ladder, state, ladder.settled(state, day))
