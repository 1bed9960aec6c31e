"""Surveys with their versions, who was asked, and what was answered."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quen.purchases.models import reference
from quen.surveys import improved_models, photo_models  # noqa: F401  # Django looks for the room's tables here
from quen.surveys.scales import QuestionKind


class Audience(models.TextChoices):
    CUSTOMERS = "customers", _("Customers")
    STAFF = "staff", _("Staff")


class Way(models.TextChoices):
    """How somebody came to be asked."""

    POSTER = "poster", _("QR poster")
    RECEIPT = "receipt", _("QR on the receipt")
    LINK = "link", _("Link given by staff")
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("SMS")
    ZALO = "zalo", _("Zalo")
    IN_APP = "in_app", _("Message on the member page")
    MEMBER_PAGE = "member_page", _("Member page")
    TABLET = "tablet", _("Tablet at the shop")


class RewardKind(models.TextChoices):
    NOTHING = "", _("Nothing")
    POINTS = "points", _("Points")
    VOUCHER = "voucher", _("Voucher")
    DRAW = "draw", _("Entry in a draw")


class Survey(models.Model):
    """A survey under its name for staff. What it asks is its newest version's; `kind` repeats its first question's.

    An anonymous survey never keeps whose an answer is, and so rewards nobody. The reward is for answering to the end:
    there is no setting by which it could depend on what was answered.
    """

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=6, choices=QuestionKind.choices)
    audience = models.CharField(max_length=9, choices=Audience.choices, default=Audience.CUSTOMERS)
    is_anonymous = models.BooleanField(default=False, db_default=False)
    is_of_product = models.BooleanField(
        default=False, db_default=False, help_text="each answer is about one product"
    )
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)
    closed_at = models.DateTimeField(null=True)
    reward = models.CharField(max_length=7, choices=RewardKind.choices, blank=True, db_default="")
    reward_points = models.PositiveIntegerField(null=True)
    reward_voucher = models.CharField(
        max_length=40, blank=True, db_default="", help_text="the key of its kind"
    )
    reward_draw = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reward="")
                | Q(is_anonymous=False)
                | Q(reward=RewardKind.VOUCHER, audience=Audience.CUSTOMERS),
                name="survey_without_names_gives_vouchers",
            ),
            models.UniqueConstraint(fields=["name"], condition=Q(closed_at=None), name="survey_name_once"),
            models.CheckConstraint(
                condition=Q(is_anonymous=True) | ~Q(audience=Audience.STAFF), name="survey_of_staff_is_anonymous"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class SurveyVersion(models.Model):
    """What a survey asked from one change to the next: `form` is read by form.py."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    form = models.JSONField()
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "number"], name="survey_version_once")]


