"""Make a journey, and change what it says; every version is kept."""

from datetime import datetime

from django.db import IntegrityError, transaction

from quen.events.emit import emit
from quen.journeys.errors import BadJourney, KeyTaken
from quen.journeys.events import JourneyKept
from quen.journeys.models import Journey, JourneyVersion
from quen.journeys.plan import Plan
from quen.journeys.reads import locked_journey, newest
from quen.journeys.texts import make_texts, refuse_unfit_texts
from quen.journeys.yaml_text import to_values
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop


@transaction.atomic
def make_journey(*, plan: Plan, at: datetime, by: Actor) -> Journey:
    """Keep a journey, switched off. Raises KeyTaken, and BadTemplate where one of its texts could never be sent."""
    refuse_unfit_texts(plan)
    try:
        with transaction.atomic():
            journey = Journey.objects.create(key=plan.key, name=plan.name, made_at=at, changed_at=at)
    except IntegrityError as error:
        raise KeyTaken(
            gettext_noop("There is a journey with the key %(key)s already. Choose another key."), key=plan.key
        ) from error
    _keep(journey, plan, at=at, by=by)
    return journey


@transaction.atomic
def change_journey(*, journey: int, plan: Plan, at: datetime, by: Actor) -> Journey:
    """Let it say this from now on; who is inside finishes as she began. Nothing changed, nothing written.

    Raises NoSuchJourney, BadJourney where the key is another, BadTemplate, CannotBegin where it is on.
    """
    row = locked_journey(journey)
    if plan.key != row.key:
        raise BadJourney(gettext_noop("The key of a journey stays as it is: %(key)s."), key=row.key)
    if newest(row).values == to_values(plan):
        return row
    refuse_unfit_texts(plan)
    row.version, row.name, row.changed_at = row.version + 1, plan.name, at
    row.save(update_fields=["version", "name", "changed_at"])
    version = _keep(row, plan, at=at, by=by)
    if row.is_on:
        make_texts(row, version, plan, at=at, by=by)
    return row


def _keep(journey: Journey, plan: Plan, *, at: datetime, by: Actor) -> JourneyVersion:
    version = JourneyVersion.objects.create(
        journey=journey, number=journey.version, values=to_values(plan), made_at=at, made_by=str(by)
    )
    emit(
        JourneyKept(
            at=at, by=by, subject=journey.pk, key=journey.key, name=journey.name, version=journey.version
        )
    )
    return version
