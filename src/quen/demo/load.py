"""Put the demo shop into the database: the sales by the real importer, then what a sales file does not tell.

What is written beside the import is set-based, in one transaction, each fact with its event.
"""

from collections.abc import Callable
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from quen.demo.books import Books, books_of
from quen.demo.errors import NotEmpty
from quen.demo.load_customers import load_customers
from quen.demo.loyalty.load import load_loyalty
from quen.demo.places import CHAIN
from quen.demo.shop import Shop, simulate
from quen.demo.till_export import FILE_NAME
from quen.demo.work.load import load_work
from quen.events.models import Event
from quen.flows.import_sales import import_opened
from quen.journeys.models import Journey
from quen.journeys.proved import keep_proof
from quen.kernel.actor import SYSTEM
from quen.kernel.names import search_key
from quen.kernel.sentences import gettext_noop
from quen.leads.models import Lead
from quen.messages.models import Message
from quen.people.models import Customer, Identity
from quen.points.models import Account, Accrual, Entry, Lot, Transfer
from quen.purchases.models import Line, Product, Purchase
from quen.sales_file import SalesFile
from quen.shops.models import Business, Staff, Store
from quen.shops.reads import current_business

OWNER_EMAIL = "mai@example.com"
OWNER_PASSWORD = "ca-phe-sua-da"  # noqa: S105  # the demo's, and only the demo's: everybody may know it
Progress = Callable[[str, float], None]

_READ_AT_ONCE = (
    Event, Customer, Identity, Purchase, Line, Lead, Account, Lot, Transfer, Entry, Accrual, Message,
)  # fmt: skip
_SIMULATED, _IMPORTED, _KNOWN, _JUDGED = 0.06, 0.2, 0.24, 0.85  # of the whole, as measured


def load_demo(
    *,
    seed: int = 1,
    today: date | None = None,
    months: int = 24,
    customers: int = 6000,
    books: Callable[[], Books] | None = None,
    on_progress: Progress | None = None,
) -> Shop:
    """Simulate the chain up to the day before `today` (the local day where None) and bring it in.

    `books`: how to ask for them where they are under way elsewhere. All staff sign in with OWNER_PASSWORD. Returns
    the simulated shop. Raises NotEmpty, and writes nothing, where there is a business already.
    """
    if current_business():
        raise NotEmpty(
            gettext_noop("There is a business in this database already; the demo shop needs an empty one.")
        )
    progress = on_progress or (lambda _stage, _share: None)
    progress("simulating", 0.0)
    if books:
        return _load(books(), seed, progress)
    shop = simulate(seed=seed, last_day=last_day(today), months=months, customers=customers)
    with books_of(shop) as written:
        return _load(written, seed, progress)


def _load(books: Books, seed: int, progress: Progress) -> Shop:
    shop = books.shop
    with transaction.atomic():
        Business.objects.create(id=1, name=CHAIN, currency="VND", language="vi", is_demo=True)
        _open_stores(shop)
        _hire(shop)
        _bring_in_sales(books.sales, progress)
        progress("people", _IMPORTED)
        _give_warranties(shop)
        load_customers(shop)
        load_loyalty(
            shop, seed=seed, on_progress=lambda share: progress("points", _KNOWN + (_JUDGED - _KNOWN) * share)
        )
        progress("story", _JUDGED)
        load_work(shop, seed=seed)
        _know_what_was_written()
        _prove_journeys()
    progress("done", 1.0)
    return shop


def last_day(today: date | None = None) -> date:
    """The chain's last day: the one before `today`, the local day where None."""
    return (today or timezone.localdate()) - timedelta(days=1)


def _bring_in_sales(sales: SalesFile, progress: Progress) -> None:
    def show(stage: str, share: float) -> None:
        progress(stage, _SIMULATED + (_IMPORTED - _SIMULATED) * share)

    import_opened(sales, name=FILE_NAME, by=SYSTEM, on_progress=show)


def _open_stores(shop: Shop) -> None:
    for store in shop.stores.to_pylist():
        Store.objects.create(key=search_key(store["name"]), **store)


def _hire(shop: Shop) -> None:
    """Staff who can sign in, each at the own store or at all."""
    password = make_password(OWNER_PASSWORD)
    stores = {store.name: store for store in Store.objects.all()}
    for member in shop.staff.to_pylist():
        person = Staff.objects.create(
            email=member["email"], name=member["name"], role=member["role"], password=password
        )
        if member["store"]:
            person.stores.add(stores[member["store"]])


def _know_what_was_written() -> None:
    """Let the planner look: what follows would otherwise be planned for empty tables, at four times the time.

    A third of the usual sample will do until autovacuum looks again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL default_statistics_target = 30")
        cursor.execute("ANALYZE " + ", ".join(model._meta.db_table for model in _READ_AT_ONCE))


def _prove_journeys() -> None:
    """What each brought, as the worker would work it out on the next morning."""
    for journey in Journey.objects.order_by("pk"):
        keep_proof(journey=journey, at=timezone.now())


def _give_warranties(shop: Shop) -> None:
    """The warranty of each machine, on the product and on every line it was sold on."""
    for product in shop.products.to_pylist():
        if months := product["warranty_months"]:
            Product.objects.filter(code=product["code"]).update(warranty_months=months)
    own = Product.objects.filter(pk=OuterRef("product")).values("warranty_months")
    with_warranty = Product.objects.filter(warranty_months__isnull=False)
    Line.objects.filter(product__in=with_warranty).update(warranty_months=Subquery(own))
