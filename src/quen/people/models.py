"""Customers and what is known of them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import NullIf
from django.utils.translation import gettext_lazy as _


class CustomerKind(models.TextChoices):
    PERSON = "person", _("Person")
    COMPANY = "company", _("Company")


class CustomerPart(models.TextChoices):
    """Whose wish, whose money, whose use: the field's three parts of a customer."""

    BUYER = "buyer", _("Buyer")
    USER = "user", _("User")
    BENEFICIARY = "beneficiary", _("Beneficiary")


class Gender(models.TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", _("Other")


class IncomeBand(models.TextChoices):
    LOW = "low", _("Under 10 million a month")
    MIDDLE = "middle", _("10 to 25 million a month")
    UPPER = "upper", _("25 to 50 million a month")
    HIGH = "high", _("Over 50 million a month")


def _alone(**facts: object) -> Q:
    """The facts of a customer who stands for herself."""
    return Q(**facts, root__isnull=True)


class Household(models.Model):
    """Customers who live and buy together."""

    name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)


class Customer(models.Model):
    """A person or a company.

    `root` is the customer this one now counts as, None while it stands for itself: facts keep pointing at the customer
    they were recorded for and are read through `root`, so that a merge can be undone without loss.
    """

    root = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="merged", null=True, db_index=False
    )
    kind = models.CharField(max_length=7, choices=CustomerKind.choices, default=CustomerKind.PERSON)
    part = models.CharField(max_length=11, choices=CustomerPart.choices, default=CustomerPart.BUYER)
    name = models.CharField(max_length=200, blank=True, db_default="")
    named_at = models.DateTimeField(
        null=True, editable=False, help_text="of the sale the name was taken from; NULL where staff gave it"
    )
    gender = models.CharField(max_length=6, choices=Gender.choices, blank=True, db_default="")
    birth_date = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=2, blank=True, db_default="")
    income_band = models.CharField(max_length=6, choices=IncomeBand.choices, blank=True, db_default="")
    area = models.CharField(max_length=120, blank=True, db_default="")
    address = models.CharField(max_length=300, blank=True, db_default="")
    interests = ArrayField(models.CharField(max_length=60), default=list, blank=True, db_default=[])
    source = models.CharField(
        max_length=60, blank=True, db_default="", help_text=_("Where the lead came from")
    )
    is_internal = models.BooleanField(
        default=False, db_default=False, help_text=_("Staff and other insiders")
    )
    household = models.ForeignKey(
        Household, on_delete=models.SET_NULL, null=True, blank=True, related_name="customers"
    )
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True, db_default=[])
    search = SearchVectorField(null=True, editable=False, help_text="filled by search.py")
    name_key = models.GeneratedField(
        expression=Func(F("name"), function="quen_search_key"),
        output_field=models.TextField(),
        db_persist=True,
        help_text="search_key(name), for order and duplicates",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            GinIndex(fields=["search"], name="customer_search", fastupdate=False),
            GinIndex(fields=["tags"], name="customer_tags", fastupdate=False),
            models.Index(fields=["root"], name="customer_root", condition=Q(root__isnull=False)),
            # The orders and rarer filters of the customer list.
            models.Index(
                NullIf("name_key", Value("")), "id", name="customer_by_name", condition=Q(root__isnull=True)
            ),
            # Not partial: the planner takes an expression's statistics from the whole index only.
            models.Index(Func(F("area"), function="quen_search_key"), name="customer_by_area"),
            # These hold all that is asked, so that nobody's row is read to count or to skip her.
            models.Index(
                fields=["birth_date", "gender", "id"],
                name="customer_by_birth",
                condition=_alone(birth_date__isnull=False),
            ),
            models.Index(fields=["id"], name="customer_company", condition=_alone(kind=CustomerKind.COMPANY)),
            models.Index(fields=["id"], name="customer_other_gender", condition=_alone(gender=Gender.OTHER)),
            models.Index(fields=["id"], name="customer_internal", condition=_alone(is_internal=True)),
        ]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"


class Contact(models.Model):
    """A person speaks for a company, in a part she has there; she may speak for several. Read through `root`, both."""

    company = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="contacts")
    person = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="speaks_for")
    part = models.CharField(max_length=11, choices=CustomerPart.choices, default=CustomerPart.BUYER)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["company", "person"], name="contact_once")]


