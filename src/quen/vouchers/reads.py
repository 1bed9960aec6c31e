"""What pages and other systems ask of vouchers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from quen.people.find import group_of
from quen.vouchers.models import Batch, Lease, State, Use, Voucher, VoucherKind


@dataclass(frozen=True, slots=True)
class Counted:
    """What is out of one kind and what came of it. `returned` uses are not in `used`."""

    issued: int = 0
    used: int = 0
    returned: int = 0
    discount_minor: int = 0


def counted(kinds: Iterable[VoucherKind]) -> dict[int, Counted]:
    """By kind. Three queries: single codes by their batches, those issued one by one, uses."""
    which = {kind.pk for kind in kinds}
    issued = dict(Batch.objects.filter(kind__in=which).values_list("kind").annotate(Sum("codes")))
    alone = Voucher.objects.filter(kind__in=which, batch__isnull=True).values_list("kind")
    for kind, count in alone.annotate(Count("pk")):
        issued[kind] = issued.get(kind, 0) + count
    stands, back = Q(given_back_at__isnull=True), Q(given_back_at__isnull=False)
    uses = (
        Use.objects.filter(kind__in=which)
        .values("kind")
        .annotate(
            used=Count("pk", filter=stands),
            returned=Count("pk", filter=back),
            discount=Coalesce(Sum("discount_minor", filter=stands), 0),
        )
    )
    numbers = {kind: rest for kind, *rest in uses.values_list("kind", "used", "returned", "discount")}
    return {kind: Counted(issued.get(kind, 0), *numbers.get(kind, (0, 0, 0))) for kind in which}


def by_state(kind: VoucherKind) -> dict[str, int]:
    """How many single codes of a kind are in which state."""
    return dict(Voucher.objects.filter(kind=kind).order_by().values_list("state").annotate(Count("pk")))


def held_by_tills(kind: VoucherKind) -> int:
    """Uses tills hold for times without a line."""
    left = Lease.objects.filter(kind=kind, ended_at__isnull=True).aggregate(left=Sum(F("uses") - F("used")))
    return int(left["left"] or 0)


@dataclass(frozen=True, slots=True)
class Hold:
    """The lease of a single code, and how many codes the same till holds in all."""

    lease: Lease
    of_till: int


def hold_of(voucher: Voucher) -> Hold | None:
    """Which till holds the code; None where it is anybody's."""
    lease = Lease.objects.select_related("store").filter(voucher=voucher, ended_at__isnull=True).first()
    if lease is None:
        return None
    if not lease.device:
        return Hold(lease, 1)
    own = Lease.objects.filter(device=lease.device, store=lease.store_id, ended_at__isnull=True)
    return Hold(lease, own.count())


def held_codes(kind: VoucherKind) -> QuerySet[Lease]:
    """Which tills hold which single codes of a kind, the ones held longest first."""
    return (
        Lease.objects.select_related("voucher", "store")
        .filter(kind=kind, voucher__isnull=False, ended_at__isnull=True)
        .order_by("expires_at", "pk")
    )


def vouchers_of(customer: int, *, only_ready: bool = False) -> QuerySet[Voucher]:
    """A customer's vouchers with all merged into her, the ones she can use first, soonest-ending first."""
    rows = Voucher.objects.filter(customer__in=group_of(customer)).select_related("kind")
    if only_ready:
        rows = rows.filter(state=State.READY)
    return rows.order_by(
        F("ended_at").asc(nulls_first=True),
        F("valid_until").asc(nulls_last=True),
        "pk",
    )
