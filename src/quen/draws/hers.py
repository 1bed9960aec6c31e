"""Draws and contests as one customer sees them: how she stands, and what she won."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery

from quen.draws.models import Award, AwardState, Draw, Entry, State
from quen.draws.reads import entries_of
from quen.people.find import group_of

SHOWN_FOR = timedelta(days=90)
"""How long after its end a draw stands on a member's list; its own page stays."""


@dataclass(frozen=True)
class Hers:
    """`entries` in a draw; `entry` what she sent in; `award` what she won."""

    draw: Draw
    entries: int
    entry: Entry | None
    award: Award | None


def on_her_card(*, root: int, at: datetime) -> list[Draw]:
    """Those that run, and those she has a prize to fetch from (`prize`, `fetch_until`), the latter first. One query."""
    waiting = Award.objects.filter(
        winner__draw=OuterRef("pk"),
        winner__participant__customer__in=group_of(root),
        state=AwardState.WAITING,
    )
    last = ExpressionWrapper(F("claim_until") - timedelta(seconds=1), output_field=DateTimeField())
    rows = Draw.objects.annotate(
        prize=Subquery(waiting.values("prize__name")[:1]),
        fetch_until=Subquery(waiting.values(last=last)[:1]),
    )
    is_hers = Q(state=State.PUBLISHED) & Exists(waiting)
    return list(rows.filter(_running(at) | is_hers).order_by("fetch_until", "closes_at", "pk")[:20])


def listed(*, at: datetime) -> list[Draw]:
    """Every draw that was opened and not over for long, those that still run first. One query."""
    rows = Draw.objects.exclude(state=State.DRAFT).filter(closes_at__gt=at - SHOWN_FOR)
    return list(rows.order_by("-closes_at", "-pk")[:50])


def hers(*, draw: Draw, root: int) -> Hers:
    """How she stands in one. Five queries at most."""
    group = group_of(root)
    won = Award.objects.filter(winner__draw=draw, winner__participant__customer__in=group)
    return Hers(
        draw=draw,
        entries=entries_of(draw=draw, customer=root),
        entry=draw.entries.filter(customer__in=group, source__startswith="free:").first(),
        award=won.select_related("prize", "store").first() if draw.state == State.PUBLISHED else None,
    )


def _running(at: datetime) -> Q:
    return Q(state=State.OPEN, opens_at__lte=at, closes_at__gt=at)