class IdentityKind(models.TextChoices):
    """How a customer is recognised, the strongest first."""

    CODE = "code", _("Customer code")
    CARD = "card", _("Card")
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")


class Identity(models.Model):
    """One way to recognise one customer. `value` is normalised: E.164, lower-case e-mail, code as written."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=5, choices=IdentityKind.choices)
    value = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "value"], name="identity_names_one_customer")]


class Purpose(models.TextChoices):
    MARKETING = "marketing", _("Offers and news")
    PROFILING = "profiling", _("Personal recommendations")


class ConsentChannel(models.TextChoices):
    ALL = "all", _("Any channel")
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("SMS")
    ZALO = "zalo", _("Zalo")
    CALL = "call", _("Telephone")


class Consent(models.Model):
    """A yes or a no, with its proof. Append only: the newest row per purpose and channel is in force."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=9, choices=Purpose.choices)
    channel = models.CharField(max_length=5, choices=ConsentChannel.choices, default=ConsentChannel.ALL)
    is_given = models.BooleanField()
    given_at = models.DateTimeField()
    proof = models.CharField(max_length=300, help_text=_("Where and how it was said"))
    recorded_by = models.CharField(max_length=40)

    class Meta:
        indexes = [
            models.Index(fields=["customer", "purpose", "channel", "-given_at"], name="consent_in_force")
        ]


class Note(models.Model):
    """What staff want colleagues to know about a customer."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(max_length=5000)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=40)
    deleted_at = models.DateTimeField(
        null=True, editable=False, help_text="kept, so that it can be brought back"
    )


class Merge(models.Model):
    """Staff's word that `customer` and `into` are one. `Customer.root` follows from the merges not undone."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="merges")
    into = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    merged_at = models.DateTimeField()
    merged_by = models.CharField(max_length=40)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=Q(undone_at__isnull=True), name="merged_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(customer=F("into")), name="merge_needs_two"),
        ]


class NotDuplicate(models.Model):
    """Two customers staff looked at and found to be two people; they are not proposed again."""

    first = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="not_duplicate_said_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="not_duplicate_smaller_first"),
        ]


class LikenessReason(models.TextChoices):
    """Why two customers may be one."""

    CODE_IS_PHONE = "code_is_phone", _("The code of one is the phone number of the other")
    SAME_NAME_AND_BIRTH_DATE = "name_birth", _("Same name and birth date")
    SAME_NAME_AND_MAILBOX = "name_mailbox", _("Same name, and e-mail addresses that differ only after the @")
    SAME_NAME_PHONE_ALIKE = "name_phone", _("Same name, and phone numbers that differ in one digit")
    SAME_NAME_AND_AREA = "name_area", _("Same area too")
    SAME_WORDS_AND_BIRTH_DATE = "words_birth", _("Same name in another order, and same birth date")
    SAME_NAME_AND_HOUSEHOLD = "name_household", _("Same name and household")
    SHORT_NAME_AND_BIRTH_DATE = "short_birth", _("Same name but for the middle name, and same birth date")


class LikelyDuplicate(models.Model):
    """Two customers who may be one, for staff to decide. Written by duplicates.py, the smaller number first."""

    first = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField(help_text="0 to 100")
    reasons = ArrayField(models.CharField(max_length=14, choices=LikenessReason.choices))
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="likely_duplicate_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="likely_duplicate_smaller_first"),
        ]
        indexes = [models.Index(fields=["-score", "id"], name="likely_duplicate_by_score")]


class SavedView(models.Model):
    """A list of customers someone wants to see again: its filters and order, under a name."""

    staff = models.ForeignKey("shops.Staff", on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000)
    is_shared = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "name"], name="saved_view_name_once")]


class SegmentMembership(models.Model):
    """Who is in which segment, by the segment's key, since when. Written by `segments/` alone, read at the till.

    Only customers who stand for themselves are in segments.
    """

    pk = models.CompositePrimaryKey("customer", "segment")
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="segments", db_constraint=False, db_index=False
    )
    segment = models.CharField(max_length=40, db_collation="C")
    entered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["segment", "customer"], name="members_of_segment")]
