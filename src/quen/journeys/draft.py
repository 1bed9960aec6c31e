"""A journey while it is changed in the form: kept beside its versions, in force only once it is saved as one."""

from datetime import datetime

from django.db import transaction

from quen.journeys.edit import Change
from quen.journeys.errors import BadJourney, ChangedMeanwhile
from quen.journeys.models import Journey, JourneyDraft
from quen.journeys.plan import Plan
from quen.journeys.reads import locked_journey, newest
from quen.journeys.save import change_journey
from quen.journeys.texts import refuse_unfit_texts
from quen.journeys.yaml_text import from_values, to_values
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop


def draft_of(journey: Journey) -> JourneyDraft:
    """What is being changed; where nothing is, what the newest version says, not kept."""
    found = JourneyDraft.objects.filter(journey=journey).first()
    return found or JourneyDraft(
        journey=journey, based_on=journey.version, values=newest(journey).values, edits=0
    )


def seen_of(draft: JourneyDraft) -> str:
    """What somebody saw when she began to change it."""
    return f"{draft.based_on}.{draft.edits}"


@transaction.atomic
def change_draft(*, journey: int, seen: str, change: Change, at: datetime, by: Actor) -> Plan:
    """Change what is being changed, as a whole or not at all.

    Raises NoSuchJourney, NoSuchStep, BadJourney, BadTemplate, and ChangedMeanwhile where it is not as `seen`.
    """
    draft = draft_of(locked_journey(journey))
    if seen != seen_of(draft):
        raise ChangedMeanwhile(
            gettext_noop("Somebody has changed this journey meanwhile. Look at it and do it again.")
        )
    plan = from_values(change(draft.values))
    if plan.key != draft.journey.key:
        raise BadJourney(gettext_noop("The key of a journey stays as it is: %(key)s."), key=draft.journey.key)
    refuse_unfit_texts(plan)
    draft.values, draft.edits = to_values(plan), draft.edits + 1
    draft.changed_at, draft.changed_by = at, str(by)
    draft.save()
    return plan


@transaction.atomic
def save_draft(*, journey: int, at: datetime, by: Actor) -> Journey:
    """It becomes the journey's next version, for who enters from now on. Raises what `change_journey` raises."""
    row = locked_journey(journey)
    draft = draft_of(row)
    if draft.edits == 0:
        return row
    if draft.based_on != row.version:
        raise ChangedMeanwhile(
            gettext_noop("Another version was saved meanwhile. Throw the changes away and make them again.")
        )
    changed = change_journey(journey=journey, plan=from_values(draft.values), at=at, by=by)
    drop_draft(journey=journey)
    return changed


@transaction.atomic
def drop_draft(*, journey: int) -> None:
    """What was changed since the newest version is thrown away."""
    JourneyDraft.objects.filter(journey=journey).delete()
