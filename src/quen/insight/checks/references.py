"""References without a foreign key (docs/decisions/0004), and sums kept beside their parts.

Each query gives how many rows are wrong and one of them. All are hash joins over whole tables: minutes on ten million
lines, no locks.
"""

from dataclasses import dataclass

from quen.kernel.sentences import gettext_noop


@dataclass(frozen=True)
class Check:
    """A sentence for what is wrong, and the query that counts it and names the smallest id."""

    template: str
    query: str


@dataclass(frozen=True)
class Reference:
    """A column that must name a row of another table, or be null."""

    table: str
    column: str
    to: str
    template: str

    def check(self) -> Check:
        """The query that finds rows naming nothing."""
        return Check(
            self.template,
            f"SELECT count(*), min(r.id) FROM {self.table} r LEFT JOIN {self.to} t ON t.id = r.{self.column} "  # noqa: S608 (names written here)
            f"WHERE r.{self.column} IS NOT NULL AND t.id IS NULL",
        )


_REFERENCES = (
    Reference(
        "purchases_line", "purchase_id", "purchases_purchase",
        gettext_noop("%(count)s lines belong to no purchase, e.g. line %(example)s."),
    ),
    Reference(
        "purchases_line", "product_id", "purchases_product",
        gettext_noop("%(count)s lines name an unknown product, e.g. line %(example)s."),
    ),
    Reference(
        "purchases_purchase", "customer_id", "people_customer",
        gettext_noop("%(count)s purchases name an unknown customer, e.g. purchase %(example)s."),
    ),
    Reference(
        "purchases_purchase", "store_id", "shops_store",
        gettext_noop("%(count)s purchases name an unknown store, e.g. purchase %(example)s."),
    ),
    Reference(
        "purchases_return", "customer_id", "people_customer",
        gettext_noop("%(count)s returns name an unknown customer, e.g. return %(example)s."),
    ),
    Reference(
        "purchases_return", "store_id", "shops_store",
        gettext_noop("%(count)s returns name an unknown store, e.g. return %(example)s."),
    ),
    Reference(
        "purchases_return", "purchase_id", "purchases_purchase",
        gettext_noop("%(count)s returns name an unknown purchase, e.g. return %(example)s."),
    ),
    Reference(
        "purchases_returnline", "of_id", "purchases_return",
        gettext_noop("%(count)s return lines belong to no return, e.g. line %(example)s."),
    ),
    Reference(
        "purchases_returnline", "product_id", "purchases_product",
        gettext_noop("%(count)s return lines name an unknown product, e.g. line %(example)s."),
    ),
    Reference(
        "purchases_adjustment", "store_id", "shops_store",
        gettext_noop("%(count)s adjustments name an unknown store, e.g. adjustment %(example)s."),
    ),
    Reference(
        "purchases_adjustment", "product_id", "purchases_product",
        gettext_noop("%(count)s adjustments name an unknown product, e.g. adjustment %(example)s."),
    ),
    Reference(
        "warranty_claim", "line_id", "purchases_line",
        gettext_noop("%(count)s warranty claims name an unknown line, e.g. claim %(example)s."),
    ),
    Reference(
        "warranty_claim", "customer_id", "people_customer",
        gettext_noop("%(count)s warranty claims name an unknown customer, e.g. claim %(example)s."),
    ),
)  # fmt: skip

_SUMS = (
    Check(
        gettext_noop("%(count)s purchases are not worth the sum of their lines, e.g. purchase %(example)s."),
        """SELECT count(*), min(p.id) FROM purchases_purchase p
           LEFT JOIN (SELECT purchase_id AS id, sum(amount_minor) AS amount_minor FROM purchases_line GROUP BY 1) l
               USING (id)
           WHERE p.amount_minor <> coalesce(l.amount_minor, 0)""",
    ),
    Check(
        gettext_noop("%(count)s returns are not worth the sum of their lines, e.g. return %(example)s."),
        """SELECT count(*), min(r.id) FROM purchases_return r
           LEFT JOIN (SELECT of_id AS id, sum(amount_minor) AS amount_minor FROM purchases_returnline GROUP BY 1) l
               USING (id)
           WHERE r.amount_minor <> coalesce(l.amount_minor, 0)""",
    ),
)

_MERGES = (
    Check(
        gettext_noop("%(count)s customers count as one who counts as another, e.g. customer %(example)s."),
        """SELECT count(*), min(c.id) FROM people_customer c
           JOIN people_customer r ON r.id = c.root_id
           WHERE r.root_id IS NOT NULL OR r.id = c.id""",
    ),
    Check(
        gettext_noop(
            "%(count)s customers count as another without a merge in force, e.g. customer %(example)s."
        ),
        """SELECT count(*), min(c.id) FROM people_customer c
           WHERE c.root_id IS NOT NULL AND NOT EXISTS (
               SELECT FROM people_merge m WHERE m.customer_id = c.id AND m.undone_at IS NULL)""",
    ),
    Check(
        gettext_noop("%(count)s merges in force are not followed, e.g. merge %(example)s."),
        """SELECT count(*), min(m.id) FROM people_merge m
           JOIN people_customer c ON c.id = m.customer_id
           WHERE m.undone_at IS NULL AND c.root_id IS NULL""",
    ),
)

CHECKS = (*(reference.check() for reference in _REFERENCES), *_SUMS, *_MERGES)
