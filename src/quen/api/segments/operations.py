"""The operations on segments."""

from typing import Literal

from ninja import Router, Schema
from pydantic import Field

from quen.api.bearer import ApiRequest, needs
from quen.api.shapes import says
from quen.segments.models import Segment as Row
from quen.shops.scopes import Scope

router = Router(tags=["Segments"])


class Segment(Schema):
    """A group of customers by a rule or a list."""

    model_config = says(
        {"key": "khach-vip", "name": "Khách VIP", "kind": "rule", "is_ready_made": False, "is_kept": True, "version": 2,
         "customers": 128}
    )  # fmt: skip

    key: str
    name: str
    kind: Literal["rule", "list"]
    is_ready_made: bool
    is_kept: bool = Field(description="whether who is in it is kept: shown at customers, and told as events")
    version: int
    customers: int | None = Field(description="how many are in it now; null where that is not kept")


class Segments(Schema):
    """All of them: there are never too many for one page."""

    data: list[Segment]


@router.get(
    "/segments",
    auth=needs(Scope.CUSTOMERS_READ),
    response=Segments,
    operation_id="list_segments",
    summary="List the segments",
)
def list_segments(request: ApiRequest) -> Segments:
    """Those shared with everybody and in use. Who is in which stands at the customer, as keys."""
    rows = Row.objects.filter(is_shared=True, archived_at=None).order_by("key")
    return Segments(data=[_shape(row) for row in rows])


def _shape(row: Row) -> Segment:
    is_whole = row.is_kept and row.filled_version == row.version
    return Segment(
        key=row.key, name=row.shown_name, kind="list" if row.kind == "list" else "rule",
        is_ready_made=row.is_ready_made, is_kept=row.is_kept, version=row.version,
        customers=row.customers if is_whole else None,
    )  # fmt: skip
