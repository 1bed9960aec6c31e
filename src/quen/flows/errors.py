"""What can go wrong in every use case."""

from datetime import datetime

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


class OutsideCallHours(QuenError):
    """A customer would be called at an hour at which nobody is; `opens_at` is the next moment within the hours."""

    http_status = 422

    def __init__(self, template: str, *, opens_at: datetime, **facts: object) -> None:
        self.opens_at = opens_at
        super().__init__(template, **facts)


class BadWait(QuenError):
    """Longer than the law gives."""
