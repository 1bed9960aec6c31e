import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("purchases", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Transfer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("earn", "Points earned"),
                            ("redeem", "Points spent"),
                            ("reserve", "Points held"),
                            ("confirm", "Held points spent"),
                            ("release", "Held points freed"),
                            ("expire", "Points expired"),
                            ("take_back", "Points taken back with a return"),
                            ("restore", "Spent points given back with a return"),
                            ("reverse", "Undone"),
                            ("adjust", "Correction"),
                            ("gift", "Given to another member"),
                            ("pool", "Into the household's points"),
                            ("partner_in", "Points from a partner"),
                            ("partner_out", "Points to a partner"),
                            ("opening", "Brought from another system"),
                            ("move", "Moved with a merge"),
                            ("repay", "Owed points made good"),
                        ],
                        max_length=11,
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="of the request: the same key posts once", max_length=120, unique=True
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        help_text="of the request's input: the same key with another is refused",
                        max_length=64,
                    ),
                ),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "version",
                    models.PositiveIntegerField(help_text="of the programme that gave it", null=True),
                ),
                ("reason", models.CharField(blank=True, db_default="", max_length=300)),
                ("by", models.CharField(max_length=40)),
                ("approved_by", models.CharField(blank=True, db_default="", max_length=40)),
                (
                    "purchase",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="purchases.purchase",
                    ),
                ),
                (
                    "reverses",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="points.transfer",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("purchase__isnull", False)),
                        fields=["purchase"],
                        name="transfer_of_purchase",
                    ),
                    models.Index(fields=["happened_at"], name="transfer_by_time"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "reverse")),
                        fields=("reverses",),
                        name="transfer_undone_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("balance", models.BigIntegerField(db_default=0)),
                ("reserved", models.BigIntegerField(db_default=0)),
                ("turn", models.BigIntegerField(db_default=0)),
                (
                    "pooled_percent",
                    models.PositiveSmallIntegerField(
                        db_default=0, help_text="of what she earns, so much goes into her household's points"
                    ),
                ),
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
                    "household",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.household",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pooled_percent__lte", 100)), name="account_pools_at_most_all"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("customer__isnull", True), ("household__isnull", True), _connector="XOR"
                        ),
                        name="account_has_one_owner",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reserved__gte", 0)), name="account_reserves_no_debt"
                    ),
                    models.UniqueConstraint(fields=("customer",), name="account_of_customer"),
                    models.UniqueConstraint(fields=("household",), name="account_of_household"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Accrual",
            fields=[
                (
                    "purchase",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="purchases.purchase",
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("points", models.BigIntegerField()),
                ("judged", models.JSONField()),
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
        ),
        migrations.CreateModel(
            name="Exchange",
            fields=[
                (
                    "transfer",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="points.transfer",
                    ),
                ),
                ("theirs", models.BigIntegerField(help_text="of the partner's points, above zero: came in")),
                ("reference", models.CharField(blank=True, db_default="", max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="Adjustment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("points", models.BigIntegerField(help_text="above zero: given")),
                ("reason", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for approval"),
                            ("posted", "Posted"),
                            ("refused", "Refused"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("key", models.CharField(max_length=120, unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=40)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, db_default="", max_length=40)),
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
                    "transfer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="points.transfer",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["asked_at"],
                        name="adjustment_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("points", 0), _negated=True), name="adjustment_changes_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "posted"), ("transfer__isnull", False)),
                            models.Q(
                                models.Q(("state", "posted"), _negated=True), ("transfer__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="adjustment_posted_has_its_transfer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("points", models.BigIntegerField()),
                ("remaining", models.BigIntegerField()),
                ("reserved", models.BigIntegerField(db_default=0)),
                ("earned_at", models.DateTimeField()),
                ("pending_until", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="lots",
                        to="points.account",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="points.lot",
                    ),
                ),
                (
                    "purchase",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="purchases.purchase",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            models.Q(("remaining", 0), _negated=True), ("reserved__gt", 0), _connector="OR"
                        ),
                        fields=["account", "expires_at"],
                        name="lot_alive",
                    ),
                    models.Index(
                        condition=models.Q(("expires_at__isnull", False), ("remaining__gt", 0)),
                        fields=["expires_at"],
                        name="lot_due",
                    ),
                    models.Index(
                        condition=models.Q(("purchase__isnull", False)),
                        fields=["purchase"],
                        name="lot_of_purchase",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("points__gt", 0),
                                (
                                    "points__gte",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("remaining"), "+", models.F("reserved")
                                    ),
                                ),
                                ("remaining__gte", 0),
                                ("reserved__gte", 0),
                            ),
                            models.Q(
                                ("points__lt", 0),
                                ("remaining__gte", models.F("points")),
                                ("remaining__lte", 0),
                                ("reserved", 0),
                            ),
                            _connector="OR",
                        ),
                        name="lot_holds_what_it_was_given",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "book",
                    models.CharField(
                        choices=[
                            ("liability", "Points members hold"),
                            ("reserved", "Points held for a redemption"),
                            ("expense", "Points given"),
                            ("redeemed", "Points spent"),
                            ("expired", "Points expired"),
                            ("adjusted", "Corrections"),
                            ("partner", "Partners"),
                            ("opening", "Opening balances"),
                        ],
                        max_length=9,
                    ),
                ),
                ("points", models.BigIntegerField(help_text="above zero: into the book")),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="points.account",
                    ),
                ),
                (
                    "transfer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="entries",
                        to="points.transfer",
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="points.lot",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["transfer"], name="entry_of_transfer"),
                    models.Index(
                        condition=models.Q(("account__isnull", False)),
                        fields=["account", "-id"],
                        name="entry_of_account",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("account__isnull", False),
                                ("book__in", ("liability", "reserved")),
                                ("lot__isnull", False),
                            ),
                            models.Q(
                                models.Q(("book__in", ("liability", "reserved")), _negated=True),
                                ("account__isnull", True),
                                ("lot__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="entry_names_its_lot",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("points", 0), _negated=True), name="entry_moves_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, unique=True)),
                ("in_theirs", models.PositiveIntegerField(null=True)),
                ("in_ours", models.PositiveIntegerField(null=True)),
                ("out_ours", models.PositiveIntegerField(null=True)),
                ("out_theirs", models.PositiveIntegerField(null=True)),
                ("is_active", models.BooleanField(db_default=True, default=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("in_ours__isnull", True), ("in_theirs__isnull", True)),
                            models.Q(("in_ours__gt", 0), ("in_theirs__gt", 0)),
                            _connector="OR",
                        ),
                        name="partner_rate_in_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("out_ours__isnull", True), ("out_theirs__isnull", True)),
                            models.Q(("out_ours__gt", 0), ("out_theirs__gt", 0)),
                            _connector="OR",
                        ),
                        name="partner_rate_out_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PointsSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "return_policy",
                    models.CharField(
                        choices=[
                            ("pending", "Only points that still wait"),
                            ("zero", "Down to zero"),
                            ("negative", "Also below zero"),
                        ],
                        db_default="negative",
                        default="negative",
                        max_length=8,
                    ),
                ),
                (
                    "approval_above",
                    models.BigIntegerField(
                        db_default=500,
                        default=500,
                        help_text="corrections of more points than this need a second person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_row_of_points_settings"),
                    models.CheckConstraint(
                        condition=models.Q(("approval_above__gte", 0)), name="points_approval_from_zero"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reservation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("points", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "Held"),
                            ("confirmed", "Spent"),
                            ("released", "Freed"),
                            ("timed_out", "Freed after the time ran out"),
                        ],
                        default="held",
                        max_length=9,
                    ),
                ),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("purpose", models.CharField(blank=True, db_default="", max_length=200)),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="points.account",
                    ),
                ),
                (
                    "transfer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="points.transfer",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "held")), fields=["expires_at"], name="reservation_due"
                    ),
                    models.Index(fields=["account"], name="reservation_of_account"),
                ],
            },
        ),
        migrations.AddField(
            model_name="exchange",
            name="partner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="exchanges", to="points.partner"
            ),
        ),
    ]
