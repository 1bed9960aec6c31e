"""What can be wrong about journeys."""

from quen.kernel.errors import QuenError
from quen.programme.errors import Placed


class BadJourney(QuenError):
    """The journey's data make no sense; the sentence names the place, e.g. ``steps[2].texts[0].body``."""

    @classmethod
    def at(cls, placed: Placed) -> "BadJourney":
        """What is wrong at a place."""
        error = cls(placed.template, **placed.facts)
        error.sentence = placed
        error.args = (str(placed),)
        return error


class NoSuchJourney(QuenError):
    """There is no journey of this number or key."""


class KeyTaken(QuenError):
    """Another journey has this key."""


class CannotBegin(QuenError):
    """Something a step needs is not there, so that the journey cannot be switched on."""


class TooLong(QuenError):
    """What was asked for takes longer than a page may."""


class NoSuchStep(QuenError):
    """The journey has no step at this path."""


class ChangedMeanwhile(QuenError):
    """Somebody else changed it since it was looked at."""
