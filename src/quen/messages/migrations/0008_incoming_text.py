import django.db.models.deletion
from django.db import migrations, models

CHANNELS = [
    ("email", "E-mail"),
    ("sms", "SMS"),
    ("zalo", "Zalo"),
    ("push", "Push notice"),
    ("in_app", "On her member page"),
    ("call", "Telephone call"),
    ("webhook", "Another system"),
]


class Migration(migrations.Migration):
    """SMS and Zalo texts are taken in as one kind; what came before was SMS."""

    dependencies = [
        ("outreach", "0007_push_of_staff"),
        ("people", "0002_search"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="incomingsms", name="incoming_sms_by_phone"),
        migrations.RenameModel(old_name="IncomingSms", new_name="IncomingText"),
        migrations.RenameField(model_name="incomingtext", old_name="phone", new_name="sender"),
        migrations.AlterField(
            model_name="incomingtext",
            name="sender",
            field=models.CharField(
                help_text="E.164, or her number at Zalo, or as it was brought where it is neither",
                max_length=40,
            ),
        ),
        migrations.AddField(
            model_name="incomingtext",
            name="channel",
            field=models.CharField(choices=CHANNELS, default="sms", max_length=8),
            preserve_default=False,
        ),
        migrations.AlterField(model_name="incomingtext", name="key", field=models.CharField(max_length=120)),
        migrations.AlterField(
            model_name="incomingtext",
            name="fate",
            field=models.CharField(
                choices=[
                    ("new", "Just arrived"),
                    ("stopped", "A stop to offers"),
                    ("staff", "A stop of somebody unknown: staff have a ticket"),
                    ("ticket", "Heard as a ticket"),
                    ("flood", "Left out: too many texts from one sender"),
                    ("bad", "Left out: cannot be read"),
                ],
                default="new",
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="incomingtext",
            constraint=models.UniqueConstraint(fields=["channel", "key"], name="incoming_text_once"),
        ),
        migrations.AddIndex(
            model_name="incomingtext",
            index=models.Index(fields=["channel", "sender", "-at"], name="incoming_text_by_sender"),
        ),
        migrations.CreateModel(
            name="ZaloUser",
            fields=[
                ("number", models.CharField(max_length=40, primary_key=True, serialize=False)),
                (
                    "phone",
                    models.CharField(blank=True, db_default="", help_text="E.164", max_length=20),
                ),
                ("name", models.CharField(blank=True, db_default="", max_length=200)),
                ("shared_at", models.DateTimeField(null=True)),
                (
                    "known_at",
                    models.DateTimeField(help_text="since when her customer is known", null=True),
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["customer"], name="zalo_of_customer"),
                    models.Index(
                        condition=models.Q(("phone", ""), _negated=True),
                        fields=["phone"],
                        name="zalo_by_phone",
                    ),
                ],
            },
        ),
    ]
