"""Write a draw and its prizes, as long as it is a draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from quen.draws.errors import BadDraw
from quen.draws.events import DrawKept
from quen.draws.find import draw_in
from quen.draws.models import Draw, Prize, State
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop

MOST_PRIZES = 10_000


@dataclass(frozen=True, kw_only=True)
class PrizePlan:
    """A prize and how many there are of it."""

    name: str
    value_minor: int
    pieces: int = 1


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All that a draw promises. `how_to_take_part` and the like are the words of the notice."""

    name: str
    opens_at: datetime
    closes_at: datetime
    prizes: Sequence[PrizePlan]
    amount_per_entry_minor: int | None = None
    stores: Sequence[int] = ()
    most_a_person: int | None = None
    reserves: int = 3
    area: str = ""
    goods: str = ""
    how_to_take_part: str = ""
    how_told: str = ""


@transaction.atomic
def plan_draw(*, plan: Plan, at: datetime, by: Actor) -> Draw:
    """A new draft. Raises BadDraw."""
    return _keep(Draw(made_at=at, made_by=str(by)), plan, at, by)


@transaction.atomic
def change_draw(*, draw: int, plan: Plan, at: datetime, by: Actor) -> Draw:
    """Write a draft anew. Raises BadDraw, NoSuchDraw, and NotNow once it was opened."""
    return _keep(draw_in(draw, State.DRAFT), plan, at, by)


def _keep(row: Draw, plan: Plan, at: datetime, by: Actor) -> Draw:
    _check(plan)
    for name in (
        "opens_at", "closes_at", "amount_per_entry_minor", "most_a_person", "reserves", "area", "goods",
        "how_to_take_part", "how_told",
    ):  # fmt: skip
        setattr(row, name, getattr(plan, name))
    row.name, row.stores = tidy(plan.name), sorted(set(plan.stores))
    row.save()
    row.prizes.all().delete()
    Prize.objects.bulk_create(
        Prize(
            draw=row, place=place, name=tidy(prize.name), value_minor=prize.value_minor, pieces=prize.pieces
        )
        for place, prize in enumerate(plan.prizes, start=1)
    )
    emit(DrawKept(at=at, by=by, subject=row.pk, name=row.name))
    return row


def _check(plan: Plan) -> None:
    if not 0 < len(tidy(plan.name)) <= 120:
        raise BadDraw(gettext_noop("A draw needs a name of at most 120 letters."))
    if plan.closes_at <= plan.opens_at:
        raise BadDraw(gettext_noop("The draw ends before it begins. Check both days."))
    if not plan.prizes or any(not tidy(prize.name) or prize.pieces < 1 for prize in plan.prizes):
        raise BadDraw(gettext_noop("A draw needs at least one prize, each with a name and a number."))
    if sum(prize.pieces for prize in plan.prizes) + plan.reserves > MOST_PRIZES:
        raise BadDraw(gettext_noop("At most %(most)s prizes and reserves can be drawn."), most=MOST_PRIZES)
    if plan.amount_per_entry_minor is not None and plan.amount_per_entry_minor <= 0:
        raise BadDraw(gettext_noop("The amount for an entry must be above zero."))
