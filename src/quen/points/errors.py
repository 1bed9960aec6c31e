"""What can go wrong with points, and what to do then. Nothing was posted in any of these cases."""

from quen.kernel.errors import QuenError


class NotEnoughPoints(QuenError):
    """Fewer points can be spent than were asked for; `available` says how many can."""

    http_status = 409

    def __init__(self, template: str, *, available: int, **facts: object) -> None:
        self.available = available
        super().__init__(template, available=available, **facts)


class NotPoints(QuenError):
    """The number is no whole number of points above zero, or larger than any shop gives."""


class KeyUsedForSomethingElse(QuenError):
    """Another request was carried out under this key."""

    http_status = 409


class NoSuchTransfer(QuenError):
    """The ledger has no transfer of this number."""

    http_status = 404


class NoSuchReservation(QuenError):
    """No points are held under this number."""

    http_status = 404


class ReservationOver(QuenError):
    """The points are no longer held: spent, freed, or the time ran out."""

    http_status = 409


class CannotBeUndone(QuenError):
    """This transfer is not undone by a reversal, or not any more."""

    http_status = 409


class NothingToRestore(QuenError):
    """More was to be given back than was spent and is not given back yet."""

    http_status = 409


class ReasonMissing(QuenError):
    """A correction without why."""


class NotYours(QuenError):
    """Who asked for a correction cannot approve it."""

    http_status = 403


class AlreadyDecided(QuenError):
    """The correction was approved or refused before, or there is none of this number."""

    http_status = 409


class CannotGive(QuenError):
    """Points can be given to another member only."""


class NoSuchPartner(QuenError):
    """There is no partner of this name, or the shop does not exchange points with it in this direction."""

    http_status = 404


class BadPartner(QuenError):
    """A partner needs a name and rates above zero."""


class NotPooled(QuenError):
    """The customers' household does not pool points, or they are in none."""

    http_status = 409


class BadOpening(QuenError):
    """The file of opening balances cannot be read."""
