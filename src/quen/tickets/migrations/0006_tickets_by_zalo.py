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
        ("tickets", "0005_entries_may_be_erased"),
    ]

    operations = [
        migrations.AlterField(
            model_name="entry", name="came_by", field=models.CharField(choices=WAYS, max_length=6)
        ),
        migrations.AlterField(
            model_name="routingrule",
            name="came_by",
            field=models.CharField(blank=True, choices=WAYS, default="", max_length=6),
        ),
        migrations.AlterField(
            model_name="ticket", name="came_by", field=models.CharField(choices=WAYS, max_length=6)
        ),
        migrations.AddField(
            model_name="ticket",
            name="contact_zalo",
            field=models.CharField(blank=True, db_default="", help_text="her number at Zalo", max_length=40),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("contact_zalo", ""), _negated=True),
                fields=["contact_zalo", "-id"],
                name="ticket_by_zalo",
            ),
        ),
    ]
