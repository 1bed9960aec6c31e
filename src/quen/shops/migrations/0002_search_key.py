"""`quen_search_key(text)`: kernel.names.search_key in SQL, for set-based statements (no unaccent: no extensions)."""

from django.db import migrations

CREATE = r"""
CREATE FUNCTION quen_search_key(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT btrim(regexp_replace(lower(regexp_replace(
        normalize(replace(translate(name, 'đĐøØłŁ', 'dDoOlL'), 'ß', 'ss'), NFD), '[\u0300-\u036f]', '', 'g')),
        '\s+', ' ', 'g'))
$$
"""


class Migration(migrations.Migration):
    dependencies = [("shops", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION quen_search_key(text)")]
