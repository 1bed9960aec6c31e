import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("purchases", "0001_initial"),
        ("shops", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="TermsVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("in_force_from", models.DateField(unique=True)),
                ("clauses", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("piece", models.PositiveSmallIntegerField(default=1)),
                ("serial", models.CharField(blank=True, db_default="", max_length=120)),
                ("fault", models.CharField(max_length=500)),
                (
                    "proposed",
                    models.CharField(
                        choices=[("accepted", "Accepted"), ("refused", "Refused")], max_length=8
                    ),
                ),
                ("why", models.JSONField(help_text="the proposal's sentence")),
                ("ends_on", models.DateField(null=True)),
                ("clause", models.PositiveSmallIntegerField(null=True)),
                ("clause_words", models.CharField(blank=True, db_default="", max_length=500)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("accepted", "Accepted"), ("refused", "Refused")],
                        db_default="",
                        max_length=8,
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True, db_default="", help_text="why it was decided so", max_length=500
                    ),
                ),
                ("decided_clause", models.PositiveSmallIntegerField(null=True)),
                ("decided_clause_words", models.CharField(blank=True, db_default="", max_length=500)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, db_default="", max_length=40)),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("workshop", "At the workshop"),
                            ("back", "Back from the workshop"),
                            ("handed_over", "Handed over"),
                            ("exchanged", "Exchanged"),
                            ("refunded", "Paid back"),
                        ],
                        default="received",
                        max_length=11,
                    ),
                ),
                (
                    "new_serial",
                    models.CharField(
                        blank=True, db_default="", help_text="of goods given instead", max_length=120
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=40)),
                ("moved_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
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
                    "line",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="purchases.line",
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
                (
                    "terms",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="warranty.termsversion",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["line"], name="warranty_claim_of_line"),
                    models.Index(fields=["customer", "-id"], name="warranty_claim_of_customer"),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["opened_at"],
                        name="warranty_claim_open",
                    ),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", False)),
                        fields=["-ended_at"],
                        name="warranty_claim_by_ending",
                    ),
                    models.Index(
                        django.db.models.functions.text.Upper("new_serial"),
                        condition=models.Q(("new_serial", ""), _negated=True),
                        name="warranty_claim_new_serial",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("line", "piece"),
                        name="warranty_claim_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False),
                                ("place__in", ("handed_over", "exchanged", "refunded")),
                            ),
                            models.Q(
                                models.Q(
                                    ("place__in", ("handed_over", "exchanged", "refunded")), _negated=True
                                ),
                                ("ended_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="warranty_claim_ended_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            models.Q(("decision", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="warranty_claim_decided_before_its_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("workshop", "At the workshop"),
                            ("back", "Back from the workshop"),
                            ("handed_over", "Handed over"),
                            ("exchanged", "Exchanged"),
                            ("refunded", "Paid back"),
                        ],
                        max_length=11,
                    ),
                ),
                ("words", models.CharField(blank=True, db_default="", max_length=300)),
                ("came_at", models.DateTimeField()),
                ("moved_by", models.CharField(max_length=40)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="warranty.claim"
                    ),
                ),
            ],
        ),
    ]
