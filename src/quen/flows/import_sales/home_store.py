"""The store that takes the rows of a file that names none: the one asked for, else the first, else the business's."""

from quen.kernel.names import search_key, tidy
from quen.kernel.receipt_periods import Restart
from quen.shops.models import Store, StoreAlias

UNNAMED_BUSINESS = "Cửa hàng"


def home_store(name: str, business_name: str) -> Store | None:
    """The store, None where it is not there yet."""
    if not name and (first := Store.objects.order_by("id").first()):
        return first
    key = search_key(called(name, business_name))
    alias = StoreAlias.objects.filter(key=key).select_related("store").first()
    return alias.store if alias else Store.objects.filter(key=key).first()


def made_home_store(name: str, business_name: str, restart: Restart) -> Store:
    """The store, made here where it is not there yet."""
    if found := home_store(name, business_name):
        return found
    chosen = called(name, business_name)
    return Store.objects.create(key=search_key(chosen), name=chosen, receipts_restart=restart)


def called(name: str, business_name: str) -> str:
    """What the store is called when it is made."""
    return tidy(name or business_name)[:200]
