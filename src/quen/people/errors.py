"""What can go wrong with customers, and what to do then."""

from quen.kernel.errors import QuenError


class SearchTooLong(QuenError):
    """The text to search for is longer than any name, phone or code."""
