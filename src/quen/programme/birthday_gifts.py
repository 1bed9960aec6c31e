"""The birthday gifts of tiers during a back-test: for whose birthday is known, by the tier held on the day."""

from collections.abc import Mapping
from datetime import date

from quen.programme.ladder import Ladder
from quen.programme.occasions import anniversary
from quen.programme.programme import Programme
from quen.programme.state import MemberState


class BirthdayGifts:
    """Counts on from one day of a member to the next: each birthday since she joined once."""

    def __init__(self, programme: Programme, ladder: Ladder | None, birthdays: Mapping[int, date]) -> None:
        steps = programme.tiers.steps if programme.tiers else ()
        self._gifts = {step.key: step.benefits.birthday_gift for step in steps if step.benefits.birthday_gift}
        self._ladder, self._birthdays = ladder, birthdays
        self._next: dict[int, date] = {}

    @property
    def is_empty(self) -> bool:
        """Whether nobody can be given anything."""
        return not (self._gifts and self._birthdays)

    def due(self, member: int, state: MemberState, day: date) -> list[str]:
        """The kinds of vouchers of the birthdays up to `day`, and never again; her first call is the day she joined."""
        birthday = self._birthdays.get(member)
        if birthday is None or self._ladder is None:
            return []
        coming = self._next.get(member) or _on_or_after(birthday, day)
        given = []
        while coming <= day:
            gift = self._gifts.get(self._ladder.settled(state, coming).key)
            given += [gift] if gift else []
            coming = anniversary(birthday, coming.year + 1)
        self._next[member] = coming
        return given


def _on_or_after(birthday: date, day: date) -> date:
    this_year = anniversary(birthday, day.year)
    return this_year if this_year >= day else anniversary(birthday, day.year + 1)
