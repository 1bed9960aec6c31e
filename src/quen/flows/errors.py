"""What can go wrong in every use case."""

from quen.kernel.errors import QuenError


class KeyUsedForSomethingElse(QuenError):
    """The idempotency key belongs to another request."""

    http_status = 409


class OpenWithHer(QuenError):
    """Points, vouchers, tickets or claims are open with somebody who is to be erased."""

    http_status = 409


class NotWaiting(QuenError):
    """There is no wish to be forgotten that could be taken back."""

    http_status = 409


class BadWait(QuenError):
    """Longer than the law gives."""
