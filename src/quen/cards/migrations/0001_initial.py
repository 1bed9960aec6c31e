import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="LinkKey",
            fields=[
                ("version", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("size", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="batch_has_cards")
                ],
            },
        ),
        migrations.CreateModel(
            name="Card",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=16, unique=True)),
                ("on_phone", models.BooleanField(db_default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("blank", "Not handed out"),
                            ("active", "In use"),
                            ("lost", "Lost"),
                            ("replaced", "Replaced"),
                            ("blocked", "Blocked"),
                        ],
                        db_default="blank",
                        max_length=8,
                    ),
                ),
                ("handed_out_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True, db_default="", help_text="why it was blocked", max_length=200
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="cards.batch",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="people.customer",
                    ),
                ),
                (
                    "replaced_by",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="cards.card",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["batch", "state"], name="card_of_batch")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "blocked"),
                            models.Q(("customer__isnull", True), ("state", "blank")),
                            models.Q(
                                models.Q(("state", "blank"), _negated=True), ("customer__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="card_has_holder_once_handed_out",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by__isnull", True), ("state", "replaced"), _connector="OR"
                        ),
                        name="card_replaced_ended",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "active")),
                        fields=("customer", "on_phone"),
                        name="one_card_of_each_sort",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PhoneLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(help_text="by which staff find a phone that waits", max_length=8)),
                ("store", models.BigIntegerField(help_text="of the poster", null=True)),
                ("consent", models.BooleanField(db_default=False)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=40)),
                ("opened_at", models.DateTimeField(null=True)),
                ("opened_by", models.CharField(blank=True, db_default="", max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="phone_links",
                        to="people.customer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("opened_at__isnull", True)),
                        fields=("code",),
                        name="one_phone_waits_under_a_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opened_at__isnull", True),
                            ("opened_at__gte", models.F("made_at")),
                            _connector="OR",
                        ),
                        name="link_opened_after_it_was_made",
                    ),
                ],
            },
        ),
    ]
