"""When somebody is there to answer, and how soon answers are promised."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from quen.tickets.choices import Priority


class TicketSettings(models.Model):
    """The one row of what counts for all tickets.

    `week` holds fourteen minutes of the day, from and until for each weekday from Monday on; a day with two equal
    minutes is closed.
    """

    week = ArrayField(models.PositiveSmallIntegerField(), size=14)
    keeps_holidays = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="ticket_settings_once"),
            models.CheckConstraint(condition=Q(week__len=14), name="ticket_week_has_seven_days"),
        ]


class SpecialDay(models.Model):
    """A day that is different: closed where both minutes are equal, open at other hours otherwise."""

    day = models.DateField(primary_key=True)
    from_minute = models.PositiveSmallIntegerField(default=0)
    until_minute = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=120, blank=True, db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(from_minute__lte=models.F("until_minute"), until_minute__lte=1440),
                name="special_day_opens_before_it_closes",
            )
        ]


class Target(models.Model):
    """How soon tickets of a priority are answered and settled, in working minutes."""

    priority = models.CharField(max_length=6, choices=Priority.choices, primary_key=True)
    first_minutes = models.PositiveIntegerField()
    next_minutes = models.PositiveIntegerField()
    solve_minutes = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(first_minutes__gte=1, next_minutes__gte=1, solve_minutes__gte=1),
                name="ticket_targets_leave_time",
            )
        ]
