import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("shops", "0001_initial"),
        ("shops", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Lease",
            fields=[
                ("customer", models.BigIntegerField(help_text="the root", primary_key=True, serialize=False)),
                ("task", models.BigIntegerField()),
                ("staff", models.BigIntegerField()),
                ("until", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["staff"], name="lease_of_staff")],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "Call"),
                            ("care", "Care"),
                            ("follow_up", "Follow up"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=9,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("owner", "Owner"),
                            ("manager", "Manager"),
                            ("marketer", "Marketer"),
                            ("support", "Support"),
                            ("cashier", "Cashier"),
                            ("analyst", "Analyst"),
                        ],
                        db_default="",
                        max_length=12,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("not_before", models.DateTimeField(null=True)),
                ("remind_at", models.DateTimeField()),
                (
                    "repeat",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Once"),
                            ("day", "Every day"),
                            ("week", "Every week"),
                            ("month", "Every month"),
                            ("year", "Every year"),
                        ],
                        db_default="",
                        max_length=5,
                    ),
                ),
                ("script", models.TextField(blank=True, db_default="", max_length=5000)),
                ("source_kind", models.CharField(blank=True, db_default="", max_length=20)),
                ("source_id", models.BigIntegerField(null=True)),
                ("key", models.CharField(blank=True, db_default="", max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "To be done"),
                            ("snoozed", "Put off"),
                            ("done", "Done"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="open",
                        max_length=9,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "Done"),
                            ("reached", "Reached"),
                            ("no_answer", "No answer"),
                            ("wrong_number", "Wrong number"),
                            ("not_interested", "Not interested"),
                            ("bought", "Bought"),
                            ("call_back", "Call back"),
                        ],
                        db_default="",
                        max_length=14,
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True, db_default="", help_text="what was said or done", max_length=500
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(db_default=0, default=0)),
                ("before", models.JSONField(null=True)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, db_default="", max_length=40)),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.customer",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="shops.store",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("open", "snoozed"))),
                        fields=["owner", "remind_at"],
                        name="task_of_staff",
                    ),
                    models.Index(
                        condition=models.Q(("owner__isnull", True), ("state__in", ("open", "snoozed"))),
                        fields=["role", "remind_at"],
                        name="task_of_team",
                    ),
                    models.Index(
                        condition=models.Q(("kind", "call"), ("state__in", ("open", "snoozed"))),
                        fields=["due_at", "id"],
                        name="task_to_call",
                    ),
                    models.Index(
                        condition=models.Q(("customer__isnull", False)),
                        fields=["customer", "-id"],
                        name="task_of_customer",
                    ),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", False)),
                        fields=["-ended_at"],
                        name="task_by_ending",
                    ),
                    models.Index(
                        condition=models.Q(("source_id__isnull", False)),
                        fields=["source_kind", "source_id"],
                        name="task_of_source",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True), fields=("key",), name="task_made_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "snoozed", "done", "cancelled"])),
                        name="task_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state__in", ("open", "snoozed"))),
                            models.Q(
                                models.Q(("state__in", ("open", "snoozed")), _negated=True),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="task_ended_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("owner", None), ("role", ""), _connector="OR"),
                        name="task_has_one_owner",
                    ),
                ],
            },
        ),
    ]
