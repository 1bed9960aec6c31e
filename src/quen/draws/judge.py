"""Judge a contest: points for every entry, sealed from all others until the last judge has handed in."""

from datetime import datetime

from django.db import transaction

from quen.draws.errors import BadDraw, NotHers, NotNow
from quen.draws.events import JudgeDone
from quen.draws.find import draw_in
from quen.draws.models import Draw, Judge, Mark, Participant, State
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop

MOST_POINTS = 10


@transaction.atomic
def give_points(*, draw: int, staff: int, points: dict[int, int]) -> Judge:
    """Her points by participant, written anew as often as she likes until she hands in.

    Raises NoSuchDraw, NotNow, NotHers, BadDraw for points outside 0 to 10 or an entry of another contest.
    """
    judge = _judging(draw_in(draw, State.CLOSED), staff)
    known = set(Participant.objects.filter(draw=draw, pk__in=points).values_list("pk", flat=True))
    if known != set(points) or not all(0 <= each <= MOST_POINTS for each in points.values()):
        raise BadDraw(gettext_noop("Give each entry 0 to %(most)s points."), most=MOST_POINTS)
    Mark.objects.bulk_create(
        (Mark(judge=judge, participant_id=whose, points=each) for whose, each in points.items()),
        update_conflicts=True, unique_fields=["judge", "participant"], update_fields=["points"],
    )  # fmt: skip
    return judge


@transaction.atomic
def hand_in(*, draw: int, staff: int, at: datetime, by: Actor) -> Judge:
    """Her points stand now. Raises NoSuchDraw, NotNow while entries are without points, NotHers."""
    row = draw_in(draw, State.CLOSED)
    judge = _judging(row, staff)
    missing = row.participants.count() - judge.marks.count()
    if missing:
        raise NotNow(gettext_noop("%(missing)s entries have no points yet. Yours are kept."), missing=missing)
    return _done(row, judge, at, by, is_excused=False)


@transaction.atomic
def excuse_judge(*, draw: int, staff: int, at: datetime, by: Actor) -> Judge:
    """She judges no more, and her points do not count. Raises NoSuchDraw, NotHers, NotNow for the last one."""
    row = draw_in(draw, State.CLOSED)
    judge = _judging(row, staff)
    if not row.judges.filter(excused_at=None).exclude(pk=judge.pk).exists():
        raise NotNow(gettext_noop("A contest needs at least one judge. Nothing was changed."))
    return _done(row, judge, at, by, is_excused=True)


def _judging(row: Draw, staff: int) -> Judge:
    judge = row.judges.filter(staff=staff).first()
    if judge is None or judge.handed_in_at or judge.excused_at:
        raise NotHers(
            gettext_noop("Points are given by the judges of “%(name)s”, until they hand in."), name=row.name
        )
    return judge


def _done(row: Draw, judge: Judge, at: datetime, by: Actor, *, is_excused: bool) -> Judge:
    if is_excused:
        judge.excused_at = at
    else:
        judge.handed_in_at = at
    judge.save()
    emit(JudgeDone(at=at, by=by, subject=row.pk, name=row.name, staff=judge.staff_id, is_excused=is_excused))
    return judge
