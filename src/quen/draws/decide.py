"""Find the winners of a contest: the higher figure first, and of equal ones whoever was there first."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from quen.draws.errors import BadDraw, NotNow
from quen.draws.find import draw_in, move
from quen.draws.models import Draw, Kind, Mark, Participant, State, Winner
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop


@transaction.atomic
def decide_contest(*, draw: int, at: datetime, by: Actor) -> Draw:
    """Winners and reserves by rank. Raises NoSuchDraw, BadDraw, and NotNow while a judge has not handed in."""
    row = draw_in(draw, State.CLOSED)
    if not row.is_contest:
        raise BadDraw(gettext_noop("“%(name)s” is a draw, no contest."), name=row.name)
    if row.kind == Kind.JUDGED and row.judges.filter(handed_in_at=None, excused_at=None).exists():
        raise NotNow(
            gettext_noop(
                "Not all judges have handed in their points. They stay sealed until the last one has."
            )
        )
    prizes = [prize for prize in row.prizes.order_by("place") for _piece in range(prize.pieces)]
    best = ranking(row)[: len(prizes) + row.reserves]
    Winner.objects.bulk_create(
        Winner(
            draw=row, rank=rank, entry=taking_part.label, participant=taking_part, figure=figure,
            prize=prizes[rank - 1] if rank <= len(prizes) else None,
        )
        for rank, (taking_part, figure) in enumerate(best, start=1)
    )  # fmt: skip
    row.drawn_at = at
    return move(row, State.DRAWN, at=at, by=by, proof=row.seed if row.kind == Kind.ANSWER else "")


def ranking(row: Draw) -> list[tuple[Participant, int | None]]:
    """Everybody who may win, the best first, with the figure that decides. Wrong answers and no points win nothing."""
    people = list(row.participants.order_by("since", "label"))
    if row.kind == Kind.FIRST:
        return [(each, None) for each in people]
    figures = {each.pk: each.figure or 0 for each in people}
    if row.kind == Kind.JUDGED:
        counting = Mark.objects.filter(judge__draw=row, judge__handed_in_at__isnull=False)
        figures |= dict(counting.values_list("participant").annotate(Sum("points")))
    best = sorted((each for each in people if figures[each.pk] > 0), key=lambda each: -figures[each.pk])
    return [(each, figures[each.pk]) for each in best]
