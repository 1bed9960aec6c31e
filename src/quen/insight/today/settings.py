"""How many customers a person can look after in a day, and what looking after one costs."""

from collections.abc import Collection, Mapping

from django.db import transaction

from quen.insight.today.models import CareSettings
from quen.kernel.actor import Actor
from quen.shops.history import change, remember
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
def change_care_settings(
    *,
    by: Actor,
    per_day: Mapping[Role, int] | None = None,
    contact_minor: int | None,
    off: Collection[str] = (),
) -> CareSettings:
    """Write what differs, with its history: a line for each role, one for the cost, one for the reasons left off.

    Roles that are not named keep what they had.
    """
    row, _is_new = CareSettings.objects.select_for_update().get_or_create(pk=1)
    _change_per_day(row, per_day or {}, by)
    change(row, {"contact_minor": contact_minor, "off": sorted(off)}, of="care", by=by)
    return row


def _change_per_day(row: CareSettings, wanted: Mapping[Role, int], by: Actor) -> None:
    before = {role: per_day(role, row) for role in wanted}
    changed = {role: lines for role, lines in wanted.items() if lines != before[role]}
    remember({f"{role}_per_day": (before[role], lines) for role, lines in changed.items()}, of="care", by=by)
    row.per_day = {**row.per_day, **{role.value: lines for role, lines in changed.items()}}
    row.save(update_fields=["per_day"])
