"""The scales of the field, and where low and high begin on each.

NPS: Reichheld 2003 (0 to 10; 9 and 10 promoters, 0 to 6 detractors). CSAT: 1 to 5, the two best are satisfied
(top-two-box). CES 2.0: Dixon, Toman and DeLisi, "The Effortless Experience" (2013): "made it easy" from 1 (strongly
disagree) to 7 (strongly agree), 5 and more agree. Stars: 1 to 5.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    NPS = "nps", _("Would recommend, 0 to 10 (NPS)")
    CSAT = "csat", _("Satisfied, 1 to 5 (CSAT)")
    CES = "ces", _("It was easy, 1 to 7 (CES)")
    STARS = "stars", _("Stars, 1 to 5")
    CHOICE = "choice", _("Choice")
    TEXT = "text", _("Own words")
    PHOTO = "photo", _("Photo")


class Band(models.TextChoices):
    LOW = "low", _("Low")
    MIDDLE = "middle", _("Middle")
    HIGH = "high", _("High")


@dataclass(frozen=True)
class Scale:
    """Whole numbers from `least` to `most`; up to `low_to` is low, from `high_from` on high."""

    least: int
    most: int
    low_to: int
    high_from: int

    def band(self, score: int) -> Band:
        """How this score is taken."""
        if score <= self.low_to:
            return Band.LOW
        return Band.HIGH if score >= self.high_from else Band.MIDDLE

    @property
    def scores(self) -> range:
        """Every score there is, least first."""
        return range(self.least, self.most + 1)


SCALES: dict[QuestionKind, Scale] = {
    QuestionKind.NPS: Scale(0, 10, 6, 9),
    QuestionKind.CSAT: Scale(1, 5, 2, 4),
    QuestionKind.CES: Scale(1, 7, 3, 5),
    QuestionKind.STARS: Scale(1, 5, 2, 4),
}
