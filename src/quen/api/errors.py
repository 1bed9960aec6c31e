"""What can go wrong before a verb is called. Nothing was kept in any of these cases."""

from quen.kernel.errors import QuenError


class NoToken(QuenError):
    """The request shows no token, or one that is unknown or revoked."""

    http_status = 401


class ScopeMissing(QuenError):
    """The token may not do this."""

    http_status = 403


class OtherStore(QuenError):
    """The token is for other stores."""

    http_status = 403


class TooManyRequests(QuenError):
    """The token made more requests than it may; `wait_seconds` until the next."""

    http_status = 429

    def __init__(self, template: str, *, wait_seconds: int) -> None:
        self.wait_seconds = wait_seconds
        super().__init__(template, wait_seconds=wait_seconds)


class BodyTooLarge(QuenError):
    """The body is larger than any request needs."""

    http_status = 413


class NotJson(QuenError):
    """The body does not say that it is JSON."""

    http_status = 415


class BadBody(QuenError):
    """The body is no JSON, or too deep."""


class KeyMissing(QuenError):
    """A write without an idempotency key, or with one that cannot be kept."""


class UnknownParameter(QuenError):
    """The address carries a parameter the operation does not have: a typing error must not show everything."""

    http_status = 422


class BadCursor(QuenError):
    """A cursor this installation did not give."""


class NotFound(QuenError):
    """What the address names does not exist."""

    http_status = 404
