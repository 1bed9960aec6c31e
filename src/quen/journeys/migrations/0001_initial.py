import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Journey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("is_on", models.BooleanField(db_default=False, default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("switched_at", models.DateTimeField(null=True)),
                ("dated_on", models.DateField(null=True)),
                ("paced_until", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                (
                    "arm",
                    models.CharField(
                        choices=[
                            ("treated", "In the journey"),
                            ("control", "Held out of this journey"),
                            ("global", "Held out of all offers"),
                        ],
                        default="treated",
                        max_length=7,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "On her way"), ("stuck", "Stuck"), ("left", "Has left")],
                        default="active",
                        max_length=6,
                    ),
                ),
                ("occasion", models.CharField(max_length=80)),
                ("facts", models.JSONField(db_default={})),
                ("step", models.CharField(max_length=60)),
                ("due_at", models.DateTimeField()),
                ("began_at", models.DateTimeField(null=True)),
                ("waits_for", models.CharField(blank=True, db_default="", max_length=40)),
                ("entered_at", models.DateTimeField()),
                ("goal_at", models.DateTimeField(null=True)),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("end", "Came to the end"),
                            ("exit", "Came to an exit"),
                            ("goal", "Reached the goal"),
                            ("merged", "Is in it as another record of hers already"),
                            ("emptied", "The journey was emptied"),
                        ],
                        db_default="",
                        max_length=7,
                    ),
                ),
                ("words", models.CharField(blank=True, db_default="", max_length=120)),
                ("attempts", models.PositiveSmallIntegerField(db_default=0, default=0)),
                ("trouble", models.CharField(blank=True, db_default="", max_length=300)),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.customer",
                    ),
                ),
                (
                    "journey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="enrolments",
                        to="journeys.journey",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "active")), fields=["due_at", "id"], name="enrolment_due"
                    ),
                    models.Index(fields=["customer", "-id"], name="enrolment_of_customer"),
                    models.Index(
                        condition=models.Q(("state__in", ("active", "stuck"))),
                        fields=["journey", "version", "step"],
                        name="enrolment_at_step",
                    ),
                    models.Index(
                        condition=models.Q(("state", "active"), models.Q(("waits_for", ""), _negated=True)),
                        fields=["waits_for", "customer"],
                        name="enrolment_waits_for",
                    ),
                    models.Index(fields=["journey", "entered_at"], name="enrolment_by_entering"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("active", "stuck"))),
                        fields=("journey", "customer"),
                        name="inside_a_journey_once",
                    ),
                    models.UniqueConstraint(
                        fields=("journey", "customer", "occasion"), name="entered_once_for_an_occasion"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("left_at__isnull", True), ("state__in", ("active", "stuck"))),
                            models.Q(("left_at__isnull", False), ("state", "left")),
                            _connector="OR",
                        ),
                        name="left_a_journey_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JourneyVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("values", models.JSONField()),
                ("texts", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=40)),
                (
                    "journey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="journeys.journey",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("journey", "number"), name="journey_version_numbered_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("journey", models.BigIntegerField()),
                ("version", models.PositiveIntegerField()),
                ("step", models.CharField(max_length=60)),
                ("is_done", models.BooleanField(help_text="false of who is held out")),
                ("outcome", models.CharField(blank=True, db_default="", max_length=20)),
                ("subject", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="journeys.enrolment",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["journey", "version", "step"], name="passage_of_step")],
                "constraints": [models.UniqueConstraint(fields=("enrolment", "step"), name="step_done_once")],
            },
        ),
        migrations.CreateModel(
            name="Skipped",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("stale", "It was too long ago"),
                            ("inside", "Was inside already"),
                            ("reentry", "Had been inside before"),
                            ("who", "Was not meant"),
                        ],
                        max_length=7,
                    ),
                ),
                ("customers", models.PositiveIntegerField()),
                (
                    "journey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="skipped",
                        to="journeys.journey",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("journey", "day", "reason"), name="skipped_counted_once")
                ],
            },
        ),
    ]
