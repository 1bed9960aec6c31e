"""A customer's story, page by page, newest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.console.people.authors import names_of
from quen.console.people.story_words import said
from quen.console.people.telling import Names, Said
from quen.events.models import Event
from quen.events.reads import Moment, timeline
from quen.kernel.actor import ActorKind
from quen.people.errors import NoSuchCustomer
from quen.people.events import CustomersMerged, MergeUndone
from quen.people.find import everyone_in, root_of
from quen.people.models import Customer
from quen.shops.models import Store
from quen.shops.reads import current_business
from quen.shops.roles import Permission

EVENTS = 20


@dataclass(frozen=True)
class Entry:
    """One event as the page shows it."""

    said: Said
    happened_at: datetime
    who: str


@needs(Permission.SEE_CUSTOMERS)
@require_GET
def story(request: StaffRequest, customer_id: int) -> HttpResponse:
    """The next events; the profile asks for the first ones, "Earlier" for those before a moment."""
    try:
        root = root_of(customer_id)
    except NoSuchCustomer as error:
        raise Http404 from error
    before = _before(request)
    events, older = timeline(everyone_in(root.pk), before=before, limit=EVENTS)
    is_partial = request.headers.get("HX-Request-Type") == "partial"
    template = "console/people/_story.html" if is_partial else "console/people/story.html"
    context = {"customer": root, "entries": _told(events), "older": older, "is_first": before is None}
    return render(request, template, context)


def _before(request: StaffRequest) -> Moment | None:
    try:
        moment = parse_datetime(request.GET.get("before", ""))
    except ValueError:
        return None
    event = request.GET.get("event", "")
    if moment is None or moment.tzinfo is None or not event.isdecimal() or len(event) > 18:
        return None
    return Moment(moment, int(event))


def _told(events: Sequence[Event]) -> list[Entry]:
    people = (event.actor for event in events if event.actor.startswith((ActorKind.STAFF, ActorKind.TOKEN)))
    authors = names_of(people)  # that an import brought a purchase says nothing of the customer
    business = current_business()
    names = Names(
        stores=dict(Store.objects.values_list("pk", "name")),
        customers=_customers_spoken_of(events),
        currency=business.currency if business else "VND",
        language=get_language() or "vi",
    )
    return [
        Entry(said(event, names), event.happened_at, authors.get(event.actor, "")) for event in _once(events)
    ]


def _once(events: Sequence[Event]) -> list[Event]:
    """A merge is told to both customers; where both are this person, it stands once."""
    kept: dict[object, Event] = {}
    for event in events:
        is_told_twice = event.kind in {CustomersMerged.kind, MergeUndone.kind}
        kept.setdefault((event.kind, event.subject) if is_told_twice else event.pk, event)
    return list(kept.values())


def _customers_spoken_of(events: Iterable[Event]) -> dict[int, str]:
    """Names of the other customers the events mention. One query, none where there are none."""
    numbers = set()
    for event in events:
        if event.kind.startswith("contact."):
            numbers.add(event.subject or 0)
        numbers.update(
            value
            for name in ("merged", "into", "first", "second", "advocate", "friend")
            if isinstance(value := event.facts.get(name), int)
        )
    if not numbers:
        return {}
    return {one.pk: str(one) for one in Customer.objects.filter(pk__in=numbers).only("name")}
