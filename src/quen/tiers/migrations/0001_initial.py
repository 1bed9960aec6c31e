import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="TierMove",
            fields=[
                ("event", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "before",
                    models.CharField(blank=True, help_text="the tier's key; empty: her first", max_length=40),
                ),
                ("after", models.CharField(max_length=40)),
                ("moved_at", models.DateTimeField()),
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["customer", "-moved_at"], name="tier_move_of_customer"),
                    models.Index(fields=["moved_at"], name="tier_move_by_time"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TierWarning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField()),
                ("warned_at", models.DateTimeField()),
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("customer", "due_on"), name="tier_warned_once")
                ],
            },
        ),
    ]
