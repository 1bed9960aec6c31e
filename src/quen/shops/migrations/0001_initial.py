import django.contrib.postgres.fields
import django.db.models.deletion
import quen.kernel.receipt_periods
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "digest",
                    models.CharField(help_text="SHA-256 of the token, in hex", max_length=64, unique=True),
                ),
                (
                    "beginning",
                    models.CharField(
                        help_text="the token's first letters, to tell it from others", max_length=12
                    ),
                ),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                (
                    "stores",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), db_default=[], default=list, size=None
                    ),
                ),
                ("per_minute", models.PositiveIntegerField(help_text="requests it may make in a minute")),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(max_length=40)),
                ("last_used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_by", models.CharField(blank=True, db_default="", max_length=40)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scopes", []), _negated=True), name="token_may_do_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("per_minute__gt", 0)), name="token_may_make_requests"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Business",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("legal_name", models.CharField(blank=True, db_default="", default="", max_length=300)),
                ("address", models.CharField(blank=True, db_default="", default="", max_length=300)),
                (
                    "tax_code",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="as kernel.tax_code writes it",
                        max_length=14,
                    ),
                ),
                ("representative", models.CharField(blank=True, db_default="", default="", max_length=120)),
                (
                    "representative_title",
                    models.CharField(blank=True, db_default="", default="", max_length=120),
                ),
                ("currency", models.CharField(default="VND", max_length=3)),
                ("language", models.CharField(default="vi", max_length=2)),
                ("timezone", models.CharField(default="Asia/Ho_Chi_Minh", max_length=64)),
                ("brand_colour", models.CharField(default="#0f766e", max_length=7)),
                ("is_demo", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="one_business_per_installation"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SettingChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("setting", models.CharField(max_length=64)),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("changed_at", models.DateTimeField(auto_now_add=True)),
                ("changed_by", models.CharField(max_length=40)),
            ],
            options={
                "indexes": [models.Index(fields=["setting", "-changed_at"], name="setting_history")],
            },
        ),
        migrations.CreateModel(
            name="Store",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(help_text="search_key(name)", max_length=200, unique=True)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("area", models.CharField(blank=True, max_length=120)),
                ("opened_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "written",
                    models.CharField(
                        blank=True,
                        help_text="as the first file with rows of it wrote it, empty where that named no store; null before: the fingerprints of its rows hold this text",
                        max_length=200,
                        null=True,
                    ),
                ),
                (
                    "receipts_restart",
                    models.CharField(
                        choices=[("never", "never"), ("year", "year"), ("month", "month"), ("day", "day")],
                        db_default=quen.kernel.receipt_periods.Restart["NEVER"],
                        default=quen.kernel.receipt_periods.Restart["NEVER"],
                        help_text="how often receipt numbers start again",
                        max_length=5,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("receipts_restart__in", ["never", "year", "month", "day"])),
                        name="receipts_restart_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StoreAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(help_text="search_key(name)", max_length=200, unique=True)),
                (
                    "store",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="aliases", to="shops.store"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Staff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "Owner"),
                            ("manager", "Manager"),
                            ("marketer", "Marketer"),
                            ("support", "Support"),
                            ("cashier", "Cashier"),
                            ("analyst", "Analyst"),
                        ],
                        max_length=12,
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=2)),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "stores",
                    models.ManyToManyField(
                        blank=True, help_text="None means all stores.", related_name="staff", to="shops.store"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ["owner", "manager", "marketer", "support", "cashier", "analyst"])
                        ),
                        name="staff_role_is_known",
                    )
                ],
            },
        ),
    ]
