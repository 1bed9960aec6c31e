"""The programme in force, as data."""

from datetime import date
from typing import Any

from django.utils.timezone import localdate
from ninja import Router, Schema
from pydantic import Field

from quen.api.bearer import ApiRequest, needs
from quen.api.errors import NotFound
from quen.api.shapes import says
from quen.enrolment.versions import version_in_force
from quen.kernel.sentences import gettext_noop
from quen.shops.scopes import Scope

router = Router(tags=["Programme"])


class Tier(Schema):
    """A step of the ladder, the lowest first."""

    key: str
    name: str


class Programme(Schema):
    """The version that judges today's purchases."""

    model_config = says(
        {
            "version": 1,
            "name": "Khách quen",
            "points_name": "điểm",
            "currency": "VND",
            "point_value_minor": 100,
            "effective_from": "2026-01-01",
            "effective_until": None,
            "tiers": [{"key": "silver", "name": "Bạc"}],
            "rules": {"base": {"points": 1, "per_amount_minor": 10000}},
        }
    )

    version: int
    name: str
    points_name: str
    currency: str
    point_value_minor: int = Field(description="what a point is worth when it is spent")
    effective_from: date
    effective_until: date | None
    tiers: list[Tier]
    rules: dict[str, Any] = Field(
        description="the whole programme, as docs/reference/programme.md describes it"
    )


@router.get(
    "/programme",
    auth=needs(Scope.PROGRAMME_READ),
    response=Programme,
    operation_id="get_programme",
    summary="See the programme in force",
)
def get_programme(request: ApiRequest) -> Programme:
    """404 where no programme is in force today."""
    found = version_in_force(localdate())
    if found is None:
        raise NotFound(
            gettext_noop("No programme is in force today. Purchases are recorded and give no points.")
        )
    steps = found.tiers.steps if found.tiers else ()
    return Programme(
        version=found.version,
        name=found.name,
        points_name=found.points_name,
        currency=found.currency,
        point_value_minor=found.point_value_minor,
        effective_from=found.effective_from,
        effective_until=found.effective_until,
        tiers=[Tier(key=step.key, name=step.name) for step in steps],
        rules=found.model_dump(mode="json", exclude_defaults=True),
    )
