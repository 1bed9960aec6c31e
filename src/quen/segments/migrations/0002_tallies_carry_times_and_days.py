from django.db import migrations, models


# The keys' indexes carry what counting reads, and pages are soon marked as visible to all: then rows are seldom read.
CARRY = """
ALTER TABLE segments_tally DROP CONSTRAINT segments_tally_pkey,
    ADD PRIMARY KEY (of, customer_id) INCLUDE (times, first_day, last_day);
ALTER TABLE segments_profile DROP CONSTRAINT segments_profile_pkey,
    ADD PRIMARY KEY (customer_id) INCLUDE (revenue_minor);
ALTER TABLE segments_tally SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
ALTER TABLE segments_profile SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
"""
LEAVE = """
ALTER TABLE segments_tally DROP CONSTRAINT segments_tally_pkey, ADD PRIMARY KEY (of, customer_id);
ALTER TABLE segments_profile DROP CONSTRAINT segments_profile_pkey, ADD PRIMARY KEY (customer_id);
ALTER TABLE segments_tally RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor);
ALTER TABLE segments_profile RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("segments", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="tally",
            name="first_day",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.F("days"), output_field=models.SmallIntegerField(), template="(%(expressions)s)[1]"
                ),
                output_field=models.SmallIntegerField(),
            ),
        ),
        migrations.AddField(
            model_name="tally",
            name="last_day",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.F("days"),
                    output_field=models.SmallIntegerField(),
                    template="(%(expressions)s)[cardinality(%(expressions)s)]",
                ),
                output_field=models.SmallIntegerField(),
            ),
        ),
        migrations.AddField(
            model_name="tally",
            name="times",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.F("days"),
                    output_field=models.IntegerField(),
                    template="cardinality(%(expressions)s)",
                ),
                output_field=models.IntegerField(),
            ),
        ),
        migrations.RunSQL(CARRY, LEAVE),
    ]
