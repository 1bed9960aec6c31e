"""A person speaks for several companies: the one that stood with her becomes the first of her contacts."""

import django.db.models.deletion
from django.db import migrations, models

KEPT = """
INSERT INTO people_contact (company_id, person_id, part)
SELECT company_id, id, part FROM people_customer WHERE company_id IS NOT NULL ORDER BY id;
SET CONSTRAINTS ALL IMMEDIATE
"""
NEWEST = """
UPDATE people_customer AS person SET company_id = newest.company_id
FROM (
    SELECT DISTINCT ON (person_id) person_id, company_id FROM people_contact ORDER BY person_id, id DESC
) AS newest
WHERE newest.person_id = person.id;
SET CONSTRAINTS ALL IMMEDIATE
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_search")]
    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[("buyer", "Buyer"), ("user", "User"), ("beneficiary", "Beneficiary")],
                        default="buyer",
                        max_length=11,
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="people.customer",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="speaks_for",
                        to="people.customer",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("company", "person"), name="contact_once")]
            },
        ),
        migrations.RunSQL(KEPT, NEWEST),
        migrations.RemoveField(model_name="customer", name="company"),
    ]
