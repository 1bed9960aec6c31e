"""What the database holds, told by its content alone: no ids, no moments of writing."""

from django.db import connection

_FACTS = {
    "customers": """
        SELECT c.name, c.kind, array_agg(i.kind || ':' || i.value ORDER BY i.kind, i.value)
        FROM people_customer c LEFT JOIN people_identity i ON i.customer_id = c.id GROUP BY c.id ORDER BY 3, 1""",
    "products": """
        SELECT p.code, p.name, p.named_at, c.key, p.grouped_at
        FROM purchases_product p LEFT JOIN purchases_category c ON c.id = p.category_id ORDER BY 1""",
    "purchases": """
        SELECT s.key, p.receipt, p.receipt_period, i.value, p.bought_at, p.amount_minor, p.discount_minor, p.channel, p.staff_name
        FROM purchases_purchase p JOIN shops_store s ON s.id = p.store_id
        LEFT JOIN (SELECT DISTINCT ON (customer_id) customer_id, value FROM people_identity
                   ORDER BY customer_id, kind, value) i ON i.customer_id = p.customer_id
        ORDER BY 1, 2, 3""",
    "lines": """
        SELECT p.receipt, l.fingerprint, l.occurrence, d.code, l.quantity, l.unit_price, l.amount_minor, l.serial
        FROM purchases_line l JOIN purchases_purchase p ON p.id = l.purchase_id
        LEFT JOIN purchases_product d ON d.id = l.product_id ORDER BY 1, 2, 3""",
    "returns": """
        SELECT r.receipt, r.receipt_period, i.value, r.returned_at, r.amount_minor, p.receipt, p.receipt_period
        FROM purchases_return r LEFT JOIN purchases_purchase p ON p.id = r.purchase_id
        LEFT JOIN (SELECT DISTINCT ON (customer_id) customer_id, value FROM people_identity
                   ORDER BY customer_id, kind, value) i ON i.customer_id = r.customer_id
        ORDER BY 1, 2""",
    "return lines": """
        SELECT r.receipt, l.fingerprint, l.occurrence, d.code, l.quantity, l.amount_minor
        FROM purchases_returnline l JOIN purchases_return r ON r.id = l.of_id
        LEFT JOIN purchases_product d ON d.id = l.product_id ORDER BY 1, 2, 3""",
    "adjustments": """
        SELECT receipt, fingerprint, occurrence, happened_at, quantity, amount_minor
        FROM purchases_adjustment ORDER BY 1, 2, 3""",
    "story": """
        SELECT kind, count(*) FROM events_event
        WHERE kind IN ('customer.added', 'purchase.recorded', 'purchase.returned')
        GROUP BY kind ORDER BY kind""",
}


def books() -> dict[str, list[tuple[object, ...]]]:
    """Every fact, in an order of its own."""
    with connection.cursor() as cursor:
        found: dict[str, list[tuple[object, ...]]] = {}
        for name, query in _FACTS.items():
            cursor.execute(query)
            found[name] = [tuple(map(_plain, row)) for row in cursor.fetchall()]
        return found


def _plain(cell: object) -> object:
    return tuple(cell) if isinstance(cell, list) else cell
