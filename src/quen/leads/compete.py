"""Competitors: who they are, what they offer, and where they press on prices."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Avg, Count, F, FloatField, Max, Q
from django.db.models.functions import Cast

from quen.kernel.actor import Actor
from quen.kernel.names import search_key, tidy
from quen.kernel.sentences import gettext_noop
from quen.leads.errors import BadCompetitor
from quen.leads.models import Competitor, Sighting

MOST_NAME = 120


@dataclass(frozen=True)
class Pressure:
    """Of one product in one area: how many sightings, by how many competitors, and how their prices stand to ours."""

    product: str
    area: str
    sightings: int
    competitors: int
    newest: date
    percent_of_ours: float | None


@transaction.atomic
def register(*, name: str, at: datetime, by: Actor, words: str = "") -> Competitor:
    """Note another shop. Raises BadCompetitor."""
    name = tidy(name)
    if not search_key(name) or len(name) > MOST_NAME:
        raise BadCompetitor(
            gettext_noop("Write the competitor's name in at most %(most)s letters."), most=MOST_NAME
        )
    try:
        with transaction.atomic():
            return Competitor.objects.create(name=name, words=tidy(words)[:500], made_at=at, made_by=str(by))
    except IntegrityError as error:
        raise BadCompetitor(gettext_noop("%(name)s is in the register already."), name=name) from error


@transaction.atomic
def see(
    *,
    competitor: Competitor,
    seen_on: date,
    by: Actor,
    product: str = "",
    area: str = "",
    offer: str = "",
    price_minor: int | None = None,
    our_price_minor: int | None = None,
) -> Sighting:
    """Keep what was seen of it. Raises BadCompetitor where neither an offer nor a price is said."""
    if not offer.strip() and price_minor is None:
        raise BadCompetitor(gettext_noop("Say what it offers, or its price."))
    return Sighting.objects.create(
        competitor=competitor, product=tidy(product)[:200], area=tidy(area)[:120], offer=tidy(offer)[:300],
        price_minor=price_minor, our_price_minor=our_price_minor, seen_on=seen_on, seen_by=str(by),
    )  # fmt: skip


def pressure(since: date) -> list[Pressure]:
    """Where competitors were seen since that day, the cheapest against us first. One query."""
    both = Q(price_minor__isnull=False, our_price_minor__gt=0)
    share = 100 * Cast(F("price_minor"), FloatField()) / F("our_price_minor")
    rows = (
        Sighting.objects.filter(seen_on__gte=since)
        .values("product", "area")
        .annotate(
            sightings=Count("pk"), competitors=Count("competitor", distinct=True), newest=Max("seen_on"),
            percent_of_ours=Avg(share, filter=both),
        )
        .order_by(F("percent_of_ours").asc(nulls_last=True), "-newest", "product", "area")
    )  # fmt: skip
    return [Pressure(**row) for row in rows[:200]]
