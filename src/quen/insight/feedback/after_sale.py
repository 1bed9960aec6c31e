"""Customer care after a sale as steps: how much of each is done, in time, and how fast."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

_SQL = (Path(__file__).parent / "after_sale.sql").read_text()


class Step(models.TextChoices):
    """In the order of care. Others: what loyal customers are held against."""

    FEEDBACK = "feedback", _("Follow feedback: low scores answered")
    ASK = "ask", _("Ask after them: calls and care done")
    LOYAL = "loyal", _("Loyal ones first: their tickets answered")
    OTHERS = "others", _("… everybody else's, to compare")
    COMPLAINTS = "complaints", _("Complaints settled")


@dataclass(frozen=True)
class Done:
    """One step. `late`: still open past its time. `hours`: the median of what is done, None where nothing is."""

    step: Step
    to_do: int = 0
    done: int = 0
    in_time: int = 0
    late: int = 0
    hours: float | None = None

    @property
    def done_percent(self) -> float | None:
        return 100 * self.done / self.to_do if self.to_do else None

    @property
    def in_time_percent(self) -> float | None:
        """Of all there was to do, also what is still open."""
        return 100 * self.in_time / self.to_do if self.to_do else None


def after_sale(*, since: datetime, until: datetime, at: datetime, stores: Collection[int] = ()) -> list[Done]:
    """Every step, of these stores; of all where none is named. One query."""
    asked = {"since": since, "until": until, "at": at, "stores": list(stores) or None}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, asked)
        rows = {step: facts for step, *facts in cursor.fetchall()}
    return [Done(step, *rows.get(step.value, ())) for step in Step]
