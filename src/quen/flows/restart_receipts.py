"""Say how often a store's receipt numbers start again: purchases and returns that stand there are told by it, too."""

from django.db import IntegrityError, connection, transaction

from quen.kernel.actor import Actor
from quen.kernel.errors import QuenError
from quen.kernel.receipt_periods import Restart
from quen.kernel.sentences import gettext_noop
from quen.shops.history import change
from quen.shops.models import Store
from quen.shops.reads import current_business

_PERIODS = (
    ("purchases_purchase", "bought_at"),
    ("purchases_return", "returned_at"),
)


class ReceiptsWouldMeet(QuenError):
    """Sales that only their period tells apart would have one number."""

    http_status = 409


@transaction.atomic
def restart_receipts(*, store_id: int, restart: Restart, by: Actor) -> None:
    """Write the setting with its history, and the period of every receipt. Raises ReceiptsWouldMeet."""
    store = Store.objects.select_for_update().get(pk=store_id)
    if not change(store, {"receipts_restart": restart.value}, of=f"store.{store.pk}", by=by):
        return
    try:
        with transaction.atomic():
            _write_periods(store.pk, restart)
    except IntegrityError as error:
        raise ReceiptsWouldMeet(
            gettext_noop(
                "%(store)s has sales of one receipt number that only their day tells apart. Nothing was changed."
            ),
            store=store.name,
        ) from error


def _write_periods(store_id: int, restart: Restart) -> None:
    business = current_business()
    facts: dict[str, int | str] = {
        "store": store_id,
        "length": restart.length,
        "timezone": business.timezone if business else "UTC",
    }
    with connection.cursor() as cursor:
        for table, moment in _PERIODS:
            period = f"left(to_char({moment} AT TIME ZONE %(timezone)s, 'YYYY-MM-DD'), %(length)s)"
            cursor.execute(
                f"UPDATE {table} SET receipt_period = {period}"  # noqa: S608  # names of our own
                f" WHERE store_id = %(store)s AND receipt_period <> {period}",
                facts,
            )
