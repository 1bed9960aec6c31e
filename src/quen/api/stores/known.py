"""The store a request names."""

from quen.api.bearer import ApiRequest
from quen.api.errors import NotFound
from quen.kernel.sentences import gettext_noop
from quen.shops.models import Store


def refuse_unknown_store(request: ApiRequest, store: int | None) -> None:
    """Raises OtherStore where the token is for other stores, and NotFound where there is none of this number."""
    request.auth.refuse_other_store(store)
    if store is not None and not Store.objects.filter(pk=store).exists():
        raise NotFound(gettext_noop("There is no store number %(store)s. Nothing was kept."), store=store)
