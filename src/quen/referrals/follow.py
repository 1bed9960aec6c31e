"""Follow what a brought friend buys and returns."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from quen.people.find import everyone_in
from quen.people.models import Customer
from quen.purchases.models import Purchase
from quen.referrals.doubts import as_now
from quen.referrals.models import Referral, State
from quen.shops.clock import day_of, shop_timezone, start_of

OPEN = (State.WAITING, State.BOUGHT)


@transaction.atomic
def follow_friends(customers: Iterable[int]) -> None:
    """Look again at what these customers bought and kept, where a referral waits for it.

    It looks at the facts, not at the news of them: told twice or in another order, it comes to the same.
    """
    roots = Customer.objects.filter(pk__in=list(customers)).values(now=Coalesce("root", "pk"))
    theirs = Referral.objects.filter(Q(friend__in=roots) | Q(friend__root__in=roots), state__in=OPEN)
    for referral in theirs.select_for_update(of=("self",)).order_by("pk"):
        follow(referral)


def follow(referral: Referral) -> None:
    """The first real purchase, and when its return period is over; none, and the referral waits on.

    Call with the referral's row locked.
    """
    purchase = first_real_purchase(referral)
    referral.purchase = purchase
    referral.state = State.WAITING if purchase is None else State.BOUGHT
    referral.due_at = (
        None if purchase is None else return_period_ends(purchase.bought_at, referral.terms.wait_days)
    )
    referral.save(update_fields=["purchase", "state", "due_at"])


def first_real_purchase(referral: Referral) -> Purchase | None:
    """The friend's first purchase since she was brought that, less what came back, is large enough.

    The day she was brought counts whole, because some tills tell the day only.
    """
    zone = shop_timezone()
    since = start_of(day_of(referral.made_at, zone), zone)
    friend = as_now(referral.friend).pk
    bought = Purchase.objects.filter(customer__in=everyone_in(friend), bought_at__gte=since)
    kept = bought.annotate(kept=F("amount_minor") - Coalesce(Sum("returns__amount_minor"), 0))
    real = kept.filter(kept__gt=0, kept__gte=referral.terms.minimum_minor)
    return real.order_by("bought_at", "pk").first()


def return_period_ends(bought_at: datetime, wait_days: int) -> datetime:
    """The beginning of the shop's day after the last on which goods may come back; at once where none may."""
    if wait_days == 0:
        return bought_at
    zone = shop_timezone()
    return start_of(day_of(bought_at, zone) + timedelta(days=wait_days + 1), zone)