class Invitation(models.Model):
    """Somebody is asked once: her link is signed with this row's number.

    `is_answered` says only that it was: an answer given without a name cannot be found from here.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="invitations")
    customer = reference("people.Customer", related_name="+")
    way = models.CharField(max_length=11, choices=Way.choices)
    purchase = reference("purchases.Purchase", null=True, related_name="+")
    product = reference("purchases.Product", null=True, related_name="+")
    store = reference("shops.Store", null=True, related_name="+")
    source_kind = models.CharField(
        max_length=20, blank=True, db_default="", help_text="what it is about: ticket"
    )
    source_id = models.BigIntegerField(null=True)
    key = models.CharField(max_length=120, unique=True)
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    asked_by = models.CharField(max_length=40)
    is_answered = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = [
            models.Index(fields=["customer", "-asked_at"], name="survey_asked_of_customer"),
            models.Index(fields=["survey", "-asked_at"], name="survey_asked"),
        ]


class Response(models.Model):
    """One answer, partial until `completed_at`. `score` is that of the first question; `words` all she wrote.

    `key` is unique: who taps twice answers once. `customer` None: without a name. `tier`, `staff_name` and `store`
    are as they were then. `product` is the one it is about, of a survey that asks of one. `themes` is what
    `words` speak of. `answers` holds each question's key with a number, the keys of choices, or a text.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="responses")
    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="responses")
    key = models.CharField(max_length=80, unique=True)
    customer = reference("people.Customer", null=True, related_name="+")
    way = models.CharField(max_length=11, choices=Way.choices)
    purchase = reference("purchases.Purchase", null=True, related_name="+")
    product = reference("purchases.Product", null=True, related_name="+")
    store = reference("shops.Store", null=True, related_name="+")
    staff_name = models.CharField(max_length=120, blank=True, db_default="")
    tier = models.CharField(max_length=40, blank=True, db_default="")
    score = models.SmallIntegerField(null=True)
    band = models.CharField(max_length=6, blank=True, db_default="")
    answers = models.JSONField(db_default={}, default=dict)
    words = models.TextField(blank=True, db_default="")
    themes = models.JSONField(
        db_default={}, default=dict, help_text="what the words are about: theme → -1, 0, 1"
    )
    themes_read_by = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="the version of the lexicon; 0: not yet"
    )
    language = models.CharField(max_length=2, db_default="vi")
    answered_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    reward = models.CharField(
        max_length=60, blank=True, db_default="", help_text="what was given for it: points:50"
    )
    rewarded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["survey", "customer", "-rewarded_at"],
                name="survey_rewards",
                condition=Q(rewarded_at__isnull=False),
            ),
            models.Index(fields=["themes_read_by"], name="survey_words_read", condition=~Q(words="")),
            models.Index(fields=["survey", "-answered_at", "-id"], name="survey_answers"),
            models.Index(fields=["-answered_at", "-id"], name="survey_answers_newest"),
            models.Index(
                fields=["customer", "-answered_at"], name="survey_answers_of_customer", condition=~Q(customer=None)
            ),
        ]  # fmt: skip


class Occasion(models.TextChoices):
    """When a rule asks."""

    PURCHASE = "purchase", _("After a purchase, by a message")
    RECEIPT = "receipt", _("On the till's receipt, by a QR code")
    MEMBER_PAGE = "member", _("On the member page")
    PANEL = "panel", _("Regularly, by a message")
    TICKET = "ticket", _("After a ticket is settled, by a message")


class AskingRule(models.Model):
    """When whom is asked. `template` is the message that carries the link, for the occasions that send one.

    `sample_percent` is drawn by a stable hash, of purchases or of customers. Nobody is asked anything again within
    `rest_days` of having been asked.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="rules")
    occasion = models.CharField(max_length=8, choices=Occasion.choices)
    way = models.CharField(max_length=11, choices=Way.choices, blank=True, db_default="")
    template = models.BigIntegerField(null=True)
    store = reference("shops.Store", null=True, related_name="+")
    delay_hours = models.PositiveSmallIntegerField(default=3)
    sample_percent = models.PositiveSmallIntegerField(default=100)
    rest_days = models.PositiveSmallIntegerField(default=90)
    every_days = models.PositiveSmallIntegerField(null=True, help_text="of a panel: how often each is asked")
    is_on = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sample_percent__gte=1, sample_percent__lte=100), name="asking_samples_a_share"
            ),
            models.CheckConstraint(
                condition=~Q(occasion=Occasion.PANEL) | Q(every_days__gte=1), name="asking_panel_has_a_rhythm"
            ),
            models.CheckConstraint(
                condition=~Q(occasion__in=[Occasion.PURCHASE, Occasion.PANEL, Occasion.TICKET])
                | Q(template__isnull=False),
                name="asking_by_message_has_a_text",
            ),
        ]


class DueAsk(models.Model):
    """Somebody to be asked by a rule once `due_at` has come; gone as soon as she was, or was not to be."""

    rule = models.ForeignKey(AskingRule, on_delete=models.CASCADE, related_name="due")
    customer = reference("people.Customer", related_name="+")
    purchase = reference("purchases.Purchase", null=True, related_name="+")
    ticket = models.BigIntegerField(null=True, help_text="the settled ticket it is about")
    key = models.CharField(max_length=80, unique=True)
    due_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="survey_due")]
