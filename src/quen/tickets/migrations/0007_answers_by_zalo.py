from django.db import migrations, models

WAYS = [
    ("phone", "By telephone"),
    ("visit", "At the counter"),
    ("email", "By e-mail"),
    ("sms", "By SMS"),
    ("zalo", "By Zalo"),
    ("web", "By the web form"),
    ("member", "On the member's page"),
    ("chat", "By chat"),
    ("survey", "By a survey"),
    ("review", "By a review"),
    ("api", "From another system"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("tickets", "0006_tickets_by_zalo"),
    ]

    operations = [
        migrations.AddField(
            model_name="mail",
            name="way",
            field=models.CharField(choices=WAYS, db_default="email", default="email", max_length=6),
        ),
        migrations.AddField(
            model_name="mail",
            name="provider_id",
            field=models.CharField(blank=True, db_default="", max_length=200),
        ),
        migrations.AlterField(
            model_name="mail",
            name="state",
            field=models.CharField(
                choices=[
                    ("ready", "Waits to be sent"),
                    ("handing", "Being sent"),
                    ("sent", "Sent"),
                    ("arrived", "Arrived"),
                    ("refused", "Refused by the server"),
                    ("unknown", "Perhaps sent"),
                ],
                default="ready",
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(
                condition=models.Q(("provider_id", ""), _negated=True),
                fields=["provider_id"],
                name="ticket_mail_by_provider",
            ),
        ),
    ]
