"""Tallies of goods say where each receipt was; of everything she bought her profile tells the sums, too."""

import django.contrib.postgres.fields
from django.db import migrations, models

# A database made since has the column from its beginning, before all words, where counts of a window find it soon.
MOVE_SUMS = """
ALTER TABLE segments_profile ADD COLUMN IF NOT EXISTS spent bigint[] NOT NULL DEFAULT '{}';
UPDATE segments_profile p SET spent = t.spent FROM segments_tally t WHERE t.of = '' AND t.customer_id = p.customer_id;
DELETE FROM segments_tally WHERE of = ''
"""
# No product has this category: whoever bought anything is tallied anew, at once, as after goods were moved.
TALLY_ANEW = "UPDATE segments_grouping SET category = 0; UPDATE segments_round SET done_on = done_on - 1"


class Migration(migrations.Migration):
    dependencies = [("segments", "0002_tallies_carry_times_and_days")]
    operations = [
        migrations.CreateModel(
            name="ChannelNumber",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("name", models.CharField(db_collation="C", max_length=60, unique=True)),
            ],
        ),
        migrations.AddField(
            model_name="tally",
            name="places",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=django.contrib.postgres.fields.ArrayField(
                    base_field=models.IntegerField(), size=2
                ),
                null=True,
                size=None,
            ),
        ),
        migrations.RunSQL(MOVE_SUMS, migrations.RunSQL.noop),
        migrations.RunSQL(TALLY_ANEW, migrations.RunSQL.noop),
    ]
