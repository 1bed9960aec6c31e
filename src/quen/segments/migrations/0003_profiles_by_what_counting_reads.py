"""A second key of the profiles that carries what is asked of the person most, for rules that ask goods too.

Scanned in the order of customers' numbers beside the keys of the tallies, it is half as large as the rows; see
docs/decisions/0018-keys-carry-what-counting-reads.md.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("segments", "0002_tallies_carry_times_and_days")]

    operations = [
        migrations.AddIndex(
            model_name="profile",
            index=models.Index(
                fields=["customer"],
                include=[
                    "revenue_minor", "gender", "stage", "value_band", "rfm", "tier", "kind", "purchases", "first_day",
                    "last_day", "birthday", "birth_date", "known_by", "consents", "member_since", "balance",
                    "is_internal", "is_first_big",
                ],
                name="profile_by_person",
            ),
        ),
    ]  # fmt: skip
