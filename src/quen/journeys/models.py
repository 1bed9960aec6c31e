"""Journeys with their versions, who is where in them, and what each step did.

Enrolments and passages refer to customers without foreign-key triggers: they are written by the million
(docs/decisions/0004).
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quen.purchases.models import reference


class Journey(models.Model):
    """A journey under a stable key. `version` is its newest one's number; `is_on`: customers may enter.

    `dated_on`: the last day whose birthdays, forecasts … have entered. `paced_until`: when the next one may begin, were
    everybody who came to begin at the pace the plan allows.
    """

    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    is_on = models.BooleanField(default=False, db_default=False)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    switched_at = models.DateTimeField(null=True)
    dated_on = models.DateField(null=True)
    paced_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class JourneyVersion(models.Model):
    """What a journey says from one change to the next. Customers finish on the version they entered with.

    `texts`: path of a message → numbers of its texts, those written here as versions of templates, those of Outreach as
    templates; filled when it is first switched on.
    """

    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    values = models.JSONField()
    texts = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["journey", "number"], name="journey_version_numbered_once")
        ]


class JourneyDraft(models.Model):
    """What a journey is to say next while somebody changes it in the form; gone once it is saved as a version.

    `edits` counts the changes, so that nobody changes what another has changed under her hands.
    """

    journey = models.OneToOneField(Journey, on_delete=models.CASCADE, primary_key=True, related_name="draft")
    based_on = models.PositiveIntegerField()
    values = models.JSONField()
    edits = models.PositiveIntegerField()
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=40)


class KeptProof(models.Model):
    """What a journey brought, as it was last worked out. `proof`: JSON; empty where there was nothing to compare."""

    journey = models.OneToOneField(
        Journey, on_delete=models.CASCADE, primary_key=True, related_name="kept_proof"
    )
    proof = models.TextField(blank=True)
    made_at = models.DateTimeField()


class Expected(models.Model):
    """Before a version starts: how many customers a year would bring it (None: too long to work out), how many of them
    buy anyway (`rate`, 0 to 1) within its days, and the smallest rise of that share its holdout could show; None where
    no rise could be seen.
    """

    journey = models.OneToOneField(
        Journey, on_delete=models.CASCADE, primary_key=True, related_name="expected"
    )
    version = models.PositiveIntegerField()
    customers = models.PositiveBigIntegerField(null=True)
    rate = models.FloatField()
    smallest_lift = models.FloatField(null=True)
    made_at = models.DateTimeField()


class Arm(models.TextChoices):
    TREATED = "treated", _("In the journey")
    CONTROL = "control", _("Held out of this journey")
    GLOBAL = "global", _("Held out of all offers")


class State(models.TextChoices):
    ACTIVE = "active", _("On her way")
    STUCK = "stuck", _("Stuck")
    LEFT = "left", _("Has left")


class Reason(models.TextChoices):
    """Why a customer left."""

    END = "end", _("Came to the end")
    EXIT = "exit", _("Came to an exit")
    GOAL = "goal", _("Reached the goal")
    MERGED = "merged", _("Is in it as another record of hers already")
    EMPTIED = "emptied", _("The journey was emptied")


INSIDE = (State.ACTIVE, State.STUCK)


class Enrolment(models.Model):
    """One customer in one journey. `step` is where she is, `due_at` when she is next taken further.

    `began_at`: since when the step waits; None where it was not come to yet. `waits_for`: the kind of event that ends
    the waiting sooner. `occasion` is what began it (``event:81``, ``birthday:2026``): nothing begins twice. Who is held
    out goes the same way without anything being done, so that both can be held against each other.
    """

    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="enrolments")
    version = models.PositiveIntegerField()
    customer = reference("people.Customer", related_name="+")
    arm = models.CharField(max_length=7, choices=Arm.choices, default=Arm.TREATED)
    state = models.CharField(max_length=6, choices=State.choices, default=State.ACTIVE)
    occasion = models.CharField(max_length=80)
    facts = models.JSONField(db_default={})
    step = models.CharField(max_length=60)
    due_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    waits_for = models.CharField(max_length=40, blank=True, db_default="")
    entered_at = models.DateTimeField()
    goal_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=7, choices=Reason.choices, blank=True, db_default="")
    words = models.CharField(max_length=120, blank=True, db_default="")
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    trouble = models.CharField(max_length=300, blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["journey", "customer"], condition=Q(state__in=INSIDE), name="inside_a_journey_once"
            ),
            models.UniqueConstraint(
                fields=["journey", "customer", "occasion"], name="entered_once_for_an_occasion"
            ),
            models.CheckConstraint(
                condition=Q(state__in=INSIDE, left_at__isnull=True)
                | Q(state=State.LEFT, left_at__isnull=False),
                name="left_a_journey_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="enrolment_due", condition=Q(state=State.ACTIVE)),
            models.Index(fields=["customer", "-id"], name="enrolment_of_customer"),
            models.Index(
                fields=["journey", "version", "step"], name="enrolment_at_step", condition=Q(state__in=INSIDE)
            ),
            models.Index(
                fields=["waits_for", "customer"],
                name="enrolment_waits_for",
                condition=Q(state=State.ACTIVE) & ~Q(waits_for=""),
            ),
            models.Index(fields=["journey", "entered_at"], name="enrolment_by_entering"),
        ]


class Passage(models.Model):
    """A step was done for a customer: written with what it did, in one transaction, and so at most once.

    `outcome`: ``yes``, ``no``, ``way2``, the state in which the message was put down …; `subject`: the message,
    voucher, task.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="passages")
    journey = models.BigIntegerField()
    version = models.PositiveIntegerField()
    step = models.CharField(max_length=60)
    is_done = models.BooleanField(help_text="false of who is held out")
    outcome = models.CharField(max_length=20, blank=True, db_default="")
    subject = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "step"], name="step_done_once")]
        indexes = [models.Index(fields=["journey", "version", "step"], name="passage_of_step")]


class NotEntered(models.TextChoices):
    """Why somebody did not enter."""

    STALE = "stale", _("It was too long ago")
    INSIDE = "inside", _("Was inside already")
    REENTRY = "reentry", _("Had been inside before")
    WHO = "who", _("Was not meant")


class Skipped(models.Model):
    """How many did not enter on a day, and why."""

    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="skipped")
    day = models.DateField()
    reason = models.CharField(max_length=7, choices=NotEntered.choices)
    customers = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["journey", "day", "reason"], name="skipped_counted_once")
        ]
