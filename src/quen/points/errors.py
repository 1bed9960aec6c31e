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
