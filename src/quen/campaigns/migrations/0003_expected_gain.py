import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0002_estimate_run")]

    operations = [
        migrations.CreateModel(
            name="Measured",
            fields=[
                (
                    "campaign",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="measured",
                        serialize=False,
                        to="campaigns.campaign",
                    ),
                ),
                ("customers", models.PositiveIntegerField()),
                ("revenue_minor", models.FloatField(null=True)),
                ("error_minor", models.FloatField(null=True)),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="campaignsettings",
            name="least_extra",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="campaignsettings",
            name="most_extra",
            field=models.PositiveSmallIntegerField(db_default=3, default=3),
        ),
        migrations.AddConstraint(
            model_name="campaignsettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("least_extra__lt", models.F("most_extra")), ("most_extra__lte", 100)),
                name="assumed_extra_is_a_range",
            ),
        ),
    ]
