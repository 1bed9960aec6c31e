"""What can be wrong with a programme or with the order of its use."""

from quen.kernel.errors import QuenError


class BadProgramme(QuenError):
    """The programme's data make no sense; the sentence names the place, e.g. ``rules[2].when.hours``."""


class StaleState(QuenError):
    """The member's counters have changed since the purchase was judged; judge it again."""


class BadReturn(QuenError):
    """A return names a line the purchase does not have, or more of it than was bought and is still there."""
