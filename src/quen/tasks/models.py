"""Tasks, and who is on the telephone with whom.

Tasks refer to customers, staff and stores without foreign-key triggers: journeys write them by the thousand
(docs/decisions/0004).
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quen.purchases.models import reference
from quen.shops.roles import Role
from quen.tasks import remind_models  # noqa: F401  # the room's other tables: Django looks for them here


class TaskKind(models.TextChoices):
    CALL = "call", _("Call")
    CARE = "care", _("Care")
    FOLLOW_UP = "follow_up", _("Follow up")
    OTHER = "other", _("Other")


class TaskState(models.TextChoices):
    OPEN = "open", _("To be done")
    SNOOZED = "snoozed", _("Put off")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


LIVE = (TaskState.OPEN, TaskState.SNOOZED)
"""States of tasks still to be done."""


class Outcome(models.TextChoices):
    """What came of it. All but the first are answers of calls."""

    DONE = "done", _("Done")
    REACHED = "reached", _("Reached")
    NO_ANSWER = "no_answer", _("No answer")
    WRONG_NUMBER = "wrong_number", _("Wrong number")
    NOT_INTERESTED = "not_interested", _("Not interested")
    BOUGHT = "bought", _("Bought")
    CALL_BACK = "call_back", _("Call back")


class Repeat(models.TextChoices):
    """When the next one is due after this one."""

    NEVER = "", _("Once")
    DAY = "day", _("Every day")
    WEEK = "week", _("Every week")
    MONTH = "month", _("Every month")
    YEAR = "year", _("Every year")


class Task(models.Model):
    """One thing to do. Its owner is one of the staff, or everyone of a role (`role`), or with neither everyone.

    `customer` is the one it was made for; read it through `Customer.root`. `remind_at`: from then on it is counted in
    the navigation. `not_before`: it is not dealt out sooner. `is_appointment`: she asked to be called at that very
    hour, at which nobody is called unasked. `before` holds what the last change changed, for `undo`.
    """

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=9, choices=TaskKind.choices, default=TaskKind.OTHER)
    customer = reference("people.Customer", null=True, related_name="+")
    owner = reference("shops.Staff", null=True, related_name="+")
    role = models.CharField(
        max_length=12, choices=[(role.value, role.label) for role in Role], blank=True, db_default=""
    )
    store = reference("shops.Store", null=True, related_name="+")
    due_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True)
    remind_at = models.DateTimeField()
    repeat = models.CharField(max_length=5, choices=Repeat.choices, blank=True, db_default="")
    script = models.TextField(max_length=5000, blank=True, db_default="")
    source_kind = models.CharField(max_length=20, blank=True, db_default="")
    source_id = models.BigIntegerField(null=True)
    key = models.CharField(max_length=120, blank=True, db_default="")
    state = models.CharField(max_length=9, choices=TaskState.choices, default=TaskState.OPEN)
    outcome = models.CharField(max_length=14, choices=Outcome.choices, blank=True, db_default="")
    words = models.CharField(max_length=500, blank=True, db_default="", help_text="what was said or done")
    attempts = models.PositiveSmallIntegerField(db_default=0, default=0)
    is_appointment = models.BooleanField(default=False, db_default=False)
    before = models.JSONField(null=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="task_made_once"),
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="task_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=LIVE, ended_at__isnull=True)
                | (~Q(state__in=LIVE) & Q(ended_at__isnull=False)),
                name="task_ended_at_a_time",
            ),
            models.CheckConstraint(condition=Q(owner=None) | Q(role=""), name="task_has_one_owner"),
        ]
        indexes = [
            models.Index(fields=["remind_at"], name="task_to_remind", condition=Q(state__in=LIVE)),
            models.Index(fields=["owner", "remind_at"], name="task_of_staff", condition=Q(state__in=LIVE)),
            models.Index(
                fields=["role", "remind_at"],
                name="task_of_team",
                condition=Q(state__in=LIVE, owner__isnull=True),
            ),
            models.Index(
                fields=["due_at", "id"], name="task_to_call", condition=Q(state__in=LIVE, kind=TaskKind.CALL)
            ),
            models.Index(
                fields=["customer", "-id"], name="task_of_customer", condition=Q(customer__isnull=False)
            ),
            models.Index(fields=["-ended_at"], name="task_by_ending", condition=Q(ended_at__isnull=False)),
            models.Index(
                fields=["source_kind", "source_id"],
                name="task_of_source",
                condition=Q(source_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Lease(models.Model):
    """Who deals with a customer on the telephone now: at most one of the staff, whatever tasks she stands in."""

    customer = models.BigIntegerField(primary_key=True, help_text="the root")
    task = models.BigIntegerField()
    staff = models.BigIntegerField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["staff"], name="lease_of_staff")]
