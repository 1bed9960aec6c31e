"""Give a prize that was won to its winner: she is told, and from then on has days to fetch it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from quen.draws.events import DrawWon
from quen.draws.models import Award, Draw, Prize, Winner
from quen.events.emit import emit_all
from quen.kernel.actor import Actor
from quen.shops.clock import day_of, shop_timezone, start_of


def award_all(won: Sequence[tuple[Winner, Prize]], draw: Draw, *, at: datetime, by: Actor) -> None:
    """Awards in the order given, until the end of the last day. Call inside the transaction of the step."""
    zone = shop_timezone()
    last = day_of(at, zone) + timedelta(days=draw.claim_days)
    until = start_of(last + timedelta(days=1), zone)
    Award.objects.bulk_create(
        Award(winner=winner, prize=prize, won_at=at, claim_until=until) for winner, prize in won
    )
    emit_all(
        DrawWon(at=at, by=by, customer=winner.participant.customer_id, subject=draw.pk, name=draw.name,
                prize=prize.name, fetch_until=last.isoformat())
        for winner, prize in won
    )  # fmt: skip


def move_up(lost: Award, *, at: datetime, by: Actor) -> Winner | None:
    """The next reserve, in the order everybody can recompute, has the prize now; None where no reserve is left."""
    draw = lost.winner.draw
    following = (
        Winner.objects.select_related("participant", "draw")
        .filter(draw=draw, prize__isnull=True, award__isnull=True)
        .order_by("rank")
        .first()
    )
    if following is not None:
        award_all([(following, lost.prize)], draw, at=at, by=by)
    return following
