"""What can go wrong with the business, its stores and its staff. Nothing was changed in any of these cases."""

from quen.kernel.errors import QuenError


class AlreadySetUp(QuenError):
    """The business has an owner: set-up happens once."""

    http_status = 409


class EmailTaken(QuenError):
    """Another member of staff signs in with this address."""

    http_status = 409


class LastOwner(QuenError):
    """The business would be left without an active owner."""

    http_status = 409


class OnlyOwners(QuenError):
    """Owners are made, changed and deactivated by owners alone."""

    http_status = 403


class StoreNameTaken(QuenError):
    """Another store has this name."""

    http_status = 409


class NotASetting(QuenError):
    """A setting that does not exist, or a value it cannot have."""


class NoSuchToken(QuenError):
    """The token does not exist."""

    http_status = 404
