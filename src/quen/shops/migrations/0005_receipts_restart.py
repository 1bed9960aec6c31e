"""Stores whose receipt numbers start again; a store no file has named yet is told from one whose files named none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shops", "0004_store_aliases")]
    operations = [
        migrations.AlterField(
            "store",
            "written",
            models.CharField(
                blank=True,
                help_text="as the first file with rows of it wrote it, empty where that named no store; null before: "
                "the fingerprints of its rows hold this text",
                max_length=200,
                null=True,
            ),
        ),
        migrations.AddField(
            "store",
            "receipts_restart",
            models.CharField(
                choices=[("never", "never"), ("year", "year"), ("month", "month"), ("day", "day")],
                db_default="never",
                default="never",
                help_text="how often receipt numbers start again",
                max_length=5,
            ),
        ),
        migrations.AddConstraint(
            "store",
            models.CheckConstraint(
                condition=models.Q(("receipts_restart__in", ["never", "year", "month", "day"])),
                name="receipts_restart_is_known",
            ),
        ),
    ]
