"""Which group stands out, and not by luck alone: by the lower end of Wilson's interval (`wilson.py`)."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from quen.measures.wilson import Z_99, interval


class Counted(Protocol):
    """A group of customers, and how many of them came back."""

    @property
    def customers(self) -> int: ...

    @property
    def repeat_customers(self) -> int: ...


Group = TypeVar("Group", bound=Counted)


def clear_winner(groups: Iterable[Group]) -> Group | None:
    """The group with the highest rate, where even its cautious estimate lies above the rate of all groups.

    Otherwise the best of many small groups would be announced for its luck. Groups without customers are passed over.
    """
    members = [group for group in groups if group.customers]
    if not members:
        return None
    came_back = sum(member.repeat_customers for member in members)
    together = came_back / sum(member.customers for member in members)
    top = max(members, key=_cautious_rate)
    return top if _cautious_rate(top) > together else None


def _cautious_rate(group: Counted) -> float:
    """Lower end of the 99 % interval for the group's repeat rate, 0 to 1."""
    return interval(group.repeat_customers, group.customers, z=Z_99)[0]
