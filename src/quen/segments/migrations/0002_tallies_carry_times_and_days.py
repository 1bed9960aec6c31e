"""What no model says: keys of tallies and profiles that carry what counting reads, and room on their pages."""

from django.db import migrations

# The keys' indexes carry what counting reads, and pages are soon marked as visible to all: then rows are seldom read.
CARRY = """
ALTER TABLE segments_tally DROP CONSTRAINT segments_tally_pkey,
    ADD PRIMARY KEY (of, customer_id) INCLUDE (times, first_day, last_day);
ALTER TABLE segments_profile DROP CONSTRAINT segments_profile_pkey,
    ADD PRIMARY KEY (customer_id) INCLUDE (revenue_minor);
ALTER TABLE segments_tally SET (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
ALTER TABLE segments_profile SET (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
"""
LEAVE = """
ALTER TABLE segments_tally DROP CONSTRAINT segments_tally_pkey, ADD PRIMARY KEY (of, customer_id);
ALTER TABLE segments_profile DROP CONSTRAINT segments_profile_pkey, ADD PRIMARY KEY (customer_id);
ALTER TABLE segments_tally RESET (fillfactor, autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor);
ALTER TABLE segments_profile RESET (fillfactor, autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor);
"""


class Migration(migrations.Migration):
    dependencies = [("segments", "0001_initial")]
    operations = [migrations.RunSQL(CARRY, LEAVE)]
