"""Products, purchases, lines, returns.

The hot facts (purchases, lines, returns) refer to each other without foreign-key triggers: at ten million
lines each trigger costs more than the row. `quen check facts` proves every reference instead
(docs/decisions/0004).
"""

from typing import Any

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Upper


def reference(to: str, **options: Any) -> "models.ForeignKey[Any, Any]":
    """A reference without a database trigger, and without an index unless the table names one."""
    return models.ForeignKey(to, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, **options)


class Category(models.Model):
    """A group of products, as the till names it."""

    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, unique=True, help_text="search_key(name)")

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """A thing sold; `code` is the till's own, or the search key of its name where the till has none."""

    code = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=300, blank=True, db_default="")
    named_at = models.DateTimeField(null=True, help_text="of the sale the name was taken from")
    category = models.ForeignKey(Category, on_delete=models.SET_NULL, null=True, related_name="products")
    grouped_at = models.DateTimeField(null=True, help_text="of the sale the category was taken from")
    warranty_months = models.PositiveSmallIntegerField(null=True)

    def __str__(self) -> str:
        return self.name or self.code


class Purchase(models.Model):
    """One receipt. Worth nothing or not, a visit is a visit.

    `receipt` is the till's number as printed; where a file has none it is `~` and the row's fingerprint and occurrence,
    so that the same row read twice is the same purchase. Where the store's numbers start again, `receipt_period` is the
    day, month or year (``2026-11-25``, ``2026-11``, ``2026``) the number belongs to, by the shop's clock. `customer` is
    the one it was recorded for (None: an anonymous sale); read it through `Customer.root`.
    """

    store = reference("shops.Store", related_name="+")
    receipt = models.CharField(max_length=200)
    receipt_period = models.CharField(max_length=10, blank=True, db_default="")
    customer = reference("people.Customer", null=True, related_name="+")
    bought_at = models.DateTimeField()
    amount_minor = models.BigIntegerField()
    discount_minor = models.BigIntegerField(db_default=0)
    channel = models.CharField(max_length=60, blank=True, db_default="")
    staff_name = models.CharField(max_length=120, blank=True, db_default="")
    source = models.BigIntegerField(null=True, help_text="the import that brought it")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "receipt", "receipt_period"], name="receipt_once_per_store_and_period"
            )
        ]
        indexes = [
            models.Index(
                fields=["customer", "bought_at"],
                name="purchase_of_customer",
                condition=Q(customer__isnull=False),
            ),
            models.Index(fields=["bought_at"], name="purchase_by_time"),
        ]


class Line(models.Model):
    """One line of a purchase. `fingerprint` and `occurrence` tell repeated lines from lines read twice."""

    purchase = reference("purchases.Purchase", related_name="lines")
    fingerprint = models.BigIntegerField()
    occurrence = models.IntegerField(db_default=1)
    product = reference("purchases.Product", null=True, related_name="+")
    quantity = models.DecimalField(max_digits=18, decimal_places=3)
    unit_price = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    discount_minor = models.BigIntegerField(db_default=0)
    amount_minor = models.BigIntegerField()
    serial = models.CharField(max_length=120, blank=True, db_default="")
    warranty_months = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["purchase", "fingerprint", "occurrence"], name="line_once_per_purchase"
            )
        ]
        indexes = [
            models.Index(Upper("serial"), name="line_by_serial", condition=~Q(serial="")),
            models.Index(
                fields=["warranty_months"], name="line_by_months", condition=Q(warranty_months__isnull=False)
            ),
        ]


class Return(models.Model):
    """Goods brought back, or a receipt cancelled. `amount_minor` is what was given back, positive."""

    store = reference("shops.Store", related_name="+")
    receipt = models.CharField(max_length=200)
    receipt_period = models.CharField(max_length=10, blank=True, db_default="")
    customer = reference("people.Customer", null=True, related_name="+")
    returned_at = models.DateTimeField()
    amount_minor = models.BigIntegerField()
    purchase = reference("purchases.Purchase", null=True, related_name="returns")
    source = models.BigIntegerField(null=True, help_text="the import that brought it")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "receipt", "receipt_period"], name="return_once_per_store_and_period"
            )
        ]
        indexes = [
            models.Index(
                fields=["customer", "returned_at"],
                name="return_of_customer",
                condition=Q(customer__isnull=False),
            ),
            models.Index(fields=["purchase"], name="return_of_purchase", condition=Q(purchase__isnull=False)),
            models.Index(fields=["returned_at"], name="return_by_time"),
            models.Index(
                F("store"),
                Func(F("receipt"), Value("^[^0-9]+"), Value(""), function="regexp_replace"),
                name="nobodys_return_by_number",
                condition=Q(customer__isnull=True),
            ),
        ]


class ReturnLine(models.Model):
    """One line of a return; quantity and amount positive."""

    of = reference("purchases.Return", related_name="lines")
    fingerprint = models.BigIntegerField()
    occurrence = models.IntegerField(db_default=1)
    product = reference("purchases.Product", null=True, related_name="+")
    quantity = models.DecimalField(max_digits=18, decimal_places=3)
    amount_minor = models.BigIntegerField()
    serial = models.CharField(max_length=120, blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of", "fingerprint", "occurrence"], name="return_line_once_per_return"
            )
        ]
        indexes = [models.Index(Upper("serial"), name="return_line_by_serial", condition=~Q(serial=""))]


class Adjustment(models.Model):
    """A bookkeeping row of a file (write-off, stock correction, bad debt): kept, counted, never a purchase."""

    store = reference("shops.Store", related_name="+")
    receipt = models.CharField(max_length=200, blank=True)
    fingerprint = models.BigIntegerField()
    occurrence = models.IntegerField(db_default=1)
    happened_at = models.DateTimeField()
    product = reference("purchases.Product", null=True, related_name="+")
    quantity = models.DecimalField(max_digits=18, decimal_places=3)
    amount_minor = models.BigIntegerField()
    source = models.BigIntegerField(null=True, help_text="the import that brought it")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "fingerprint", "occurrence"], name="adjustment_once")
        ]
