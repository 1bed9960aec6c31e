"""How right the reading of themes is, by labelled reviews it was not mended with.

Precision, recall and F1: van Rijsbergen, "Information Retrieval", 2nd edition (1979), chapter 7.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Judged:
    """`right`: mentions found that people labelled; `invented`: found, not labelled; `missed`: labelled, not found.

    `moods_right`: of the right ones, those whose mood was read as labelled.
    """

    right: int
    invented: int
    missed: int
    moods_right: int

    @property
    def precision(self) -> float:
        """Of what was found so much is true, in percent."""
        return _percent(self.right, self.right + self.invented)

    @property
    def recall(self) -> float:
        """Of what is true so much was found, in percent."""
        return _percent(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both, in percent."""
        return _percent(2 * self.right, 2 * self.right + self.invented + self.missed)

    @property
    def moods(self) -> float:
        """Of the mentions rightly found so many had the right mood, in percent."""
        return _percent(self.moods_right, self.right)

    @property
    def labelled(self) -> int:
        """How many mentions people labelled."""
        return self.right + self.missed


def _percent(part: int, whole: int) -> float:
    return 100.0 * part / whole if whole else 0.0
