"""Forget every fact, so that the same story can be told again."""

from django.db import connection


def empty() -> None:
    """Empty the tables an import writes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # inside one transaction: settle what is still to be checked
        cursor.execute(
            "TRUNCATE purchases_purchase, purchases_line, purchases_return, purchases_returnline, purchases_adjustment,"
            " purchases_product, purchases_category, people_customer, people_identity, events_event, shops_store,"
            " shops_business, flows_salesimport CASCADE"
        )
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
