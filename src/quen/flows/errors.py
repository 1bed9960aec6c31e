"""What can go wrong in every use case."""

from quen.kernel.errors import QuenError


class KeyUsedForSomethingElse(QuenError):
    """The idempotency key belongs to another request."""

    http_status = 409
