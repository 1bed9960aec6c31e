"""Which events are meant: by kind, facts, and the goods on a purchase; the same for triggers, goals and waiting."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from quen.events.models import Event
from quen.journeys.triggers import Fact, OnEvent, OnSegment, Watched
from quen.purchases.models import Line

_COMPARED = {"equals": "", "not": "", "at_least": "__gte", "at_most": "__lte"}


def meant(events: "QuerySet[Event]", watched: Watched | OnEvent | OnSegment) -> "QuerySet[Event]":
    """The events of a customer that fit."""
    events = events.filter(customer__isnull=False)
    if isinstance(watched, OnSegment):
        kind = "segment.entered" if watched.moves == "enters" else "segment.left"
        return events.filter(kind=kind, facts__key=watched.segment)
    for fact in watched.where:
        events = events.exclude(_fits(fact)) if fact.compare == "not" else events.filter(_fits(fact))
    if watched.goods:
        events = events.filter(subject__in=_purchases_of(watched.goods))
    return events.filter(kind=watched.event)


def kind_of(watched: Watched | OnEvent | OnSegment) -> str:
    """The kind of events it looks at."""
    if isinstance(watched, OnSegment):
        return "segment.entered" if watched.moves == "enters" else "segment.left"
    return watched.event


def has_happened(watched: Watched, *, customers: Iterable[int], since: datetime) -> bool:
    """Whether it happened to one of these, who are one person, after that moment."""
    hers = Event.objects.filter(customer__in=list(customers), happened_at__gt=since)
    return meant(hers, watched).exists()


def _fits(fact: Fact) -> Q:
    return Q(**{f"facts__{fact.fact}{_COMPARED[fact.compare]}": fact.value})


def _purchases_of(goods: str) -> "QuerySet[Line, int]":
    kind, _colon, number = goods.partition(":")
    which = {"product": int(number)} if kind == "product" else {"product__category": int(number)}
    return Line.objects.filter(**which, quantity__gt=0).values_list("purchase", flat=True)
