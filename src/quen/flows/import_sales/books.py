"""The business's currency, clock and stores, as the reader of a sales file needs them."""

from dataclasses import replace

from quen.flows.import_sales.errors import OtherCurrency
from quen.kernel.sentences import gettext_noop
from quen.purchases.models import Purchase
from quen.sales_file import ReadOptions, SalesFile
from quen.sales_file.store_names import StoreNames
from quen.shops.models import Business, Store
from quen.shops.reads import current_business


def books_in(options: ReadOptions) -> ReadOptions:
    """The options with the business's time zone and what its stores are called."""
    business = current_business()
    options = replace(options, stores=stores_of_several_names())
    return replace(options, timezone=business.timezone) if business else options


def stores_of_several_names() -> tuple[StoreNames, ...]:
    """The stores that files may call by more than one name."""
    stores = Store.objects.filter(aliases__isnull=False).distinct().order_by("pk").prefetch_related("aliases")
    return tuple(
        StoreNames(frozenset({store.key, *(alias.key for alias in store.aliases.all())}), store.written)
        for store in stores
    )


def refuse_other_currency(sales: SalesFile) -> None:
    """Raise OtherCurrency where the file's money is not the money of the books.

    Before the first purchase the books have no money yet: the first file decides (see `settle_currency`).
    """
    business = current_business()
    if business and business.currency != sales.plan.currency and Purchase.objects.exists():
        raise OtherCurrency(
            gettext_noop(
                "The file is in %(file)s, but %(business)s keeps its books in %(books)s. Nothing was imported. "
                "If the guess is wrong, say --currency %(books)s; else convert the file first."
            ),
            file=sales.plan.currency,
            business=business.name,
            books=business.currency,
        )


def settle_currency(currency: str) -> Business:
    """The business whose books take the import: made here where set-up has not been done yet.

    A business without purchases takes the currency of its first file.
    """
    business, _made = Business.objects.get_or_create(
        id=1, defaults={"name": "Cửa hàng", "currency": currency}
    )
    if business.currency != currency and not Purchase.objects.exists():
        business.currency = currency
        business.save(update_fields=["currency"])
    return business
