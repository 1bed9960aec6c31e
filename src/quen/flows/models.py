"""What the use cases keep of themselves."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    WAITING = "waiting", _("Waiting for your go-ahead")
    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class SalesImport(models.Model):
    """One import of sales files: what was asked, how far it is, what came of it.

    rows_read = rows_imported + rows_already_there + rows_rejected, always, once the state is DONE.
    """

    name = models.CharField(max_length=300, help_text="the files' names, for reading")
    folder = models.CharField(
        max_length=500, blank=True, help_text="where the uploaded files lie, inside QUEN_HOME"
    )
    options = models.JSONField(default=dict, help_text="mapping and other choices, as given")
    state = models.CharField(max_length=7, choices=ImportState.choices, default=ImportState.WAITING)
    stage = models.CharField(
        max_length=20, blank=True, help_text="reading, staging, customers, purchases, lines, summaries"
    )
    progress = models.FloatField(default=0, help_text="0 to 1")
    rows_read = models.BigIntegerField(null=True)
    rows_imported = models.BigIntegerField(null=True)
    rows_already_there = models.BigIntegerField(null=True)
    rows_rejected = models.BigIntegerField(null=True)
    purchases_new = models.BigIntegerField(null=True)
    members_new = models.BigIntegerField(null=True)
    points_given = models.BigIntegerField(null=True)
    customers_new = models.BigIntegerField(null=True)
    rejects_file = models.CharField(max_length=500, blank=True)
    notes = models.JSONField(default=list, help_text="[template, facts] sentences")
    error = models.JSONField(null=True, help_text="[template, facts] of what went wrong")
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    created_by = models.CharField(max_length=40)


class Answered(models.Model):
    """A request from outside that was carried out, with its answer: the same key gets the same answer again.

    `digest` is the hash of the input; the same key with another input is refused. `purchase` is the sale that was
    recorded, so that the same receipt under another key finds the same answer.
    """

    key = models.CharField(max_length=120, primary_key=True)
    digest = models.CharField(max_length=64)
    answer = models.JSONField()
    answered_at = models.DateTimeField()
    purchase = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["purchase"], name="answered_of_purchase", condition=models.Q(purchase__isnull=False)
            )
        ]


class JudgedReturn(models.Model):
    """An imported return whose points were taken back (see judge_history); a till's are, when they happen."""

    of = models.OneToOneField(
        "purchases.Return",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        primary_key=True,
        related_name="+",
    )
    purchase = models.BigIntegerField()
    points = models.BigIntegerField(help_text="that the goods had given")


class BudgetUsed(models.Model):
    """What all members together were given under a budget, in sixteen parts so that tills do not queue for one row.

    `rule` is the programme's key and the rule's (``main:weekend``; ``main:*`` for the whole programme), whatever the
    version. A part has its share of the budget, and a sale takes of one part alone while that lasts.
    """

    rule = models.CharField(max_length=82)
    part = models.PositiveSmallIntegerField()
    points = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "part"], name="budget_part_once")]


class MembersJoined(models.Model):
    """What two members had when they became one, so that parting gives each hers back (see join_members.py).

    `brought` is the merged member's row as it was, `had` the root's (None: she was no member), `joined` what the root's
    became: each as counters, version and the facts of the membership. `full_cards` counts the punch cards that only
    both together had filled.
    """

    merge = models.OneToOneField("people.Merge", on_delete=models.CASCADE, primary_key=True, related_name="+")
    customer = models.BigIntegerField()
    root = models.BigIntegerField()
    brought = models.JSONField()
    had = models.JSONField(null=True)
    joined = models.JSONField()
    full_cards = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["customer"], name="joined_customer"),
            models.Index(fields=["root"], name="joined_root"),
        ]


class ErasureState(models.TextChoices):
    WAITING = "waiting", _("To be erased")
    TAKEN_BACK = "taken_back", _("Taken back")
    DONE = "done", _("Erased")


class Erasure(models.Model):
    """Somebody asked to be forgotten: when, until when the law wants it done, and what came of it. It names nobody."""

    customer = models.BigIntegerField(help_text="the root, as it was when she asked")
    way = models.CharField(max_length=10, help_text="member, staff, api or cli")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=40)
    due_on = models.DateField(help_text="the law's last day")
    erases_at = models.DateTimeField(
        help_text="from when on the worker does it; until then it can be taken back"
    )
    state = models.CharField(max_length=10, choices=ErasureState.choices, default=ErasureState.WAITING)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=models.Q(state="waiting"), name="erasure_asked_once"
            ),
        ]
        indexes = [models.Index(fields=["customer"], name="erasure_of_customer")]


class ErasureSettings(models.Model):
    """How long a wish to be forgotten can be taken back."""

    id = models.BigAutoField(primary_key=True)
    wait_days = models.PositiveSmallIntegerField(default=7, help_text=_("Days until it is done, at most 20"))

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="erasure_settings_once")]
