"""Write a draw or contest, its prizes and judges, as long as it is a draft."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction

from quen.draws.errors import BadDraw
from quen.draws.events import DrawKept
from quen.draws.find import draw_in
from quen.draws.models import ASKED, Draw, Judge, Kind, Prize, State
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import search_key, tidy
from quen.kernel.sentences import gettext_noop

MOST_PRIZES = 10_000
MOST_CLAIM_DAYS = 365


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
    customers: str = ""
    contact: str = ""
    where_published: str = ""
    goods_value_minor: int | None = None
    kind: Kind = Kind.CHANCE
    question: str = ""
    answer: str = ""
    judges: Sequence[int] = ()
    allows_free_entry: bool = False
    claim_days: int = 30


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
    for field in fields(plan):
        if field.name not in ("prizes", "judges", "name", "stores", "answer"):
            setattr(row, field.name, getattr(plan, field.name))
    row.answer = tidy(plan.answer)
    row.name, row.stores = tidy(plan.name), sorted(set(plan.stores))
    row.save()
    row.prizes.all().delete()
    Prize.objects.bulk_create(
        Prize(
            draw=row, place=place, name=tidy(prize.name), value_minor=prize.value_minor, pieces=prize.pieces
        )
        for place, prize in enumerate(plan.prizes, start=1)
    )
    row.judges.all().delete()
    Judge.objects.bulk_create(Judge(draw=row, staff_id=staff) for staff in sorted(set(plan.judges)))
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
    if not 1 <= plan.claim_days <= MOST_CLAIM_DAYS:
        raise BadDraw(gettext_noop("Winners have 1 to %(most)s days to fetch a prize."), most=MOST_CLAIM_DAYS)
    _check_kind(plan)


def _check_kind(plan: Plan) -> None:
    if plan.kind in ASKED and not tidy(plan.question):
        raise BadDraw(gettext_noop("Write what customers are asked."))
    if plan.kind == Kind.ANSWER and not search_key(plan.answer):
        raise BadDraw(gettext_noop("Write the right answer; nobody sees it before the end."))
    if plan.kind == Kind.JUDGED and not plan.judges:
        raise BadDraw(gettext_noop("Choose at least one judge."))
    is_open = plan.allows_free_entry or plan.amount_per_entry_minor is not None
    if plan.kind == Kind.FIRST and not is_open:
        raise BadDraw(
            gettext_noop("Say how customers come in: by a purchase from an amount on, or free of charge.")
        )
