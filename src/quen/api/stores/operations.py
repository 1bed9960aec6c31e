"""The stores, so that another system knows the number of its own."""

from datetime import date

from ninja import Router, Schema

from quen.api.bearer import ApiRequest, needs
from quen.api.shapes import says
from quen.shops.models import Store as Row
from quen.shops.scopes import Scope

router = Router(tags=["Stores"])


class Store(Schema):
    """A place of the business."""

    model_config = says({"id": 1, "name": "Quận 1", "area": "Quận 1", "closed_on": None})

    id: int
    name: str
    area: str
    closed_on: date | None


class Stores(Schema):
    """All of them: there are never too many for one page."""

    data: list[Store]


@router.get(
    "/stores",
    auth=needs(Scope.PURCHASES_READ),
    response=Stores,
    operation_id="list_stores",
    summary="List the stores",
)
def list_stores(request: ApiRequest) -> Stores:
    """The stores this token is for."""
    stores = Row.objects.order_by("pk")
    if request.auth.token.stores:
        stores = stores.filter(pk__in=request.auth.token.stores)
    return Stores(
        data=[
            Store(id=store.pk, name=store.name, area=store.area, closed_on=store.closed_on)
            for store in stores
        ]
    )
