import django.db.models.deletion
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
            name="Batch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120)),
                ("codes", models.PositiveIntegerField()),
                ("valid_until", models.DateField(null=True)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=40)),
                ("voided_at", models.DateTimeField(null=True)),
                ("voided", models.PositiveIntegerField(help_text="how many were not used yet", null=True)),
            ],
        ),
        migrations.CreateModel(
            name="VoucherKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("terms", models.JSONField(help_text="a Terms, as JSON")),
                (
                    "code",
                    models.CharField(
                        help_text="the public code, bare", max_length=20, null=True, unique=True
                    ),
                ),
                (
                    "is_of_programme",
                    models.BooleanField(default=False, help_text="made for a version of the programme"),
                ),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=40)),
                ("stopped_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Voucher",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=12, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ready", "Can be used"),
                            ("used", "Used"),
                            ("void", "Void"),
                            ("expired", "Expired"),
                        ],
                        db_default="ready",
                        max_length=7,
                    ),
                ),
                ("source", models.CharField(blank=True, db_default="", max_length=60)),
                ("issued_at", models.DateTimeField()),
                ("valid_until", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "key",
                    models.CharField(
                        help_text="of the request that issued it", max_length=120, null=True, unique=True
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="vouchers.batch",
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
                    "kind",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="vouchers.voucherkind",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("customer__isnull", False)),
                        fields=["customer", "-id"],
                        name="voucher_of_customer",
                    ),
                    models.Index(
                        condition=models.Q(("purchase__isnull", False)),
                        fields=["purchase"],
                        name="voucher_of_purchase",
                    ),
                    models.Index(
                        condition=models.Q(("state", "ready"), ("valid_until__isnull", False)),
                        fields=["valid_until"],
                        name="voucher_due",
                    ),
                    models.Index(
                        condition=models.Q(("batch__isnull", False)),
                        fields=["batch"],
                        name="voucher_of_batch",
                    ),
                    models.Index(fields=["kind", "-id"], name="voucher_of_kind"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["ready", "used", "void", "expired"])),
                        name="voucher_state_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Lease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("till", models.CharField(max_length=60)),
                ("device", models.CharField(blank=True, db_default="", max_length=40)),
                ("uses", models.PositiveIntegerField()),
                ("used", models.PositiveIntegerField(db_default=0)),
                ("leased_at", models.DateTimeField()),
                ("leased_on", models.DateField()),
                ("expires_at", models.DateTimeField()),
                ("merge_until", models.DateTimeField()),
                ("recalled_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("key", models.CharField(max_length=120, unique=True)),
                (
                    "store",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="shops.store",
                    ),
                ),
                (
                    "voucher",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="vouchers.voucher",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="vouchers.voucherkind",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["merge_until"],
                        name="lease_due",
                    ),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["device"],
                        name="lease_of_device",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("used__lte", models.F("uses"))), name="lease_gives_what_it_holds"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("voucher__isnull", False)),
                        fields=("voucher",),
                        name="voucher_leased_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Use",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                ("used_at", models.DateTimeField()),
                ("used_on", models.DateField(help_text="the shop's day, for limits a day")),
                ("discount_minor", models.BigIntegerField()),
                ("line_discounts", models.JSONField()),
                ("key", models.CharField(max_length=160, unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("used_by", models.CharField(max_length=40)),
                ("given_back_at", models.DateTimeField(null=True)),
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
                    "lease",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="vouchers.lease",
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
                (
                    "store",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="shops.store",
                    ),
                ),
                (
                    "voucher",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="uses",
                        to="vouchers.voucher",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="vouchers.voucherkind",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "-id"], name="use_of_kind"),
                    models.Index(
                        condition=models.Q(("purchase__isnull", False)),
                        fields=["purchase"],
                        name="use_of_purchase",
                    ),
                    models.Index(
                        condition=models.Q(("customer__isnull", False)),
                        fields=["customer", "-id"],
                        name="use_of_customer",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("given_back_at__isnull", True), ("voucher__isnull", False)),
                        fields=("voucher",),
                        name="voucher_used_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("discount_minor__gte", 0)), name="use_takes_nothing_on_top"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Quota",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("of", models.CharField(max_length=40)),
                ("used", models.PositiveIntegerField()),
                (
                    "kind",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="vouchers.voucherkind",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "of"), name="quota_once")],
            },
        ),
        migrations.AddField(
            model_name="batch",
            name="kind",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="batches",
                to="vouchers.voucherkind",
            ),
        ),
        migrations.AddIndex(
            model_name="batch",
            index=models.Index(fields=["kind"], name="batch_of_kind"),
        ),
    ]
