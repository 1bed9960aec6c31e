from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("till", "0002_vouchers_offline"),
    ]

    operations = [
        migrations.AddField(
            model_name="tillsettings",
            name="lease_hours",
            field=models.PositiveSmallIntegerField(db_default=24, default=24),
        ),
        migrations.AddConstraint(
            model_name="tillsettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("lease_hours__range", (1, 72))), name="till_leases_have_an_end"
            ),
        ),
    ]
