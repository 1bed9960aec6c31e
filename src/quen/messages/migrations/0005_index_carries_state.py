from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outreach", "0004_push")]
    operations = [
        migrations.RemoveIndex("message", "message_of_customer"),
        migrations.AddIndex(
            "message",
            models.Index(
                fields=["customer", "-id"],
                include=["state", "purpose", "claimed_at"],
                name="message_of_customer",
            ),
        ),
    ]
