"""Stores: where they are, since when, until when, and what files call them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from quen.kernel.actor import Actor
from quen.kernel.names import search_key, tidy
from quen.kernel.sentences import gettext_noop
from quen.shops.errors import NotASetting, StoreNameTaken
from quen.shops.history import change, remember
from quen.shops.models import Store, StoreAlias


class StoreFacts(TypedDict, total=False):
    """What may be known of a store besides its names."""

    address: str
    area: str
    opened_on: date | None
    closed_on: date | None


@transaction.atomic
def add_store(*, name: str, by: Actor, other_names: Sequence[str] = (), **facts: Unpack[StoreFacts]) -> Store:
    """Write a new store. Raises StoreNameTaken, NotASetting."""
    _refuse_days(facts.get("opened_on"), facts.get("closed_on"))
    _refuse_taken([name, *other_names], besides=None)
    store = Store.objects.create(name=tidy(name), key=search_key(name), **facts)
    remember({"name": (None, store.name)}, of=f"store.{store.pk}", by=by)
    _settle_other_names(store, other_names, by=by)
    return store


@transaction.atomic
def change_store(
    *,
    store_id: int,
    name: str,
    by: Actor,
    other_names: Sequence[str] | None = None,
    **facts: Unpack[StoreFacts],
) -> Store:
    """Write what differs, with its history. Raises StoreNameTaken, NotASetting.

    The key by which files find the store stays, and a name it loses stays another name of it: a renamed store still
    takes the rows of the till that knows it by an old name, and of the till that learns the new one.
    `other_names` None leaves them as they are.
    """
    store = Store.objects.select_for_update().get(pk=store_id)
    _refuse_days(facts.get("opened_on"), facts.get("closed_on"))
    _refuse_taken([name, *(other_names or ())], besides=store.pk)
    if other_names is not None:
        _settle_other_names(store, other_names, by=by)
    change(store, {"name": tidy(name), **facts}, of=f"store.{store.pk}", by=by)
    _add_aliases(store, [store.name])
    return store


def other_names_of(store: Store) -> list[str]:
    """What files may call the store besides its name and its first name."""
    return [alias.name for alias in store.aliases.order_by("pk") if alias.key != search_key(store.name)]


def _settle_other_names(store: Store, names: Iterable[str], *, by: Actor) -> None:
    before = other_names_of(store)
    own = {store.key, search_key(store.name)}
    wanted = {key: tidy(name) for name in names if (key := search_key(name)) not in {*own, ""}}
    if set(wanted) == {search_key(name) for name in before}:
        return
    _refuse_losing_the_files(store, wanted)
    store.aliases.exclude(key__in={*wanted, *own}).delete()
    _add_aliases(store, wanted.values())
    remember({"other_names": (before, list(wanted.values()))}, of=f"store.{store.pk}", by=by)


def _add_aliases(store: Store, names: Iterable[str]) -> None:
    for name in names:
        if (key := search_key(name)) != store.key:
            StoreAlias.objects.get_or_create(key=key, store=store, defaults={"name": name})


def _refuse_losing_the_files(store: Store, wanted: Iterable[str]) -> None:
    if store.written and search_key(store.written) not in {*wanted, store.key, search_key(store.name)}:
        raise NotASetting(
            gettext_noop(
                "The first files called this store %(name)s: that name must stay. Nothing was changed."
            ),
            name=store.written,
        )


def _refuse_taken(names: Iterable[str], *, besides: int | None) -> None:
    others = [store for store in Store.objects.all() if store.pk != besides]
    taken = {key: other.name for other in others for key in (other.key, search_key(other.name))}
    called = {alias.key: alias for alias in StoreAlias.objects.exclude(store=besides).select_related("store")}
    for key in map(search_key, names):
        if key in taken:
            raise StoreNameTaken(
                gettext_noop("There is a store named %(name)s already. Nothing was changed."), name=taken[key]
            )
        if key in called:
            raise StoreNameTaken(
                gettext_noop("%(name)s is another name of the store %(store)s. Nothing was changed."),
                name=called[key].name,
                store=called[key].store.name,
            )


def _refuse_days(opened_on: date | None, closed_on: date | None) -> None:
    if opened_on and closed_on and closed_on < opened_on:
        raise NotASetting(gettext_noop("A store cannot close before it opens. Nothing was changed."))
