"""Write to the story, in the transaction of the fact itself."""

from collections.abc import Iterable

from quen.events.happening import Happening
from quen.events.models import Event


def emit(happening: Happening) -> None:
    """Insert one event. Call inside the transaction that writes the fact: they commit together or not at all."""
    emit_all([happening])


def emit_all(happenings: Iterable[Happening]) -> None:
    """Insert several events in one statement."""
    Event.objects.bulk_create([_row(happening) for happening in happenings])


def _row(happening: Happening) -> Event:
    return Event(
        kind=happening.kind,
        happened_at=happening.at,
        customer=happening.customer,
        store=happening.store,
        subject=happening.subject,
        actor=str(happening.by),
        address=happening.by.address,
        facts=happening.facts(),
    )
