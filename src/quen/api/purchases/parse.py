"""From what a till sent to a sale. The thin path of the web server and the batch read it with the same functions."""

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from quen.api.purchases.shapes import NewPurchase
from quen.flows.ring_up import Sale, SaleLine


class UnfitSale(Exception):
    """The body is no sale; `errors` are pydantic's."""

    def __init__(self, errors: list[ErrorDetails]) -> None:
        self.errors = errors
        super().__init__(errors)


def sale_from_json(body: bytes) -> Sale:
    """The sale a body of JSON tells. Raises UnfitSale."""
    try:
        return sale_of(NewPurchase.model_validate_json(body))
    except ValidationError as error:
        raise UnfitSale(error.errors(include_url=False, include_input=False)) from error


def sale_of(told: NewPurchase) -> Sale:
    """The sale as the flow takes it."""
    return Sale(
        store=told.store,
        receipt=told.receipt,
        customer=told.customer,
        at=told.bought_at,
        lines=tuple(
            SaleLine(
                product=line.product,
                name=line.name,
                category=line.category,
                quantity_milli=line.quantity_milli,
                amount_minor=line.amount_minor,
                discount_minor=line.discount_minor,
                tax_minor=line.tax_minor,
                is_reward=line.is_reward,
                serial=line.serial,
                price=line.price,
                price_off_minor=line.price_off_minor,
            )
            for line in told.lines
        ),
        channel=told.channel,
        payment_methods=tuple(told.payment_methods),
        vouchers=tuple(told.vouchers),
        redeem_points=told.redeem_points,
        staff_name=told.staff_name,
        was_offline=told.was_offline,
    )
