"""What time alone changes: customers past due, and the business's own yardsticks."""

from datetime import date

from django.db import transaction

from quen.insight.models import Yardsticks
from quen.insight.summary.refresh import tell
from quen.insight.summary.rules import rules
from quen.insight.summary.statements import one_writer, run
from quen.people.classification import (
    FIRST_BIG_SHARE,
    SECOND_PURCHASE_PERCENTILE,
    VALUE_BAND_REACHES,
    ValueBand,
)

# Summaries changed since the yardsticks were measured, as a share of the customers then, that ask for new ones.
GROWTH = 0.1
_STEPS = ("summary/judge_again", "summary/classified", "summary/keep_judgement")


def refresh_due(*, today: date) -> int:
    """The daily round, also at start-up: lapse whom time has carried past due, then measure the yardsticks anew.

    Returns how many customers lapsed by time; each is told as an event, however long the server was down. What new
    yardsticks change is not told: the customers did nothing, the ruler moved.
    """
    lapsed = lapse(today=today)
    if not Yardsticks.objects.filter(measured_on__gte=today).exists():
        measure_yardsticks(today=today)
    return lapsed


@transaction.atomic
def lapse(*, today: date) -> int:
    """Move customers past due to the stage "not returned"."""
    one_writer()
    changed = _judge_again(today=today, everyone=False)
    tell(changed, cause="time")
    return len(changed)


@transaction.atomic
def measure_yardsticks(*, today: date) -> None:
    """Measure all customers, and judge every one by the result."""
    one_writer()
    [(customers, second_gap_days, first_big_minor, bands)] = run("summary/yardsticks", parameters=_SHARES)
    top_minor, high_minor, middle_minor = bands or (None, None, None)
    Yardsticks.objects.update_or_create(
        id=1,
        defaults={
            "measured_on": today,
            "customers": customers,
            "second_gap_days": second_gap_days,
            "first_big_minor": first_big_minor,
            "top_minor": top_minor,
            "high_minor": high_minor,
            "middle_minor": middle_minor,
        },
    )
    _judge_again(today=today, everyone=True)


def yardsticks_are_outgrown(changed_customers: int) -> bool:
    """Whether so many customers changed that waiting for the daily round would show wrong bands all day."""
    yardsticks = Yardsticks.objects.first()
    return yardsticks is None or changed_customers > GROWTH * yardsticks.customers


def _judge_again(*, today: date, everyone: bool) -> list[tuple[int, str, str]]:
    parameters = {**rules(today=today), "all": everyone}
    return run(*_STEPS, parameters=parameters)


_SHARES = {
    "second_percentile": SECOND_PURCHASE_PERCENTILE,
    "first_big": FIRST_BIG_SHARE,
    "top": VALUE_BAND_REACHES[ValueBand.TOP],
    "high": VALUE_BAND_REACHES[ValueBand.HIGH],
    "middle": VALUE_BAND_REACHES[ValueBand.MIDDLE],
}
