from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="TillSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("offline_points", models.PositiveIntegerField(db_default=0, default=0)),
                ("offline_voucher_minor", models.BigIntegerField(db_default=0, default=0)),
                ("lease_hours", models.PositiveSmallIntegerField(db_default=24, default=24)),
                ("remembered_customers", models.PositiveIntegerField(db_default=100, default=100)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_row_of_till_settings"),
                    models.CheckConstraint(
                        condition=models.Q(("offline_points__lte", 1000000)),
                        name="till_offline_points_have_a_limit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("offline_voucher_minor__range", (0, 1000000000000))),
                        name="till_offline_vouchers_have_a_limit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lease_hours__range", (1, 72))), name="till_leases_have_an_end"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("remembered_customers__lte", 500)),
                        name="till_remembers_not_everybody",
                    ),
                ],
            },
        ),
    ]
