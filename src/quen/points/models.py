"""The ledger's tables: accounts, lots, transfers with their entries, reservations, and what a purchase gave.

Like the facts they belong to, they refer to each other without foreign-key triggers (docs/decisions/0004);
`quen check ledger` proves every reference and every sum.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quen.points import terms  # noqa: F401  # the room's other tables: Django looks for them here
from quen.purchases.models import reference


class Book(models.TextChoices):
    """The chart of accounts. Liability and reserved are kept per account and lot, the others as a whole."""

    LIABILITY = "liability", _("Points members hold")
    RESERVED = "reserved", _("Points held for a redemption")
    EXPENSE = "expense", _("Points given")
    REDEEMED = "redeemed", _("Points spent")
    EXPIRED = "expired", _("Points expired")
    ADJUSTED = "adjusted", _("Corrections")
    PARTNER = "partner", _("Partners")
    OPENING = "opening", _("Opening balances")


PER_ACCOUNT = (Book.LIABILITY, Book.RESERVED)


class Account(models.Model):
    """The points of one member, or of a household that pools them: the cached sums of her lots.

    `balance` is what is not reserved (pending points too, below zero where she owes), `reserved` the rest. `turn` goes
    up with every transfer: writers lock the row, or write only on the turn they read.
    """

    customer = reference("people.Customer", null=True, related_name="+")
    household = reference("people.Household", null=True, related_name="+")
    balance = models.BigIntegerField(db_default=0)
    reserved = models.BigIntegerField(db_default=0)
    turn = models.BigIntegerField(db_default=0)
    pooled_percent = models.PositiveSmallIntegerField(
        db_default=0, help_text="of what she earns, so much goes into her household's points"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pooled_percent__lte=100), name="account_pools_at_most_all"),
            models.CheckConstraint(
                condition=Q(customer__isnull=True) ^ Q(household__isnull=True), name="account_has_one_owner"
            ),
            models.CheckConstraint(condition=Q(reserved__gte=0), name="account_reserves_no_debt"),
            models.UniqueConstraint(fields=["customer"], name="account_of_customer"),
            models.UniqueConstraint(fields=["household"], name="account_of_household"),
        ]


class TransferKind(models.TextChoices):
    EARN = "earn", _("Points earned")
    REDEEM = "redeem", _("Points spent")
    RESERVE = "reserve", _("Points held")
    CONFIRM = "confirm", _("Held points spent")
    RELEASE = "release", _("Held points freed")
    EXPIRE = "expire", _("Points expired")
    TAKE_BACK = "take_back", _("Points taken back with a return")
    RESTORE = "restore", _("Spent points given back with a return")
    REVERSE = "reverse", _("Undone")
    ADJUST = "adjust", _("Correction")
    GIFT = "gift", _("Given to another member")
    POOL = "pool", _("Into the household's points")
    PARTNER_IN = "partner_in", _("Points from a partner")
    PARTNER_OUT = "partner_out", _("Points to a partner")
    OPENING = "opening", _("Brought from another system")
    MOVE = "move", _("Moved with a merge")
    REPAY = "repay", _("Owed points made good")


class Transfer(models.Model):
    """One movement of points: its entries sum to zero. Never changed; `reverses` undoes another one."""

    kind = models.CharField(max_length=11, choices=TransferKind.choices)
    key = models.CharField(max_length=120, unique=True, help_text="of the request: the same key posts once")
    digest = models.CharField(
        max_length=64, help_text="of the request's input: the same key with another is refused"
    )
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    purchase = reference("purchases.Purchase", null=True, related_name="+")
    version = models.PositiveIntegerField(null=True, help_text="of the programme that gave it")
    reverses = reference("points.Transfer", null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True, db_default="")
    by = models.CharField(max_length=40)
    approved_by = models.CharField(max_length=40, blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reverses"], name="transfer_undone_once", condition=Q(kind=TransferKind.REVERSE)
            )
        ]
        indexes = [
            models.Index(
                fields=["purchase"], name="transfer_of_purchase", condition=Q(purchase__isnull=False)
            ),
            models.Index(fields=["happened_at"], name="transfer_by_time"),
        ]


class Lot(models.Model):
    """Points given at once, with their own dates. A debt is a lot below zero.

    `remaining` and `reserved` are the cached sums of its entries in the two books. `expires_at` None: never.
    `origin` is the lot of another account it was moved out of (a gift, a pool, a merge), with the same dates.
    """

    account = reference("points.Account", related_name="lots")
    points = models.BigIntegerField()
    remaining = models.BigIntegerField()
    reserved = models.BigIntegerField(db_default=0)
    earned_at = models.DateTimeField()
    pending_until = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    purchase = reference("purchases.Purchase", null=True, related_name="+")
    version = models.PositiveIntegerField(null=True)
    origin = reference("points.Lot", null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    points__gt=0,
                    remaining__gte=0,
                    reserved__gte=0,
                    points__gte=F("remaining") + F("reserved"),
                )
                | Q(points__lt=0, remaining__lte=0, reserved=0, remaining__gte=F("points")),
                name="lot_holds_what_it_was_given",
            )
        ]
        indexes = [
            models.Index(
                fields=["account", "expires_at"],
                name="lot_alive",
                condition=~Q(remaining=0) | Q(reserved__gt=0),
            ),
            models.Index(
                fields=["expires_at"], name="lot_due", condition=Q(remaining__gt=0, expires_at__isnull=False)
            ),
            models.Index(fields=["purchase"], name="lot_of_purchase", condition=Q(purchase__isnull=False)),
        ]


class Entry(models.Model):
    """One side of a transfer. In liability and reserved it names account and lot: a burn says which lots it took."""

    transfer = reference("points.Transfer", related_name="entries")
    book = models.CharField(max_length=9, choices=Book.choices)
    account = reference("points.Account", null=True, related_name="+")
    lot = reference("points.Lot", null=True, related_name="+")
    points = models.BigIntegerField(help_text="above zero: into the book")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(book__in=PER_ACCOUNT, account__isnull=False, lot__isnull=False)
                | (~Q(book__in=PER_ACCOUNT) & Q(account__isnull=True, lot__isnull=True)),
                name="entry_names_its_lot",
            ),
            models.CheckConstraint(condition=~Q(points=0), name="entry_moves_something"),
        ]
        indexes = [
            models.Index(fields=["transfer"], name="entry_of_transfer"),
            models.Index(
                fields=["account", "-id"], name="entry_of_account", condition=Q(account__isnull=False)
            ),
        ]


class Hold(models.TextChoices):
    HELD = "held", _("Held")
    CONFIRMED = "confirmed", _("Spent")
    RELEASED = "released", _("Freed")
    TIMED_OUT = "timed_out", _("Freed after the time ran out")


class Reservation(models.Model):
    """Points held for a redemption that is under way, until it is confirmed, released, or `expires_at` has passed."""

    account = reference("points.Account", related_name="+")
    transfer = reference("points.Transfer", related_name="+")
    points = models.BigIntegerField()
    state = models.CharField(max_length=9, choices=Hold.choices, default=Hold.HELD)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    purpose = models.CharField(max_length=200, blank=True, db_default="")

    class Meta:
        indexes = [
            models.Index(fields=["expires_at"], name="reservation_due", condition=Q(state=Hold.HELD)),
            models.Index(fields=["account"], name="reservation_of_account"),
        ]


class Accrual(models.Model):
    """What the programme gave for one purchase, kept so that a return takes back exactly that.

    `judged` is the `Outcome` without its explanations (see flows/ring_up); it changes only in how much of each line
    has come back.
    """

    purchase = models.OneToOneField(
        "purchases.Purchase",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        primary_key=True,
        related_name="+",
    )
    customer = reference("people.Customer", related_name="+")
    version = models.PositiveIntegerField()
    points = models.BigIntegerField()
    judged = models.JSONField()
