"""What the story tells of a person, and how her words leave it while the story stays whole."""

from collections.abc import Iterator

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from quen.events.models import Event
from quen.kernel.personal import Fate, Kept, Person
from quen.kernel.sentences import gettext_noop

KEPT = (
    Kept(
        model="events.event", of=("customer",), called=gettext_noop("All that happened"),
        tells=("happened_at", "kind", "facts"), fate=Fate.BLANKED, blanks=("address",), plain=("kind", "facts"),
        because=gettext_noop("The story keeps that something happened and when, without a word of who."),
    ),
    Kept(
        model="events.parkedevent", of=("event__customer",), called=gettext_noop("Work that failed"),
        tells=("parked_at",), fate=Fate.BLANKED, blanks=("error",), plain=("reader",),
    ),
)  # fmt: skip
NOBODY = frozenset({"events.cursor"})

PLAIN_FACTS = frozenset(
    {
        "arm", "band", "call_at", "cause", "channel", "direction", "due_at", "due_on", "effective_from", "expires_at",
        "falls_to", "fetch_until", "file_format", "in_force_from", "journey", "kind", "outcome", "pending_until",
        "priority", "purpose", "result", "role", "segment", "source_kind", "state", "step", "survey_kind", "task_kind",
        "ticket_kind", "tier", "topic", "undone", "until", "valid_until", "verdict", "way",
    }
)  # fmt: skip
"""Facts whose texts are words of our own. Every other text is emptied, so a fact added later is erased by itself."""
_AT_ONCE = 2_000


def erase_more(person: Person) -> None:
    """Empty the texts of what was told of her, also where only her address was told and no customer."""
    hers = Event.objects.filter(customer__in=person.customers)
    for rows in (hers, _told_of_addresses(person)):
        changed = list(_emptied(rows.exclude(facts={}).iterator(_AT_ONCE)))
        Event.objects.bulk_update(changed, ["facts"], batch_size=_AT_ONCE)


def _told_of_addresses(person: Person):  # type: ignore[no-untyped-def]
    told = Q(pk__in=[])
    for address in person.addresses:
        told |= Q(written__contains=address)
    return Event.objects.filter(customer=None).annotate(written=Cast("facts", TextField())).filter(told)


def _emptied(events: Iterator[Event]) -> Iterator[Event]:
    for event in events:
        facts = {name: _without_words(name, value) for name, value in event.facts.items()}
        if facts != event.facts:
            event.facts = facts
            yield event


def _without_words(name: str, value: object) -> object:
    if name in PLAIN_FACTS and isinstance(value, str):
        return value
    if isinstance(value, str):
        return ""
    if isinstance(value, list):
        return []
    return {} if isinstance(value, dict) else value
