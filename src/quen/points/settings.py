"""What the owner decides about points: what a return may take, and from where on a correction needs two people."""

from typing import TypedDict, Unpack

from django.db import transaction

from quen.kernel.actor import Actor
from quen.points.request import some
from quen.points.terms import PointsSettings, ReturnPolicy
from quen.shops.history import change


class Decided(TypedDict, total=False):
    """What may be changed."""

    return_policy: ReturnPolicy
    approval_above: int


def points_settings() -> PointsSettings:
    """What is in force; the defaults until somebody changes them."""
    return PointsSettings.objects.filter(pk=1).first() or PointsSettings(pk=1)


@transaction.atomic
def change_points_settings(*, by: Actor, **decided: Unpack[Decided]) -> PointsSettings:
    """Write what differs, with its history. Raises NotPoints."""
    if "approval_above" in decided:
        decided["approval_above"] = some(decided["approval_above"] + 1) - 1
    row, _is_new = PointsSettings.objects.select_for_update().get_or_create(pk=1)
    change(row, dict(decided), of="points", by=by)
    return row
