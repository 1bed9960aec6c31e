"""What lies in the lake: the columns of each table, and where their rows come from."""

from dataclasses import dataclass
from typing import Final

# Columns as DuckDB types. Ids are the database's; `at` and `day` are the business's local time.
PURCHASES: Final = {
    "id": "BIGINT",
    "customer": "BIGINT",
    "at": "TIMESTAMP",
    "day": "DATE",
    "amount_minor": "BIGINT",
    "store": "BIGINT",
    "channel": "VARCHAR",
    "category": "BIGINT",
    "product": "BIGINT",
    "receipt": "VARCHAR",
    "purchase_key": "BIGINT",
}
LINES: Final = {
    "purchase": "BIGINT",
    "customer": "BIGINT",
    "day": "DATE",
    "store": "BIGINT",
    "product": "BIGINT",
    "category": "BIGINT",
    "quantity": "DECIMAL(18,3)",
    "amount_minor": "BIGINT",
}
RETURNS: Final = {
    "id": "BIGINT",
    "customer": "BIGINT",
    "day": "DATE",
    "amount_minor": "BIGINT",
    "store": "BIGINT",
    "purchase": "BIGINT",
}
MONTHLY: Final = {"purchases": PURCHASES, "lines": LINES, "returns": RETURNS}


@dataclass(frozen=True)
class WholeTable:
    """A table small enough to be written as one part: its columns and its rows' query."""

    columns: dict[str, str]
    query: str


WHOLE: Final = {
    "customers": WholeTable(
        {
            "id": "BIGINT",
            "root": "BIGINT",
            "kind": "VARCHAR",
            "part": "VARCHAR",
            "gender": "VARCHAR",
            "birth_date": "DATE",
            "income_band": "VARCHAR",
            "area": "VARCHAR",
            "is_internal": "BOOLEAN",
        },
        """SELECT id, coalesce(root_id, id), kind, part, gender, birth_date, income_band,
           translate(area, E'\\r\\n', '  '), is_internal FROM people_customer ORDER BY id""",
    ),
    "merged": WholeTable(
        {"customer": "BIGINT", "root": "BIGINT"},
        "SELECT id, root_id FROM people_customer WHERE root_id IS NOT NULL ORDER BY id",
    ),
    "products": WholeTable(
        {"id": "BIGINT", "code": "VARCHAR", "name": "VARCHAR", "category": "BIGINT"},
        """SELECT id, translate(code, E'\\r\\n', '  '), translate(name, E'\\r\\n', '  '), category_id
           FROM purchases_product ORDER BY id""",
    ),
    "categories": WholeTable(
        {"id": "BIGINT", "name": "VARCHAR"},
        "SELECT id, translate(name, E'\\r\\n', '  ') FROM purchases_category ORDER BY id",
    ),
    "stores": WholeTable(
        {"id": "BIGINT", "name": "VARCHAR"},
        "SELECT id, translate(name, E'\\r\\n', '  ') FROM shops_store ORDER BY id",
    ),
}
OF_CUSTOMERS: Final = ("customers", "merged")
OF_GOODS: Final = ("products", "categories", "stores")
COLUMNS: Final = MONTHLY | {name: table.columns for name, table in WHOLE.items()}
