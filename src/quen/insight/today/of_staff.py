"""The list of the day as one person of the staff is given it. Five queries, whatever it holds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import override

from quen.insight.business_day import start_of
from quen.insight.today.kind import Intent, Kind
from quen.insight.today.measured import Outcome, outcome
from quen.insight.today.models import Care, CareDay, CareState
from quen.insight.today.reach import Reach, reach_of
from quen.insight.today.registry import KIND, KINDS
from quen.insight.today.roles import Share, share_of
from quen.insight.today.settings import care_settings, per_day
from quen.insight.today.told import Told, about
from quen.insight.today.work_out import kept_day
from quen.kernel.actor import Actor, ActorKind
from quen.people.models import CustomerKind
from quen.shops.models import Business, Staff
from quen.shops.roles import Role

EXPECTED_WITHIN_DAYS = 2
"""The cashier is told of customers whose own rhythm brings them today, or so many days sooner or later."""

LET_GO_SHOWN = 5
_READ = 120


@dataclass(frozen=True)
class Line:
    """Whom to look after, why, and with what words (in the customer's own language)."""

    care: Care
    kind: Kind
    name: str
    why: str
    words: str
    reach: Reach

    @property
    def gain_minor(self) -> int:
        """In round figures."""
        return about(self.care.gain_minor)

    @property
    def is_done(self) -> bool:
        return self.care.state == CareState.DONE


@dataclass(frozen=True)
class CareList:
    """What one person is given: at most `limit`, less what she did today herself (`done_by_me`).

    `let_go` are some of the former regulars better left in peace.
    """

    kept: CareDay
    open: Sequence[Line]
    decided: Sequence[Line]
    let_go: Sequence[Line]
    limit: int
    done_by_me: int
    has_more: bool
    shows_former: bool
    outcome: Outcome

    @property
    def is_full(self) -> bool:
        """Whether this person has done what can be done in a day."""
        return self.done_by_me >= self.limit

    @property
    def rescue_count(self) -> int:
        """Former regulars worth winning back."""
        return int(self.kept.meant.get("rescue", 0))

    @property
    def let_go_count(self) -> int:
        """Former regulars better left in peace."""
        return int(self.kept.meant.get("let_go", 0))


def care_list(*, staff: Staff, day: date, business: Business, at: datetime) -> CareList:
    """The list of `day` for this person, worked out now where it is not kept yet."""
    kept, share = kept_day(day=day, at=at), share_of(Role(staff.role))
    limit = per_day(Role(staff.role), care_settings())
    rows = list(_rows(day, share, business.timezone))
    decided = [row for row in rows if row.state != CareState.OPEN]
    reach = reach_of({row.customer_id for row in rows})
    waiting = [
        row for row in _once(rows, decided) if reach[row.customer_id].is_any or not share.only_reachable
    ]
    to_do = [row for row in waiting if not _is_let_go(row)]
    me = str(Actor(ActorKind.STAFF, staff.pk))
    mine = sum(row.state == CareState.DONE and row.decided_by == me for row in decided)
    room = max(0, limit - mine)
    return CareList(
        kept=kept,
        open=_lines(to_do[:room], reach, business),
        decided=_lines(sorted(decided, key=_decided_last, reverse=True), reach, business),
        let_go=_lines([row for row in waiting if _is_let_go(row)][:LET_GO_SHOWN], reach, business),
        limit=limit,
        done_by_me=mine,
        has_more=len(to_do) > room,
        shows_former=Intent.LET_GO in share.intents,
        outcome=outcome(kept.outcome),
    )


def _rows(day: date, share: Share, zone: str) -> QuerySet[Care]:
    """What was decided, then whom to leave in peace, then the open lines, the dearest first; without who came today
    and no longer needs it, and without who counts as another by now."""
    kinds = [kind for kind in KINDS if kind.intent in share.intents]
    ended = [kind.key for kind in kinds if kind.ends_with_visit]
    is_open = Q(state=CareState.OPEN)
    rows = Care.objects.filter(day=day, kind__in=[kind.key for kind in kinds], customer__root=None)
    rows = rows.exclude(is_open & Q(kind__in=ended, customer__summary__last_at__gte=start_of(day, zone)))
    if share.only_expected:
        around = timedelta(days=EXPECTED_WITHIN_DAYS)
        rows = rows.filter(~is_open | Q(expected_on__range=(day - around, day + around)))
    quiet = [kind.key for kind in kinds if kind.intent == Intent.LET_GO]
    place = Case(
        When(~is_open, then=Value(0)), When(kind__in=quiet, then=Value(1)), default=Value(2),
        output_field=IntegerField(),
    )  # fmt: skip
    return rows.select_related("customer").order_by(place, "-gain_minor", "pk")[:_READ]


def _once(rows: Iterable[Care], decided: Iterable[Care]) -> Iterator[Care]:
    """Each customer's dearest open line; none of who was looked after today."""
    seen = {row.customer_id for row in decided if row.state == CareState.DONE}
    for row in rows:
        if row.state == CareState.OPEN and row.customer_id not in seen:
            seen.add(row.customer_id)
            yield row


def _is_let_go(row: Care) -> bool:
    return KIND[row.kind].intent == Intent.LET_GO


def _decided_last(row: Care) -> tuple[datetime, int]:
    assert row.decided_at is not None
    return row.decided_at, row.pk


def _lines(rows: Iterable[Care], reach: Mapping[int, Reach], business: Business) -> list[Line]:
    return [_line(row, reach[row.customer_id], business) for row in rows]


def _line(row: Care, reach: Reach, business: Business) -> Line:
    kind, customer = KIND[row.kind], row.customer
    told = Told(
        row.facts,
        business.currency,
        business.name,
        customer.name,
        customer.gender,
        is_company=customer.kind == CustomerKind.COMPANY,
    )
    why = kind.why(told)
    with override(customer.language or business.language):
        words = kind.words(told)
    return Line(row, kind, customer.name or reach.phone or f"#{customer.pk}", why, words, reach)
