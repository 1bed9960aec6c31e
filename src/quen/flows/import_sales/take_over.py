"""From the staged tables into the facts: one SQL file a step, in their order."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db.backends.utils import CursorWrapper

from quen.flows.import_sales.books import settle_currency
from quen.flows.import_sales.errors import ImportUnderWay
from quen.flows.models import SalesImport
from quen.kernel.actor import Actor
from quen.kernel.names import search_key, tidy
from quen.kernel.sentences import gettext_noop
from quen.people.search import refresh_search
from quen.shops.models import Store

_SQL = Path(__file__).with_name("sql")
_LOCK = 7_083_001  # any number no other lock of ours uses

# A name that begins like this is a company's.
_COMPANY = (
    r"^(cong ty|cty|cong ti|doanh nghiep|dntn|hop tac xa|htx|tap doan|ngan hang|benh vien|truong|khach san|nha hang|"
    r"van phong|tnhh)\y|\y(tnhh|jsc|ltd|inc|llc|corp|gmbh|plc)\y"
)

_STEPS = (
    ("customers", "1_stores.sql"),
    ("customers", "2_products.sql"),
    ("customers", "3_customers.sql"),
    ("purchases", "4_purchases.sql"),
    ("lines", "5_lines.sql"),
    ("lines", "6_more_lines.sql"),
    ("lines", "7_totals.sql"),
    ("returns", "8_returns.sql"),
    ("returns", "9_links.sql"),
    ("returns", "10_adjustments.sql"),
    ("story", "11_story.sql"),
)


@dataclass(frozen=True)
class Taken:
    """What was new: rows of the files, purchases, customers."""

    rows: int
    purchases: int
    customers: int


def lock_imports(cursor: CursorWrapper) -> None:
    """One import at a time, until the transaction ends. Raises ImportUnderWay."""
    cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
    row = cursor.fetchone()
    if not (row and row[0]):
        raise ImportUnderWay(
            gettext_noop(
                "Another import is running. Nothing was imported; start this one again when it is done."
            )
        )


def take_over(
    cursor: CursorWrapper,
    *,
    source: SalesImport,
    store: str,
    currency: str,
    by: Actor,
    on_step: Callable[[str, int, int], None],
) -> Taken:
    """Insert what is new from the staged tables, inside the caller's transaction."""
    business = settle_currency(currency)
    facts: dict[str, str | int | None] = {
        "default_store": _default_store(cursor, store, business.name),
        "timezone": business.timezone,
        "source": source.pk,
        "actor": str(by),
        "company": _COMPANY,
    }
    adjustments = 0
    for place, (name, file) in enumerate(_STEPS):
        on_step(name, place, len(_STEPS) + 1)
        cursor.execute((_SQL / file).read_text(), facts)
        if file == "10_adjustments.sql":
            adjustments = cursor.rowcount
    on_step("search", len(_STEPS), len(_STEPS) + 1)
    cursor.execute("SELECT DISTINCT customer_id FROM customer_of")
    refresh_search([row[0] for row in cursor.fetchall()])
    cursor.execute((_SQL / "12_counts.sql").read_text())
    rows, purchases, customers = cursor.fetchone()
    cursor.execute((_SQL / "13_clear.sql").read_text())
    return Taken(rows=rows + adjustments, purchases=purchases, customers=customers)


def _default_store(cursor: CursorWrapper, name: str, business_name: str) -> int | None:
    """The store of rows that name none: the one asked for, else the first, else one named like the business.

    None where every row names its store.
    """
    cursor.execute("SELECT FROM staged_store WHERE name = ''")
    if not cursor.rowcount:
        return None
    if not name and (first := Store.objects.order_by("id").first()):
        return first.pk
    chosen = tidy(name or business_name)[:200]
    return Store.objects.get_or_create(key=search_key(chosen), defaults={"name": chosen})[0].pk
