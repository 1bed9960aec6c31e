"""Surveys with their versions, who was asked, and what was answered."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quen.purchases.models import reference
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


class Survey(models.Model):
    """A survey under its name for staff. What it asks is its newest version's; `kind` repeats its first question's.

    An anonymous survey never keeps whose an answer is.
    """

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=6, choices=QuestionKind.choices)
    audience = models.CharField(max_length=9, choices=Audience.choices, default=Audience.CUSTOMERS)
    is_anonymous = models.BooleanField(default=False, db_default=False)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
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
    are as they were then. `answers` holds each question's key with a number, the keys of choices, or a text.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="responses")
    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="responses")
    key = models.CharField(max_length=80, unique=True)
    customer = reference("people.Customer", null=True, related_name="+")
    way = models.CharField(max_length=11, choices=Way.choices)
    purchase = reference("purchases.Purchase", null=True, related_name="+")
    store = reference("shops.Store", null=True, related_name="+")
    staff_name = models.CharField(max_length=120, blank=True, db_default="")
    tier = models.CharField(max_length=40, blank=True, db_default="")
    score = models.SmallIntegerField(null=True)
    band = models.CharField(max_length=6, blank=True, db_default="")
    answers = models.JSONField(db_default={}, default=dict)
    words = models.TextField(blank=True, db_default="")
    language = models.CharField(max_length=2, db_default="vi")
    answered_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["survey", "-answered_at", "-id"], name="survey_answers"),
            models.Index(fields=["-answered_at", "-id"], name="survey_answers_newest"),
            models.Index(
                fields=["customer", "-answered_at"], name="survey_answers_of_customer", condition=~Q(customer=None)
            ),
        ]  # fmt: skip
