"""Take back what a purchase had given, when its goods come back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet, Sum

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import Sentence, gettext_noop
from quen.people.find import root_of
from quen.points.account import held_for_return, opened
from quen.points.events import PointsTakenBack
from quen.points.expire import expire_account
from quen.points.lots import Taken, alive, soonest_first, sum_of, take
from quen.points.models import Account, Book, Entry, Lot, Transfer, TransferKind
from quen.points.post import Side, from_lots, post
from quen.points.request import Request, posted, some
from quen.points.settings import points_settings
from quen.points.terms import ReturnPolicy


@dataclass(frozen=True, kw_only=True)
class TakenBack:
    """What came of it. asked = taken + owed + expired + left, always.

    `taken` left her lots, `owed` is a debt now, `expired` nobody had spent in time, `left` the policy leaves to her.
    """

    transfer: Transfer | None
    policy: ReturnPolicy
    asked: int
    taken: int = 0
    owed: int = 0
    expired: int = 0

    @property
    def left(self) -> int:
        return self.asked - self.taken - self.owed - self.expired

    @property
    def sentence(self) -> Sentence:
        """What is said at the till."""
        facts = {"taken": self.taken, "owed": self.owed, "left": self.left, "expired": self.expired}
        if self.owed:
            return Sentence(_OWED, facts)
        if self.left:
            return Sentence(_STAY if self.policy == ReturnPolicy.PENDING else _LEFT, facts)
        return Sentence(_EXPIRED if self.expired else _TAKEN, facts)


_TAKEN = gettext_noop("Points taken back: %(taken)s.")
_EXPIRED = gettext_noop("Points taken back: %(taken)s; expired already: %(expired)s.")
_OWED = gettext_noop(
    "Points taken back: %(taken)s; spent before, and made good from the next points earned: %(owed)s."
)
_LEFT = gettext_noop("Points taken back: %(taken)s; spent before, and let off: %(left)s.")
_STAY = gettext_noop("Points taken back: %(taken)s; ready to be spent, and left with the customer: %(left)s.")


@transaction.atomic
def take_back_earned(
    *,
    customer: int,
    purchase: int,
    points: int,
    policy: ReturnPolicy | None = None,
    at: datetime,
    key: str,
    by: Actor,
) -> TakenBack:
    """Take so many points of a purchase back: out of its own lot first, then as the policy says (default: the owner's).

    PENDING takes only what still waits; ZERO goes on with her other points, soonest-expiring first; NEGATIVE lets her
    owe the rest. Held points stay held. What of the purchase's points had expired is not asked for twice. Raises
    NotPoints, NoSuchCustomer, KeyUsedForSomethingElse.
    """
    policy = policy or ReturnPolicy(points_settings().return_policy)
    request = Request(
        kind=TransferKind.TAKE_BACK, key=key, at=at, by=by, purchase=purchase,
        given={"customer": customer, "purchase": purchase, "points": some(points)},
    )  # fmt: skip
    account, accounts = _locked(customer, purchase)
    if (before := posted(request)) is not None:
        return _told(before, policy, points)
    for number in accounts:
        expire_account(number, at=at)
    sides = _sides(account, purchase, points, policy, at)
    if not sides:
        return TakenBack(transfer=None, policy=policy, asked=points)
    transfer = post(request, sides)
    taken = _told(transfer, policy, points)
    emit(
        PointsTakenBack(
            at=at, by=by, customer=account.customer_id, subject=transfer.pk, points=taken.taken + taken.owed,
            owed=taken.owed, purchase=purchase,
        )
    )  # fmt: skip
    return taken


def _locked(customer: int, purchase: int) -> tuple[Account, list[int]]:
    """Her account, and all that hold lots of this purchase (one of it may have gone to her household)."""
    own = opened(root_of(customer).pk)
    accounts = held_for_return(customer=customer, purchase=purchase)
    holding = Lot.objects.filter(purchase=purchase).values_list("account", flat=True).distinct()
    return accounts[own], sorted({own, *holding})


def _sides(account: Account, purchase: int, points: int, policy: ReturnPolicy, at: datetime) -> list[Side]:
    own_lots = Lot.objects.filter(purchase=purchase)
    first = own_lots.filter(remaining__gt=0)
    if policy == ReturnPolicy.PENDING:
        first = first.filter(pending_until__gt=at)
    taken = take(soonest_first(first), points)
    missing = points - sum_of(taken)
    gone = min(missing, _expired_of(purchase)) if missing else 0
    missing -= gone
    more: Taken = []
    if missing and policy != ReturnPolicy.PENDING:
        others = Lot.objects.filter(alive(at), account=account, remaining__gt=0).exclude(
            pk__in=[lot.pk for lot, _ in taken]
        )
        more = take(soonest_first(others), missing)
        missing -= sum_of(more)
    sides = from_lots([*taken, *more])
    if missing and policy == ReturnPolicy.NEGATIVE:
        debt = Lot(account=account, points=-missing, earned_at=at, pending_until=at)
        sides.append(Side(Book.LIABILITY, -missing, debt))
    if sides:
        sides.append(Side(Book.EXPENSE, -sum(side.points for side in sides)))
    return sides + ([Side(Book.EXPIRED, -gone), Side(Book.EXPENSE, gone)] if gone else [])


def _expired_of(purchase: int) -> int:
    """How many points of the purchase expired, less what earlier returns have accounted for."""
    lots = Lot.objects.filter(purchase=purchase)
    expired = Entry.objects.filter(
        account__in=lots.values("account"),
        lot__in=lots,
        book=Book.LIABILITY,
        transfer__kind=TransferKind.EXPIRE,
    )
    accounted = Entry.objects.filter(
        transfer__purchase=purchase, transfer__kind=TransferKind.TAKE_BACK, book=Book.EXPIRED
    )
    return -_sum(expired) + _sum(accounted)


def _sum(entries: QuerySet[Entry]) -> int:
    return int(entries.aggregate(sum=Sum("points", default=0))["sum"])


def _told(transfer: Transfer, policy: ReturnPolicy, asked: int) -> TakenBack:
    """What a posted transfer says."""
    sums = Entry.objects.filter(transfer=transfer).aggregate(
        lots=Sum("points", filter=Q(book=Book.LIABILITY), default=0),
        owed=Sum("points", filter=Q(book=Book.LIABILITY, lot__points__lt=0), default=0),
        expired=Sum("points", filter=Q(book=Book.EXPIRED), default=0),
    )
    return TakenBack(
        transfer=transfer, policy=policy, asked=asked, taken=sums["owed"] - sums["lots"], owed=-sums["owed"],
        expired=-sums["expired"],
    )  # fmt: skip
