"""What can be wrong with a programme or with the order of its use."""

from collections.abc import Callable
from dataclasses import dataclass

from quen.kernel.errors import QuenError
from quen.kernel.sentences import Sentence


@dataclass(frozen=True)
class Placed(Sentence):
    """A sentence after the place it is about, ``rules[2].when.hours: …``, translated without its place."""

    place: str = ""

    def render(self, translate: Callable[[str], str] = str) -> str:
        """The place, and the sentence in the language of `translate`."""
        text = super().render(translate)
        return f"{self.place}: {text}" if self.place else text

    def __str__(self) -> str:
        return self.render()


class BadProgramme(QuenError):
    """The programme's data make no sense; the sentence names the place, e.g. ``rules[2].when.hours``."""

    @classmethod
    def at(cls, place: str, problem: Sentence) -> "BadProgramme":
        """What is wrong at this place."""
        error = cls(problem.template, **problem.facts)
        error.sentence = Placed(problem.template, problem.facts, place)
        error.args = (str(error.sentence),)
        return error


class StaleState(QuenError):
    """The member's counters have changed since the purchase was judged; judge it again."""


class BadReturn(QuenError):
    """A return names a line the purchase does not have, or more of it than was bought and is still there."""
