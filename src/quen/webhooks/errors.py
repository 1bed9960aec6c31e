"""What can go wrong with endpoints and deliveries."""

from quen.kernel.errors import QuenError


class BadAddress(QuenError):
    """The address cannot be an endpoint."""


class TooManyEndpoints(QuenError):
    """More endpoints than one installation tells."""

    http_status = 409


class NoSuchEndpoint(QuenError):
    """The endpoint does not exist."""

    http_status = 404


class NoSuchDelivery(QuenError):
    """The delivery does not exist, or is under way."""

    http_status = 404
