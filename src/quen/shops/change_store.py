"""Stores: where they are, since when, until when."""

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from quen.kernel.actor import Actor
from quen.kernel.names import search_key, tidy
from quen.kernel.sentences import gettext_noop
from quen.shops.errors import NotASetting, StoreNameTaken
from quen.shops.history import change, remember
from quen.shops.models import Store


class StoreFacts(TypedDict, total=False):
    """What may be known of a store besides its name."""

    address: str
    area: str
    opened_on: date | None
    closed_on: date | None


@transaction.atomic
def add_store(*, name: str, by: Actor, **facts: Unpack[StoreFacts]) -> Store:
    """Write a new store. Raises StoreNameTaken, NotASetting."""
    _refuse_days(facts.get("opened_on"), facts.get("closed_on"))
    _refuse_taken(name, besides=None)
    store = Store.objects.create(name=tidy(name), key=search_key(name), **facts)
    remember({"name": (None, store.name)}, of=f"store.{store.pk}", by=by)
    return store


@transaction.atomic
def change_store(*, store_id: int, name: str, by: Actor, **facts: Unpack[StoreFacts]) -> Store:
    """Write what differs, with its history. Raises StoreNameTaken, NotASetting.

    The key by which files find the store stays: a renamed store still takes the rows of the till that knows
    her by the old name.
    """
    store = Store.objects.select_for_update().get(pk=store_id)
    _refuse_days(facts.get("opened_on"), facts.get("closed_on"))
    _refuse_taken(name, besides=store.pk)
    change(store, {"name": tidy(name), **facts}, of=f"store.{store.pk}", by=by)
    return store


def _refuse_taken(name: str, *, besides: int | None) -> None:
    key = search_key(name)
    for other in Store.objects.all():
        if other.pk != besides and key in (other.key, search_key(other.name)):
            raise StoreNameTaken(
                gettext_noop("There is a store named %(name)s already. Nothing was changed."), name=other.name
            )


def _refuse_days(opened_on: date | None, closed_on: date | None) -> None:
    if opened_on and closed_on and closed_on < opened_on:
        raise NotASetting(gettext_noop("A store cannot close before it opens. Nothing was changed."))
