"""The ledger as anyone would write it on paper: lists, loops, and nothing kept twice.

It knows no entries, no accounts and no caches; what it says has to be what the database says.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(eq=False)
class Pile:
    """Points given at once. Every point of it is somewhere: free, held, spent, expired or taken."""

    owner: str
    number: int
    free: int
    free_from: datetime
    ends: datetime
    purchase: str = ""
    ends_by_inactivity: bool = False
    held: int = 0
    expired: int = 0


@dataclass
class Paper:
    """All members' piles, what they owe, and what was done under which name."""

    piles: list[Pile] = field(default_factory=list)
    owes: Counter[str] = field(default_factory=Counter)
    spent: dict[str, list[tuple[Pile, int]]] = field(default_factory=dict)
    holds: dict[str, list[tuple[Pile, int]]] = field(default_factory=dict)
    accounted: Counter[str] = field(default_factory=Counter)

    def of(self, owner: str) -> list[Pile]:
        """Her piles, soonest-ending first."""
        return sorted(
            (pile for pile in self.piles if pile.owner == owner), key=lambda pile: (pile.ends, pile.number)
        )

    def available(self, owner: str, at: datetime) -> int:
        return sum(pile.free for pile in self.of(owner) if pile.free_from <= at < pile.ends)

    def pending(self, owner: str, at: datetime) -> int:
        return sum(pile.free for pile in self.of(owner) if at < pile.free_from and at < pile.ends)

    def held(self, owner: str) -> int:
        return sum(pile.held for pile in self.of(owner))

    def give(
        self, owner: str, points: int, at: datetime, free_from: datetime, ends: datetime | None, purchase: str = "",
        *, ends_by_inactivity: bool = False,
    ) -> None:  # fmt: skip
        self.piles.append(
            Pile(owner, len(self.piles), points, free_from, ends or FOREVER, purchase, ends_by_inactivity)
        )
        self.settle(owner, at)

    def settle(self, owner: str, at: datetime) -> None:
        for pile in self.of(owner):
            while self.owes[owner] and pile.free and at < pile.ends:
                pile.free -= 1
                self.owes[owner] -= 1

    def take(self, owner: str, points: int, at: datetime) -> list[tuple[Pile, int]]:
        """Spendable points out of her piles; the caller has asked whether there are enough."""
        taken = []
        for pile in self.of(owner):
            part = min(pile.free, points) if pile.free_from <= at < pile.ends else 0
            if part:
                pile.free -= part
                points -= part
                taken.append((pile, part))
        assert points == 0
        return taken

    def spend(self, name: str, owner: str, points: int, at: datetime) -> None:
        self.spent[name] = self.take(owner, points, at)

    def hold(self, name: str, owner: str, points: int, at: datetime) -> None:
        self.holds[name] = self.take(owner, points, at)
        for pile, part in self.holds[name]:
            pile.held += part

    def confirm(self, name: str) -> None:
        for pile, part in self.holds.pop(name):
            pile.held -= part

    def free(self, name: str, at: datetime) -> None:
        held = self.holds.pop(name)
        for pile, part in held:
            pile.held -= part
            pile.free += part
        self.settle(held[0][0].owner, at)  # from all of it, soonest-ending first: ends may have moved since

    def move(self, owner: str, to: str, points: int, at: datetime) -> None:
        for pile, part in self.take(owner, points, at):
            self.piles.append(
                Pile(to, len(self.piles), part, pile.free_from, pile.ends, "", pile.ends_by_inactivity)
            )
        self.settle(to, at)

    def expire(self, at: datetime, owner: str | None = None) -> int:
        gone = 0
        for pile in self.piles:
            if pile.ends <= at and owner in {None, pile.owner}:
                gone += pile.free
                pile.expired += pile.free
                pile.free = 0
        return gone

    def visit(self, owner: str, at: datetime, ends: datetime) -> None:
        """Points that end by inactivity live on."""
        for pile in self.of(owner):
            if pile.ends_by_inactivity and (pile.free or pile.held) and at < pile.ends:
                pile.ends = max(pile.ends, ends)

    def take_back(self, owner: str, purchase: str, points: int, at: datetime, policy: str) -> None:
        """What a purchase had given, by the policy."""
        self.expire(at, owner)
        own = [pile for pile in self.of(owner) if pile.purchase == purchase]
        for pile in own:
            if policy != "pending" or at < pile.free_from:
                part = min(pile.free, points)
                pile.free -= part
                points -= part
        gone = min(points, sum(pile.expired for pile in own) - self.accounted[purchase])
        self.accounted[purchase] += gone
        points -= gone
        if policy == "pending":
            return
        for pile in self.of(owner):
            part = min(pile.free, points) if at < pile.ends else 0
            pile.free -= part
            points -= part
        if policy == "negative":
            self.owes[owner] += points

    def restore(self, name: str, points: int, at: datetime) -> None:
        """Give back what was spent, the longest-lived first."""
        for place in reversed(range(len(self.spent[name]))):
            pile, left = self.spent[name][place]
            part = min(left, points)
            self.spent[name][place] = (pile, left - part)
            points -= part
            pile.free += part
            if part and pile.ends_by_inactivity:
                pile.ends = max(other.ends for other in self.of(pile.owner) if other.ends_by_inactivity)
        assert points == 0
        if self.spent[name]:
            self.settle(self.spent[name][0][0].owner, at)
