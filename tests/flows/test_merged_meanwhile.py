"""A voucher is used or freed in the very moment in which its customer becomes another: her limit is neither lost nor kept."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from quen.flows.merge_customers import merge_customers
from quen.people.models import Customer
from quen.vouchers.errors import VoucherRefused
from quen.vouchers.give_back import give_back_use
from quen.vouchers.models import Quota, Use
from quen.vouchers.use import use
from tests import world as cast
from tests.flows.loyal import SUNDAY, bought, member, running
from tests.vouchers.kinds import COFFEE, TEN_THOUSAND, kind
from tests.waiting import somebody_waits
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[[], object]


class Met:
    """Lan's twin, who may use the public code TET2027 once, and has."""

    def __init__(self) -> None:
        self.world: World = cast.build()
        self.twin = Customer.objects.create(name="Lan N.")
        kind(SUNDAY, terms=TEN_THOUSAND.model_copy(update={"most_a_member": 1}), code="TET2027")

    def use(self, key: str = "first") -> Use:
        return use(
            code="TET2027", customer=self.twin.pk, store=self.world.store.pk, lines=[COFFEE], at=SUNDAY, key=key,
            by=self.world.by_mai,
        )  # fmt: skip

    def merge(self) -> object:
        return merge_customers(customer=self.twin.pk, into=self.world.lan.pk, by=self.world.by_mai, at=SUNDAY)

    def used(self) -> int:
        """How often whom she counts as has used it, by the limit."""
        rows = Quota.objects.filter(of=f"customer:{self.world.lan.pk}").values_list("used", flat=True)
        return rows.first() or 0


@pytest.fixture
def met() -> Met:
    return Met()


@pytest.fixture
def hand() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def meanwhile(acts: list[Act], hand: ThreadPoolExecutor) -> Future[object]:
    """The second act on a connection of its own, begun and waiting (or over) before what the first did is kept."""
    first, second = acts

    def act() -> object:
        try:
            return second()
        finally:
            connection.close()

    with transaction.atomic():
        first()
        other = hand.submit(act)
        while not other.done() and not somebody_waits():
            pass
    return other


@pytest.mark.parametrize("merged_first", [True, False])
def test_what_is_freed_while_she_is_merged_is_free(
    met: Met, hand: ThreadPoolExecutor, merged_first: bool
) -> None:
    spent = met.use().pk
    acts: list[Act] = [met.merge, lambda: give_back_use(use=spent, at=SUNDAY, by=met.world.by_mai)]
    meanwhile(acts if merged_first else acts[::-1], hand).result(60)
    assert met.used() == 0
    met.use("again")
    assert met.used() == 1


@pytest.mark.parametrize("merged_first", [True, False])
def test_what_is_used_while_she_is_merged_is_used(
    met: Met, hand: ThreadPoolExecutor, merged_first: bool
) -> None:
    acts: list[Act] = [met.merge, met.use]
    meanwhile(acts if merged_first else acts[::-1], hand).result(60)
    assert met.used() == 1
    with pytest.raises(VoucherRefused):
        met.use("again")


@pytest.mark.parametrize("merged_first", [True, False])
def test_a_sale_with_the_voucher_and_the_merge_do_not_wait_in_a_circle(
    met: Met, hand: ThreadPoolExecutor, merged_first: bool
) -> None:
    running(met.world)
    member(met.world)

    def sell() -> object:
        return bought(met.world, 95_000, key="s", customer=met.world.lan.pk, vouchers=("TET2027",))

    acts: list[Act] = [met.merge, sell]
    meanwhile(acts if merged_first else acts[::-1], hand).result(60)
    assert met.used() == 1
