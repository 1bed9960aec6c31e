"""Change the currency of the books, as long as they are empty."""

from django.db import transaction

from quen.kernel.actor import Actor
from quen.kernel.errors import QuenError
from quen.kernel.sentences import gettext_noop
from quen.purchases.models import Purchase
from quen.shops.history import change
from quen.shops.models import Business


class CurrencySettled(QuenError):
    """There are purchases in the present currency."""

    http_status = 409


def is_currency_settled() -> bool:
    """Whether the books hold amounts, which another currency would falsify."""
    return Purchase.objects.exists()


@transaction.atomic
def change_currency(*, currency: str, by: Actor) -> Business:
    """Write another currency (ISO 4217), with its history. Raises CurrencySettled."""
    business = Business.objects.select_for_update().get(id=1)
    if business.currency != currency and is_currency_settled():
        raise CurrencySettled(
            gettext_noop(
                "The books hold purchases in %(currency)s already; another currency would falsify them. "
                "Nothing was changed."
            ),
            currency=business.currency,
        )
    change(business, {"currency": currency}, of="business", by=by)
    return business
