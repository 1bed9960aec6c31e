"""Which reader listens to which event, and what comes round every day: the work that follows the facts."""

from django.utils import timezone

from quen.events.reader import Reader
from quen.events.readers import run_all
from quen.flows.answer_once import forget_old_answers
from quen.insight.business_day import business_today
from quen.insight.lake.reader import lake_reader
from quen.insight.models import Yardsticks
from quen.insight.summary.due import refresh_due
from quen.insight.summary.reader import summary_reader
from quen.webhooks.reader import webhook_reader
from quen.webhooks.send_again import forget_delivered

READERS: tuple[Reader, ...] = (summary_reader(), webhook_reader(), lake_reader())
"""In the order in which they read."""


def follow(*, patient: bool = False) -> None:
    """Let every reader catch up, and do the daily round where today's is still to be done.

    `patient` is for the worker, which comes by every second.
    """
    run_all(READERS, patient=patient)
    today = business_today()
    if not Yardsticks.objects.filter(measured_on__gte=today).exists():
        refresh_due(today=today)
        forget_old_answers(at=timezone.now())
        forget_delivered(at=timezone.now())
        run_all(READERS, patient=patient)  # the round tells of those who lapsed
