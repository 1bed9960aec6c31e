"""From the staged tables into the facts: one SQL file a step, in their order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db.backends.utils import CursorWrapper

from quen.flows.import_sales.books import settle_currency
from quen.flows.import_sales.cancelled_since import told_of_cancelled
from quen.flows.import_sales.errors import ImportUnderWay
from quen.flows.import_sales.home_store import made_home_store
from quen.flows.import_sales.receipts import refuse_numbers_of_other_sales, settle_restarts
from quen.flows.import_sales.recognise import recognise
from quen.flows.import_sales.staging import LINES, Hands, bring_back, pour, stage
from quen.flows.models import SalesImport
from quen.kernel.actor import Actor
from quen.kernel.receipt_periods import Restart
from quen.kernel.sentences import Sentence, gettext_noop
from quen.people.search import refresh_search

_SQL = Path(__file__).with_name("sql")
_LOCK = 7_083_001  # any number no other lock of ours uses

# A name that begins like this is a company's.
_COMPANY = (
    r"^(cong ty|cty|cong ti|doanh nghiep|dntn|hop tac xa|htx|tap doan|ngan hang|benh vien|truong|khach san|nha hang|"
    r"van phong|tnhh)\y|\y(tnhh|jsc|ltd|inc|llc|corp|gmbh|plc)\y"
)

_STORES = (("customers", "01_stores.sql"),)
_WHO_AND_WHAT = (
    ("customers", "02_products.sql"),
    ("customers", "03_customers.sql"),
    ("purchases", "04_purchases.sql"),
)
_RETURNS = (
    ("returns", "05_cancelled_since.sql"),
    ("returns", "06_returns.sql"),
)
_THE_REST = (
    ("lines", "07_more_lines.sql"),
    ("lines", "08_totals.sql"),
    ("returns", "09_links.sql"),
    ("returns", "10_adjustments.sql"),
    ("story", "11_story.sql"),
)
_JOINED_WITH_ALL = ("08_totals.sql", "09_links.sql")
"""Steps that join what came with whole tables."""
_LINKED = ("purchases_purchase", "purchases_line", "purchases_return", "purchases_returnline")
_STEPS = (
    len(_STORES) + len(_WHO_AND_WHAT) + len(_RETURNS) + len(_THE_REST) + 2
)  # the lines of new purchases, and search
_LINE_COLUMNS = (
    "purchase_id, fingerprint, occurrence, product_id, quantity, unit_price, discount_minor, amount_minor,"
    " serial"
)

OnStep = Callable[[str, int, int], None]
"""Called with the step's name, how many steps are done, and of how many."""


@dataclass(frozen=True)
class Taken:
    """What was new: rows of the files, purchases, customers; all `people` the files speak of, what to say of it."""

    rows: int
    purchases: int
    customers: int
    people: list[int]
    notes: list[Sentence]


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
    hands: Hands,
    *,
    source: SalesImport,
    store: str,
    restart: Restart | None,
    currency: str,
    by: Actor,
    on_step: OnStep,
) -> Taken:
    """Insert what is new from the staged tables, inside the caller's transaction.

    `restart`: how often receipt numbers start again, where it was said of these files.
    """
    cursor = hands.cursor
    business = settle_currency(currency)
    facts: dict[str, str | int | None] = {
        "default_store": _default_store(cursor, store, business.name),
        "timezone": business.timezone,
        "source": source.pk,
        "actor": str(by),
        "company": _COMPANY,
    }
    cursor.execute("SET LOCAL work_mem = '256MB'")  # sorts and joins of a million rows stay in memory
    _run(_STORES, cursor, facts, lambda name, place: on_step(name, place, _STEPS))
    settle_restarts(cursor, told=restart, by=by)
    done = len(_STORES)
    _run(_WHO_AND_WHAT, cursor, facts, lambda name, place: on_step(name, done + place, _STEPS))
    done += len(_WHO_AND_WHAT)
    on_step("lines", done, _STEPS)
    new_lines = _lines(hands)
    notes = refuse_numbers_of_other_sales(cursor, told=restart, facts=facts)
    _know_what_grew(cursor)
    done += 1
    _run(_RETURNS, cursor, facts, lambda name, place: on_step(name, done + place, _STEPS))
    done += len(_RETURNS)
    recognise(hands, timezone=business.timezone)
    adjustments = _run(_THE_REST, cursor, facts, lambda name, place: on_step(name, done + place, _STEPS))
    on_step("search", _STEPS - 1, _STEPS)
    cursor.execute("SELECT DISTINCT customer_id FROM customer_of")
    people = [row[0] for row in cursor.fetchall()]
    cursor.execute("SELECT customer_id FROM found_anew")
    refresh_search([row[0] for row in cursor.fetchall()])
    notes = [*notes, *told_of_cancelled(cursor)]
    cursor.execute((_SQL / "12_counts.sql").read_text())
    rows, purchases, customers = cursor.fetchone()
    cursor.execute((_SQL / "13_clear.sql").read_text())
    return Taken(
        rows=rows + new_lines + adjustments,
        purchases=purchases,
        customers=customers,
        people=people,
        notes=notes,
    )


def _run(
    steps: Sequence[tuple[str, str]],
    cursor: CursorWrapper,
    facts: Mapping[str, str | int | None],
    on_step: Callable[[str, int], None],
) -> int:
    """Run the files in their order; how many adjustments were new (the one count no table keeps)."""
    adjustments = 0
    for place, (name, file) in enumerate(steps):
        on_step(name, place)
        if file in _JOINED_WITH_ALL:
            _know_what_grew(cursor)
        cursor.execute((_SQL / file).read_text(), facts)
        if file == "10_adjustments.sql":
            adjustments = cursor.rowcount
    return adjustments


def _know_what_grew(cursor: CursorWrapper) -> None:
    """Let the planner look at tables that have at least doubled: what it knows of them is from before this import.

    A first file of a year would otherwise be linked by plans for empty tables, which take hours. So it would after an
    import that was given up: its pages are still there, looked at once and found without rows.
    """
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relname = ANY (%s) AND (reltuples BETWEEN 0 AND relpages - 1"
        " OR pg_relation_size(oid) / 8192 > 2 * greatest(relpages, 8))",
        [list(_LINKED)],
    )
    for (table,) in cursor.fetchall():
        cursor.execute(f"ANALYZE {table}")


def _lines(hands: Hands) -> int:
    """Pour the lines of new purchases straight into their table, stage the others; how many were poured.

    Half of an import's rows: they are written once, by COPY, with the ids PostgreSQL has just given.
    """
    bring_back("SELECT purchase_no, purchase_id, is_new FROM purchase_of", hands, into="purchase_id_of")
    bring_back("SELECT product_no, product_id FROM product_of", hands, into="product_id_of")
    stage({"staged_line": LINES}, hands)
    return pour("new_line", hands, into=f"purchases_line ({_LINE_COLUMNS})")


def _default_store(cursor: CursorWrapper, name: str, business_name: str) -> int | None:
    """The store of rows that name none; None where every row names its store."""
    cursor.execute("SELECT restart FROM staged_store WHERE name = ''")
    staged = cursor.fetchone()
    return made_home_store(name, business_name, Restart(staged[0])).pk if staged else None
