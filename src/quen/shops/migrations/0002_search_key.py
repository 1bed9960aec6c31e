"""`quen_search_key(text)`, written out by shops/search_key.py."""

from django.db import migrations

from quen.shops.search_key import create_search_key


class Migration(migrations.Migration):
    dependencies = [("shops", "0001_initial")]
    operations = [migrations.RunSQL(create_search_key(), "DROP FUNCTION quen_search_key(text)")]
