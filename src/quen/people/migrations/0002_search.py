"""What search needs beyond tables: the words a customer is found by."""

from pathlib import Path

from django.db import migrations

WORDS = (Path(__file__).parent.parent / "search_words.sql").read_text()
NO_WORDS = """
DROP FUNCTION quen_search(text);
DROP FUNCTION quen_identity_words(text, text);
DROP FUNCTION quen_digit_words(text);
DROP FUNCTION quen_words(text);
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunSQL(WORDS, NO_WORDS)]
