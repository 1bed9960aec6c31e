"""Write a reward into the catalogue, change it, hide it, give it stock."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import F

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.programme.fields import MOST_MINOR, MOST_POINTS
from quen.rewards.errors import BadReward, NoSuchReward
from quen.rewards.events import RewardKept
from quen.rewards.models import Reward, RewardKind

MOST_HOURS = 24 * 366
MOST_EARLY_DAYS = 366


class Facts(TypedDict, total=False):
    """What a reward is written with; `stock` is set by `keep_reward` for a new one, and by `add_stock` later."""

    kind: RewardKind
    name: str
    description: str
    points: int
    price_minor: int
    voucher_kind: str
    most_a_member: int | None
    first_day: date | None
    last_day: date | None
    early_days: int
    tiers: list[str]
    hold_hours: int
    is_shown: bool


@transaction.atomic
def add_reward(*, stock: int | None = None, at: datetime, by: Actor, **facts: Unpack[Facts]) -> Reward:
    """A new reward. Raises BadReward."""
    row = Reward(stock=stock, made_at=at, made_by=str(by), **facts)
    _refuse_bad(row)
    row.save()
    emit(RewardKept(at=at, by=by, subject=row.pk, name=row.name, is_new=True))
    return row


@transaction.atomic
def change_reward(*, reward: int, at: datetime, by: Actor, **facts: Unpack[Facts]) -> Reward:
    """Change it; claims made before keep their price. Raises NoSuchReward, BadReward."""
    row = Reward.objects.select_for_update().filter(pk=reward).first()
    if row is None:
        raise no_such(reward)
    for name, value in facts.items():
        setattr(row, name, value)
    _refuse_bad(row)
    row.save(update_fields=list(facts))
    emit(RewardKept(at=at, by=by, subject=row.pk, name=row.name, is_new=False))
    return row


@transaction.atomic
def add_stock(*, reward: int, pieces: int | None, at: datetime, by: Actor) -> Reward:
    """So many more pieces (below zero: fewer), or as many as are wanted (None). Raises NoSuchReward, BadReward."""
    row = Reward.objects.select_for_update().filter(pk=reward).first()
    if row is None:
        raise no_such(reward)
    left = None if pieces is None else (row.stock or 0) + pieces
    if left is not None and not 0 <= left <= MOST_POINTS:
        raise BadReward(
            gettext_noop("%(left)s pieces are left: that many cannot be taken out."), left=row.stock or 0
        )
    row.stock = left
    row.save(update_fields=["stock"])
    emit(RewardKept(at=at, by=by, subject=row.pk, name=row.name, is_new=False))
    return row


def take_piece(reward: Reward) -> bool:
    """One piece out of the stock, while there is one: whether there was. Of two at once, each gets another one."""
    if reward.stock is None:
        return True
    return bool(Reward.objects.filter(pk=reward.pk, stock__gt=0).update(stock=F("stock") - 1))


def put_piece_back(reward: int) -> None:
    """A claim was not handed over: its piece is there again."""
    Reward.objects.filter(pk=reward, stock__isnull=False).update(stock=F("stock") + 1)


def no_such(reward: int) -> NoSuchReward:
    """The refusal for a number no reward has."""
    return NoSuchReward(gettext_noop("There is no reward number %(reward)s."), reward=reward)


def _refuse_bad(row: Reward) -> None:
    row.name = tidy(row.name)
    if not 0 < len(row.name) <= 120:
        raise BadReward(gettext_noop("A reward needs a name of at most 120 letters."))
    if not (0 <= row.points <= MOST_POINTS and 0 <= row.price_minor <= MOST_MINOR) or not (
        row.points or row.price_minor
    ):
        raise BadReward(gettext_noop("A reward costs points, money or both."))
    if row.stock is not None and not 0 <= row.stock <= MOST_POINTS:
        raise BadReward(gettext_noop("The stock cannot be %(stock)s."), stock=row.stock)
    if row.first_day and row.last_day and row.last_day < row.first_day:
        raise BadReward(gettext_noop("The last day is before the first."))
    if not 0 <= row.early_days <= (MOST_EARLY_DAYS if row.first_day else 0):
        raise BadReward(
            gettext_noop("Early access is for at most %(most)s days before a first day."),
            most=MOST_EARLY_DAYS,
        )
    if not 0 < row.hold_hours <= MOST_HOURS:
        raise BadReward(gettext_noop("A claim waits between 1 hour and a year."))
    if row.kind == RewardKind.DISCOUNT and not row.voucher_kind:
        raise BadReward(gettext_noop("A discount gives a voucher: say which kind."))
