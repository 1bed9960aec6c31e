"""Who wants to be reminded of tasks by e-mail, and of which she was."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from quen.purchases.models import reference


class Wanted(models.TextChoices):
    NEVER = "never", _("Of nothing")
    MINE = "mine", _("Of my own tasks")
    TEAM = "team", _("Of my own tasks and my team's")


class ReminderWish(models.Model):
    """What one of the staff said; who said nothing is reminded of her own tasks."""

    staff = models.BigIntegerField(primary_key=True)
    wanted = models.CharField(max_length=5, choices=Wanted.choices)
    changed_at = models.DateTimeField()


class ReminderState(models.TextChoices):
    HANDING_OVER = "handing", _("being handed over")
    SENT = "sent", _("sent")
    REFUSED = "refused", _("refused")
    UNKNOWN = "unknown", _("not known")


class Reminder(models.Model):
    """One task, one of the staff, one due time: reminded once. Written before bytes leave, so that nobody is twice."""

    task = models.ForeignKey("tasks.Task", on_delete=models.CASCADE, related_name="reminders")
    staff = reference("shops.Staff", related_name="+")
    remind_at = models.DateTimeField(help_text="of the task as it was then")
    state = models.CharField(max_length=7, choices=ReminderState.choices)
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "staff", "remind_at"], name="task_reminded_once")
        ]
