"""How many customers a person can look after in a day, and what looking after one costs."""

from django.db import transaction

from quen.insight.today.models import CareSettings
from quen.kernel.actor import Actor
from quen.shops.history import change
from quen.shops.roles import Role

PER_DAY = 10
MOST_PER_DAY = 50


def care_settings() -> CareSettings:
    """What is in force; the defaults until somebody changes them."""
    return CareSettings.objects.filter(pk=1).first() or CareSettings(pk=1)


def per_day(role: Role, settings: CareSettings) -> int:
    """How many lines somebody of this role is given a day."""
    return int(settings.per_day.get(role.value, PER_DAY))


@transaction.atomic
def change_care_settings(*, per_day: dict[str, int], contact_minor: int | None, by: Actor) -> CareSettings:
    """Write what differs, with its history."""
    row, _is_new = CareSettings.objects.select_for_update().get_or_create(pk=1)
    change(row, {"per_day": per_day, "contact_minor": contact_minor}, of="care", by=by)
    return row
