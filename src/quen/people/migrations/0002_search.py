"""What search needs beyond tables: the words a customer is found by, and the key of her name."""

from pathlib import Path

from django.db import migrations, models

WORDS = (Path(__file__).parent.parent / "search_words.sql").read_text()
NO_WORDS = """
DROP FUNCTION quen_search(text);
DROP FUNCTION quen_identity_words(text, text);
DROP FUNCTION quen_digit_words(text);
DROP FUNCTION quen_words(text);
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("shops", "0002_search_key")]
    operations = [
        migrations.RunSQL(WORDS, NO_WORDS),
        migrations.AddField(
            model_name="customer",
            name="name_key",
            field=models.GeneratedField(
                expression=models.Func(models.F("name"), function="quen_search_key"),
                output_field=models.TextField(),
                db_persist=True,
                help_text="search_key(name), for order and duplicates",
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                fields=["name_key", "id"], name="customer_by_name", condition=models.Q(root__isnull=True)
            ),
        ),
    ]
