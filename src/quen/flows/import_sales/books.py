"""The business's currency, clock and stores, as the reader of a sales file needs them."""

from dataclasses import replace

from quen.flows.import_sales.errors import OtherCurrency
from quen.flows.import_sales.home_store import UNNAMED_BUSINESS, called, home_store
from quen.kernel.names import search_key
from quen.kernel.receipt_periods import Restart
from quen.kernel.sentences import gettext_noop
from quen.purchases.models import Purchase
from quen.sales_file import ReadOptions, SalesFile
from quen.sales_file.store_names import StoreNames
from quen.shops.models import Business, Store
from quen.shops.reads import current_business


def books_in(options: ReadOptions, *, store: str = "") -> ReadOptions:
    """The options with the business's time zone, what its stores are called, and how they number their receipts.

    `store` takes the rows that name none.
    """
    business = current_business()
    home = home_store(store, business.name if business else UNNAMED_BUSINESS)
    stores = list(Store.objects.order_by("pk").prefetch_related("aliases"))
    names = {each.pk: _names(each, is_home=each == home) for each in stores}
    several = [names[each.pk] for each in stores if len(names[each.pk].keys) > 1 or each.written == ""]
    if home is None:
        key = search_key(called(store, business.name if business else UNNAMED_BUSINESS))
        several.append(StoreNames(frozenset({key, ""}), None))
    restarts = {key: Restart(each.receipts_restart) for each in stores for key in names[each.pk].keys}
    options = replace(options, stores=tuple(several), restarts=restarts)
    return replace(options, timezone=business.timezone) if business else options


def _names(store: Store, *, is_home: bool) -> StoreNames:
    keys = {store.key, *(alias.key for alias in store.aliases.all()), *([""] if is_home else [])}
    return StoreNames(frozenset(keys), store.written)


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
        id=1, defaults={"name": UNNAMED_BUSINESS, "currency": currency}
    )
    if business.currency != currency and not Purchase.objects.exists():
        business.currency = currency
        business.save(update_fields=["currency"])
    return business
