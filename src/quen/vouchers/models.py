"""Kinds of vouchers, their codes, who used which where, and what tills hold for times without a line.

The hot tables refer to each other without foreign-key triggers (docs/decisions/0004).
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quen.purchases.models import reference
from quen.vouchers.terms import Terms


class VoucherKind(models.Model):
    """A kind of voucher, its terms as data (`terms.py`), and its public code where it has one.

    `key` is what programmes and other systems call it. Terms change only while nothing was issued or used.
    """

    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    terms = models.JSONField(help_text="a Terms, as JSON")
    code = models.CharField(max_length=20, null=True, unique=True, help_text="the public code, bare")
    is_of_programme = models.BooleanField(default=False, help_text="made for a version of the programme")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)
    stopped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    def said(self) -> Terms:
        """The terms."""
        return Terms.model_validate(self.terms, strict=False)


class Batch(models.Model):
    """Single codes made at once."""

    kind = reference("vouchers.VoucherKind", related_name="batches")
    name = models.CharField(max_length=120, blank=True)
    codes = models.PositiveIntegerField()
    valid_until = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)
    voided_at = models.DateTimeField(null=True)
    voided = models.PositiveIntegerField(null=True, help_text="how many were not used yet")

    class Meta:
        indexes = [models.Index(fields=["kind"], name="batch_of_kind")]


class State(models.TextChoices):
    READY = "ready", _("Can be used")
    USED = "used", _("Used")
    VOID = "void", _("Void")
    EXPIRED = "expired", _("Expired")


class Voucher(models.Model):
    """One single code, used once. `customer` is whom it was issued to; `purchase` the one that brought it.

    `valid_until` is the last day it counts, by the shop's clock.
    """

    kind = reference("vouchers.VoucherKind", related_name="+")
    batch = reference("vouchers.Batch", null=True, related_name="+")
    code = models.CharField(max_length=12, unique=True)
    state = models.CharField(max_length=7, choices=State.choices, db_default=State.READY)
    customer = reference("people.Customer", null=True, related_name="+")
    purchase = reference("purchases.Purchase", null=True, related_name="+")
    source = models.CharField(max_length=60, blank=True, db_default="")
    issued_at = models.DateTimeField()
    valid_until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=120, null=True, unique=True, help_text="of the request that issued it")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="voucher_state_is_known")
        ]
        indexes = [
            models.Index(
                fields=["customer", "-id"], name="voucher_of_customer", condition=Q(customer__isnull=False)
            ),
            models.Index(
                fields=["purchase"], name="voucher_of_purchase", condition=Q(purchase__isnull=False)
            ),
            models.Index(
                fields=["valid_until"],
                name="voucher_due",
                condition=Q(state="ready", valid_until__isnull=False),
            ),
            models.Index(fields=["batch"], name="voucher_of_batch", condition=Q(batch__isnull=False)),
            models.Index(fields=["kind", "-id"], name="voucher_of_kind"),
        ]


class Use(models.Model):
    """A voucher used on a sale: which code, by whom, where, and what it took off each line.

    A return gives it back; of one voucher at most one use stands, which the database sees to for all stores at once.
    """

    kind = reference("vouchers.VoucherKind", related_name="+")
    voucher = reference("vouchers.Voucher", null=True, related_name="uses")
    lease = reference("vouchers.Lease", null=True, related_name="+")
    code = models.CharField(max_length=20)
    customer = reference("people.Customer", null=True, related_name="+")
    store = reference("shops.Store", related_name="+")
    purchase = reference("purchases.Purchase", null=True, related_name="+")
    used_at = models.DateTimeField()
    used_on = models.DateField(help_text="the shop's day, for limits a day")
    discount_minor = models.BigIntegerField()
    line_discounts = models.JSONField()
    key = models.CharField(max_length=160, unique=True)
    digest = models.CharField(max_length=64)
    used_by = models.CharField(max_length=40)
    given_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["voucher"],
                name="voucher_used_once",
                condition=Q(voucher__isnull=False, given_back_at__isnull=True),
            ),
            models.CheckConstraint(condition=Q(discount_minor__gte=0), name="use_takes_nothing_on_top"),
        ]
        indexes = [
            models.Index(fields=["kind", "-id"], name="use_of_kind"),
            models.Index(fields=["purchase"], name="use_of_purchase", condition=Q(purchase__isnull=False)),
            models.Index(
                fields=["customer", "-id"], name="use_of_customer", condition=Q(customer__isnull=False)
            ),
        ]


class Quota(models.Model):
    """How much of one limit of a kind is used up. `of` is ``all``, ``day:2026-11-22`` or ``customer:17``."""

    kind = reference("vouchers.VoucherKind", related_name="+")
    of = models.CharField(max_length=40)
    used = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "of"], name="quota_once")]


class Lease(models.Model):
    """Uses a till holds to take vouchers while the line is down: of a single code, or so many of a public one.

    They count against the kind's limits at once. Until `merge_until` sales made before `expires_at` may still be told;
    what is left is then free again. `device` is the till's own number of itself, which nobody else knows; another till
    that wants the voucher sets `recalled_at`, and this one gives it back when it next speaks.
    """

    kind = reference("vouchers.VoucherKind", related_name="+")
    voucher = reference("vouchers.Voucher", null=True, related_name="+")
    store = reference("shops.Store", related_name="+")
    till = models.CharField(max_length=60)
    device = models.CharField(max_length=40, blank=True, db_default="")
    uses = models.PositiveIntegerField()
    used = models.PositiveIntegerField(db_default=0)
    leased_at = models.DateTimeField()
    leased_on = models.DateField()
    expires_at = models.DateTimeField()
    merge_until = models.DateTimeField()
    recalled_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=120, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(used__lte=F("uses")), name="lease_gives_what_it_holds"),
            models.UniqueConstraint(
                fields=["voucher"],
                name="voucher_leased_once",
                condition=Q(voucher__isnull=False, ended_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["merge_until"], name="lease_due", condition=Q(ended_at__isnull=True)),
            models.Index(fields=["device"], name="lease_of_device", condition=Q(ended_at__isnull=True)),
        ]
