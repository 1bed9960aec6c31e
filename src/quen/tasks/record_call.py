"""A call centre tells of a call."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.people.models import Customer, IdentityKind
from quen.people.recognise import recognise, recognition
from quen.tasks.events import CallRecorded


class Direction(StrEnum):
    INBOUND = "inbound"
    OUTBOUND = "outbound"


class CallResult(StrEnum):
    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    FAILED = "failed"


@transaction.atomic
def record_call(
    *,
    phone: str,
    direction: Direction,
    result: CallResult,
    seconds: int,
    recording: str,
    at: datetime,
    by: Actor,
) -> Customer | None:
    """Tell it on the timeline of whoever has the number; of a stranger only the audit knows. Raises NotAnIdentity."""
    known_by = recognition(IdentityKind.PHONE, phone)
    customer = recognise(known_by)
    emit(
        CallRecorded(at=at, by=by, customer=customer.pk if customer else None, phone=known_by.value,
                     direction=direction.value, result=result.value, seconds=seconds, recording=recording)
    )  # fmt: skip
    return customer
