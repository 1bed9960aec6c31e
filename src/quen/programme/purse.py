"""A member's points during a back-test: lots that wait, can be spent, expire and are taken back."""

from datetime import date

from quen.programme.expiry import Expiry, days_later

NO_SALE = -1


class Lot:
    """Points earned together. `sale` names the purchase where it may come back, else NO_SALE."""

    __slots__ = ("expires_on", "free_from", "points", "sale")

    def __init__(self, points: int, expires_on: date | None, free_from: date, sale: int) -> None:
        self.points = points
        self.expires_on = expires_on
        self.free_from = free_from
        self.sale = sale


class Purse:
    """The lots of one member, soonest-expiring first (sales come in the order of time)."""

    __slots__ = ("expired", "last_day", "lots")

    def __init__(self) -> None:
        self.lots: list[Lot] = []
        self.expired = 0
        self.last_day: date | None = None

    def earn(self, points: int, day: date, expires_on: date | None, pending_days: int, sale: int) -> None:
        """Add a lot; one of the same days as the last, and not to be told apart, joins it."""
        last = self.lots[-1] if self.lots else None
        free_from = days_later(day, pending_days) if pending_days else day
        if (
            last
            and sale == NO_SALE == last.sale
            and last.expires_on == expires_on
            and last.free_from == free_from
        ):
            last.points += points
        else:
            self.lots.append(Lot(points, expires_on, free_from, sale))

    def expire(self, day: date, expiry: Expiry) -> None:
        """Forget what can no longer be spent on `day`."""
        if expiry.after == "inactivity":
            ends = expiry.expires_on(self.last_day) if self.last_day else None
            gone = self.lots if ends and day >= ends else []
        else:
            gone = [lot for lot in self.lots if lot.expires_on and day >= lot.expires_on]
        if gone:
            self.expired += sum(lot.points for lot in gone)
            lost = set(map(id, gone))
            self.lots = [lot for lot in self.lots if id(lot) not in lost]

    def available(self, day: date) -> int:
        """What can be spent on `day`, after `expire`."""
        return sum(lot.points for lot in self.lots if lot.free_from <= day)

    def spend_all(self, day: date) -> int:
        """Spend what can be spent."""
        points = self.available(day)
        self.lots = [lot for lot in self.lots if lot.free_from > day]
        return points

    def take_back(self, points: int, sale: int) -> int:
        """Take points out of the lot of `sale`, as far as it still has them; returns how many."""
        for lot in self.lots:
            if lot.sale == sale:
                taken = min(points, lot.points)
                lot.points -= taken
                return taken
        return 0

    @property
    def points(self) -> int:
        """All points there are, pending ones too."""
        return sum(lot.points for lot in self.lots)
