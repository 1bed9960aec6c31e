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
    "discount_minor": "BIGINT",
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
LAYOUT: Final = 3
"""Goes up with every table or column that comes or goes: a lake of another layout is written anew."""
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
            "source": "VARCHAR",
        },
        """SELECT id, coalesce(root_id, id), kind, part, gender, birth_date, income_band,
           translate(area, E'\\r\\n', '  '), is_internal,
           nullif(translate(source, E'\\r\\n', '  '), '') FROM people_customer ORDER BY id""",
    ),
    "merged": WholeTable(
        {"customer": "BIGINT", "root": "BIGINT"},
        "SELECT id, root_id FROM people_customer WHERE root_id IS NOT NULL ORDER BY id",
    ),
    # Of members merged into one the first counts: she was a member from then on.
    "members": WholeTable(
        {"customer": "BIGINT", "enrolled_on": "DATE"},
        """SELECT coalesce(person.root_id, person.id),
           min((member.enrolled_at AT TIME ZONE business.timezone)::date)
           FROM enrolment_member AS member JOIN people_customer AS person ON person.id = member.customer_id
           CROSS JOIN shops_business AS business GROUP BY 1 ORDER BY 1""",
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
OF_CUSTOMERS: Final = ("customers", "merged", "members")
OF_MEMBERS: Final = ("members",)
OF_GOODS: Final = ("products", "categories", "stores")
COLUMNS: Final = MONTHLY | {name: table.columns for name, table in WHOLE.items()}
