"""The statement of a sale writes the rows the ledger's gate would have posted."""

from datetime import UTC, timedelta
from typing import Any

from quen.enrolment.join import join
from quen.enrolment.models import Way
from quen.events.models import Event
from quen.kernel.actor import SYSTEM
from quen.people.create_customer import create_customer
from quen.points.earn import earn
from quen.points.models import Account, Entry, Lot, Transfer
from quen.points.redeem import redeem
from tests.flows.loyal import SUNDAY, bought, member, running
from tests.points.books import assert_the_books_agree
from tests.world import World

EARLIER = SUNDAY - timedelta(days=30)


def test_a_sale_and_the_verbs_of_the_ledger_write_alike(world: World) -> None:
    running(world)
    member(world)
    hoa = create_customer(by=SYSTEM, at=SUNDAY, name="Hoa").pk
    join(customer=hoa, way=Way.TILL, by=SYSTEM, at=SUNDAY)
    for customer in (world.lan.pk, hoa):
        earn(
            customer=customer,
            points=7,
            at=EARLIER,
            expires_at=SUNDAY + timedelta(days=9),
            key=f"a{customer}",
            by=SYSTEM,
        )
        earn(customer=customer, points=20, at=EARLIER, key=f"b{customer}", by=SYSTEM)

    receipt = bought(world, 130_000, redeem_points=10)
    assert receipt.points_earned == 12 and receipt.expires_at is not None
    said: dict[str, Any] = {"at": SUNDAY, "purchase": receipt.purchase, "by": world.by_mai}
    redeem(customer=hoa, points=10, key="r", **said)
    earn(customer=hoa, points=12, expires_at=receipt.expires_at.astimezone(UTC), version=1, key="e", **said)

    assert _rows(world.lan.pk) == _rows(hoa)
    assert_the_books_agree()


def _rows(customer: int) -> list[list[Any]]:
    """Everything the ledger holds of her, without numbers and keys."""
    account = Account.objects.get(customer=customer)
    transfers = Transfer.objects.filter(entries__account=account).distinct().order_by("pk")
    return [
        list(Account.objects.filter(pk=account.pk).values_list("balance", "reserved", "turn")),
        list(
            Lot.objects.filter(account=account).order_by("pk").values_list(
                "points", "remaining", "reserved", "earned_at", "pending_until", "expires_at", "purchase", "version"
            )
        ),
        list(transfers.values_list("kind", "happened_at", "purchase", "by", "reason", "reverses")),
        [
            list(Entry.objects.filter(transfer=transfer).order_by("book", "pk").values_list("book", "points"))
            for transfer in transfers
        ],
        list(
            Event.objects.filter(customer=customer, kind__startswith="points.")
            .order_by("pk")
            .values_list("kind", "happened_at", "facts")
        ),
    ]  # fmt: skip
