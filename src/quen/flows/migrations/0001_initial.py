import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("purchases", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="JudgedReturn",
            fields=[
                (
                    "of",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="purchases.return",
                    ),
                ),
                ("purchase", models.BigIntegerField()),
                ("points", models.BigIntegerField(help_text="that the goods had given")),
            ],
        ),
        migrations.CreateModel(
            name="SalesImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(help_text="the files' names, for reading", max_length=300)),
                (
                    "folder",
                    models.CharField(
                        blank=True, help_text="where the uploaded files lie, inside QUEN_HOME", max_length=500
                    ),
                ),
                ("options", models.JSONField(default=dict, help_text="mapping and other choices, as given")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for your go-ahead"),
                            ("queued", "Queued"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        help_text="reading, staging, customers, purchases, lines, summaries",
                        max_length=20,
                    ),
                ),
                ("progress", models.FloatField(default=0, help_text="0 to 1")),
                ("rows_read", models.BigIntegerField(null=True)),
                ("rows_imported", models.BigIntegerField(null=True)),
                ("rows_already_there", models.BigIntegerField(null=True)),
                ("rows_rejected", models.BigIntegerField(null=True)),
                ("purchases_new", models.BigIntegerField(null=True)),
                ("members_new", models.BigIntegerField(null=True)),
                ("points_given", models.BigIntegerField(null=True)),
                ("customers_new", models.BigIntegerField(null=True)),
                ("rejects_file", models.CharField(blank=True, max_length=500)),
                ("notes", models.JSONField(default=list, help_text="[template, facts] sentences")),
                ("error", models.JSONField(help_text="[template, facts] of what went wrong", null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("created_by", models.CharField(max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name="Answered",
            fields=[
                ("key", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                ("answer", models.JSONField()),
                ("answered_at", models.DateTimeField()),
                ("purchase", models.BigIntegerField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("purchase__isnull", False)),
                        fields=["purchase"],
                        name="answered_of_purchase",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetUsed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=82)),
                ("part", models.PositiveSmallIntegerField()),
                ("points", models.BigIntegerField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("rule", "part"), name="budget_part_once")],
            },
        ),
        migrations.CreateModel(
            name="MembersJoined",
            fields=[
                (
                    "merge",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.merge",
                    ),
                ),
                ("customer", models.BigIntegerField()),
                ("root", models.BigIntegerField()),
                ("brought", models.JSONField()),
                ("had", models.JSONField(null=True)),
                ("joined", models.JSONField()),
                ("full_cards", models.JSONField(default=dict)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["customer"], name="joined_customer"),
                    models.Index(fields=["root"], name="joined_root"),
                ],
            },
        ),
    ]
