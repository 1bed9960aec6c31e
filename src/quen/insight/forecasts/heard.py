"""What customers said, or did not, beside what their purchases let expect: measured on the shop's own past.

The models know purchases only. Of those who complained, scored or kept silent before the judged part of the past, so
many came back in it; the model, shown the time before alone, had expected so many. Where the two differ, a shift of the
log-odds (one number a signal, the intercept of a logistic regression whose offset is the model's chance) says by how
much; it is offered only where, learned from one half of those customers, it foretold the other half better than the
model alone did (Brier's score), and the model's figure lies outside Wilson's interval of what came.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from quen.forecast.history import Bools, Floats, Ints
from quen.forecast.look_back import Foretold
from quen.insight.forecasts.purchase_days import day_of
from quen.measures.wilson import FEWEST_CUSTOMERS, interval
from quen.people.find import everyone_in
from quen.shops.clock import shop_timezone

WITHIN = timedelta(days=90)
ANSWERS_WITHIN = timedelta(days=7)
"""Who was asked less long ago may still answer: that is no silence."""
_SQL = (Path(__file__).parent / "heard.sql").read_text()
_HALVINGS = 60
_FARTHEST = 8.0


class Signal(models.TextChoices):
    COMPLAINT = "complaint", _("Complained")
    LOW = "low", _("Low score")
    MIDDLE = "middle", _("Middling score")
    HIGH = "high", _("High score")
    SILENT = "silent", _("Asked, did not answer")


@dataclass(frozen=True)
class Followed:
    """Customers of one signal in the judged past. `expected`: the model's mean chance, 0 to 1.

    `shift` is added to the log-odds of the model's chance; None: the model alone is not known to be worse.
    """

    signal: str
    customers: int
    returned: int
    expected: float
    low: float
    high: float
    shift: float | None

    @property
    def is_small(self) -> bool:
        return self.customers < FEWEST_CUSTOMERS


def signals(
    *, until: datetime, customers: Collection[int] | None = None
) -> list[tuple[int, Signal, datetime]]:
    """Each customer's strongest signal of the ninety days up to then, of everybody or of these. One query."""
    asked = {
        "after": until - WITHIN, "until": until, "asked_until": until - ANSWERS_WITHIN,
        "hers": None if customers is None else list(customers),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_SQL, asked)
        return [(root, Signal(signal), at) for root, signal, at in cursor.fetchall()]


def signal_of(root: int, *, at: datetime) -> tuple[Signal, datetime] | None:
    """Hers, and when. Read with everyone merged into her. Two queries."""
    found = signals(until=at, customers=everyone_in(root))
    return found[0][1:] if found else None


def follow(foretold: Foretold, ids: Ints) -> list[Followed]:
    """What became of each signal in the judged past; `ids` holds the customer behind every number."""
    end = datetime.combine(day_of(foretold.until + 1), time(), shop_timezone())
    rows = signals(until=end)
    roots = np.array([root for root, _signal, _at in rows], np.int64)
    told = np.array([signal.value for _root, signal, _at in rows])
    place = _places(ids[foretold.who], roots)
    found = []
    for signal in Signal:
        here = place[(told == signal.value) & (place >= 0)] if len(rows) else place
        if len(here):
            found.append(
                _followed(signal, foretold.returns[here], foretold.came[here], ids[foretold.who][here])
            )
    return found


def as_json(found: list[Followed]) -> list[dict[str, Any]]:
    """As a run's findings keep them; `from_json` reads it."""
    return [asdict(one) for one in found]


def from_json(kept: list[dict[str, Any]]) -> dict[Signal, Followed]:
    return {Signal(one["signal"]): Followed(**one) for one in kept}


def shifted(chance: float, shift: float) -> float:
    """The chance with a shift of its log-odds."""
    return float(_moved(np.array([chance]), shift)[0])


def _places(known: Ints, roots: Ints) -> Ints:
    """Where each stands among the `known` (ascending); -1 for who is not one of them."""
    if not len(known):
        return np.full(len(roots), -1)
    place = np.minimum(np.searchsorted(known, roots), len(known) - 1)
    return np.where(known[place] == roots, place, -1)


def _followed(signal: Signal, chances: Floats, came: Bools, whose: Ints) -> Followed:
    customers, returned, expected = len(came), int(came.sum()), float(chances.mean())
    low, high = interval(returned, customers)
    differs = customers >= FEWEST_CUSTOMERS and not low <= expected <= high
    is_known = differs and _is_better(chances, came, whose % 2 == 0)
    shift = _shift(chances, came) if is_known else None
    return Followed(signal.value, customers, returned, expected, low, high, shift)


def _is_better(chances: Floats, came: Bools, half: Bools) -> bool:
    """Whether the shift learned from either half foretells the other better than no shift."""
    if not half.any() or half.all():
        return False
    moved = np.empty_like(chances)
    for learned, judged in ((half, ~half), (~half, half)):
        moved[judged] = _moved(chances[judged], _shift(chances[learned], came[learned]))
    return float(((moved - came) ** 2).sum()) < float(((chances - came) ** 2).sum())


def _shift(chances: Floats, came: Bools) -> float:
    """The shift under which as many are expected as came: the likeliest one. By halving, as the mean only grows."""
    least, most, share = -_FARTHEST, _FARTHEST, float(came.mean())
    for _turn in range(_HALVINGS):
        middle = (least + most) / 2
        if float(_moved(chances, middle).mean()) < share:
            least = middle
        else:
            most = middle
    return (least + most) / 2


def _moved(chances: Floats, shift: float) -> Floats:
    inside = np.clip(chances, 1e-9, 1 - 1e-9)
    odds = inside / (1 - inside) * np.exp(shift)
    moved: Floats = odds / (1 + odds)
    return moved
