"""Which purchase a receipt number names: its store's, and where numbers start again the one of its day."""

from datetime import date, datetime

from quen.flows.take_back.errors import NoSuchPurchase, WhichReceipt
from quen.kernel.receipt_periods import Restart, period_of
from quen.kernel.sentences import gettext_noop
from quen.purchases.models import Purchase
from quen.shops.clock import day_of
from quen.shops.models import Store


def purchase_of_receipt(*, store: int, receipt: str, bought_on: date | None) -> int:
    """The purchase's id. Raises NoSuchPurchase, and WhichReceipt where only the day would tell."""
    found = Purchase.objects.filter(store=store, receipt=receipt)
    if bought_on is not None:
        found = found.filter(receipt_period=period_of(restart_of(store), bought_on))
    ids = list(found.order_by("-bought_at").values_list("pk", flat=True)[:2])
    if not ids:
        raise NoSuchPurchase(
            gettext_noop("Store %(store)s has no receipt %(receipt)s. Check the number, and the store."),
            store=store,
            receipt=receipt,
        )
    if len(ids) > 1:
        raise WhichReceipt(
            gettext_noop(
                "Receipt numbers of store %(store)s start again: %(receipt)s stands for several sales. "
                "Nothing was kept; say on which day it was bought."
            ),
            store=store,
            receipt=receipt,
        )
    return ids[0]


def return_period(*, store: int, at: datetime) -> str:
    """The period the number of a return belongs to."""
    return period_of(restart_of(store), day_of(at))


def restart_of(store: int) -> Restart:
    """How often the store's receipt numbers start again."""
    found = Store.objects.filter(pk=store).values_list("receipts_restart", flat=True).first()
    return Restart(found or Restart.NEVER)
