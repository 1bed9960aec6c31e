from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("surveys", "0007_products")]

    operations = [
        migrations.RemoveConstraint(model_name="survey", name="survey_without_names_rewards_nobody"),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.CheckConstraint(
                condition=Q(reward="") | Q(is_anonymous=False) | Q(reward="voucher", audience="customers"),
                name="survey_without_names_gives_vouchers",
            ),
        ),
    ]
