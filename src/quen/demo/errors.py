"""What may stand in the demo shop's way."""

from quen.kernel.errors import QuenError


class NotEmpty(QuenError):
    """The database holds a business already."""

    http_status = 409
