"""A lead goes a step on, or back."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.leads.events import LeadMoved
from quen.leads.find import held
from quen.leads.models import Lead, LeadStage
from quen.leads.score import score
from quen.leads.traits import traits_of


@transaction.atomic
def move(*, lead: int, stage: LeadStage, at: datetime, by: Actor) -> Lead:
    """Let the lead stand at this step. Raises NoSuchLead, LeadEnded."""
    moved = held(lead)
    before, moved.stage = moved.stage, stage
    moved.score = score(traits_of(moved))
    if before != stage:
        moved.moved_at = at
        emit(
            LeadMoved(
                at=at, by=by, customer=moved.customer_id, store=moved.store_id, subject=moved.pk, before=before,
                after=stage.value,
            )
        )  # fmt: skip
    moved.save(update_fields=["stage", "score", "moved_at"])
    return moved
