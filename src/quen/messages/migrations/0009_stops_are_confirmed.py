from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outreach", "0008_incoming_text"),
    ]

    operations = [
        migrations.AddField(
            model_name="incomingtext",
            name="told",
            field=models.CharField(
                blank=True,
                choices=[
                    ("ready", "Waits to be sent"),
                    ("handing", "Being sent"),
                    ("sent", "Sent"),
                    ("arrived", "Arrived"),
                    ("refused", "Refused by the server"),
                    ("unknown", "Perhaps sent"),
                ],
                db_default="",
                max_length=8,
            ),
        ),
        migrations.AddField(model_name="incomingtext", name="tell_at", field=models.DateTimeField(null=True)),
        migrations.AddIndex(
            model_name="incomingtext",
            index=models.Index(
                condition=models.Q(("told__in", ("ready", "handing"))),
                fields=["tell_at"],
                name="incoming_text_to_tell",
            ),
        ),
    ]
