"""What can be wrong about journeys."""

from quen.kernel.errors import QuenError
from quen.kernel.sentences import Sentence


class BadJourney(QuenError):
    """The journey's data make no sense; the sentence names the place, e.g. ``steps[2].texts[1].body``.

    `others`: what is wrong besides. What is read from a file names the lines, too.
    """

    @classmethod
    def at(cls, *said: Sentence) -> "BadJourney":
        """What is wrong at one place or several; the first is what one reads where one reads one."""
        error = cls(said[0].template, **said[0].facts)
        error.sentence, error.others = said[0], said[1:]
        error.args = (str(said[0]),)
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
