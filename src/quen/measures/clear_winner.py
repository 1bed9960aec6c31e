"""Which group stands out, and not by luck alone.

Source: the score interval for a proportion, Wilson, "Probable inference, the law of succession, and statistical
inference", Journal of the American Statistical Association 22 (1927).
"""

import math
from collections.abc import Iterable
from typing import Protocol, TypeVar

FEWEST_CUSTOMERS = 30
"""Below this a group's rate says little and is marked as such."""

_Z_99 = 2.576


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
    """Lower end of Wilson's 99 % interval for the group's repeat rate, 0 to 1."""
    n, share, z = group.customers, group.repeat_customers / group.customers, _Z_99
    centre, width = share + z * z / (2 * n), z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (centre - width) / (1 + z * z / n)
