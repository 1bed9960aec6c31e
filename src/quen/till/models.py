"""What the owner decides about tills that lost their line."""

from django.db import models
from django.db.models import Q

MOST_REMEMBERED = 500
MOST_OFFLINE_POINTS = 1_000_000
MOST_OFFLINE_MINOR = 10**12
MOST_LEASE_HOURS = 72  # as vouchers.lease.MOST_HOURS


class TillSettings(models.Model):
    """One row, changed by `decide.py` with its history.

    `offline_points`: the most points one sale may spend without a line; 0, none. `offline_voucher_minor`: the most a
    voucher the till holds may take off one; 0: tills hold none. `remembered_customers`: how many
    customers a till keeps of those it saw lately, by name, last digits and points.
    """

    offline_points = models.PositiveIntegerField(default=0, db_default=0)
    offline_voucher_minor = models.BigIntegerField(default=0, db_default=0)
    lease_hours = models.PositiveSmallIntegerField(default=24, db_default=24)
    remembered_customers = models.PositiveIntegerField(default=100, db_default=100)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_row_of_till_settings"),
            models.CheckConstraint(
                condition=Q(offline_points__lte=MOST_OFFLINE_POINTS), name="till_offline_points_have_a_limit"
            ),
            models.CheckConstraint(
                condition=Q(offline_voucher_minor__range=(0, MOST_OFFLINE_MINOR)),
                name="till_offline_vouchers_have_a_limit",
            ),
            models.CheckConstraint(
                condition=Q(lease_hours__range=(1, MOST_LEASE_HOURS)), name="till_leases_have_an_end"
            ),
            models.CheckConstraint(
                condition=Q(remembered_customers__lte=MOST_REMEMBERED), name="till_remembers_not_everybody"
            ),
        ]
