"""Stores and settings, with their history."""

from datetime import date

import pytest

from quen.shops.change_business import change_business
from quen.shops.change_store import add_store, change_store, other_names_of
from quen.shops.errors import NotASetting, StoreNameTaken
from quen.shops.models import SettingChange, Store, StoreAlias
from tests import world as cast
from tests.world import World


@pytest.fixture
def world(db: None) -> World:
    return cast.build()


def history() -> list[tuple[str, object, object, str]]:
    rows = SettingChange.objects.order_by("pk")
    return list(rows.values_list("setting", "before", "after", "changed_by"))


def test_a_renamed_store_is_still_found_by_the_name_the_till_knows(world: World) -> None:
    change_store(store_id=world.store.pk, name="Bến Thành", by=world.by_mai)
    store = Store.objects.get(pk=world.store.pk)
    assert (store.name, store.key) == ("Bến Thành", "quan 1")
    mai = str(world.by_mai)
    assert history() == [(f"store.{store.pk}.name", "Quận 1", "Bến Thành", mai)]


def test_two_stores_do_not_share_a_name_however_it_is_written(world: World) -> None:
    for taken in ("QUAN 1", "Quận  1"):
        with pytest.raises(StoreNameTaken):
            add_store(name=taken, by=world.by_mai)
    assert Store.objects.count() == 1


def test_a_renamed_store_keeps_the_names_it_had(world: World) -> None:
    for name in ("Bến Thành", "Chợ Bến Thành"):
        change_store(store_id=world.store.pk, name=name, other_names=[], by=world.by_mai)
    store = Store.objects.get(pk=world.store.pk)
    assert other_names_of(store) == ["Bến Thành"]
    assert set(StoreAlias.objects.values_list("key", flat=True)) == {"ben thanh", "cho ben thanh"}
    assert [setting for setting, *_ in history()] == [f"store.{store.pk}.name"] * 2


def test_other_names_are_written_with_what_they_were(world: World) -> None:
    store = world.store
    for names in (["Q1", " Quầy  1 ", "q1", "quan 1"], ["q1", "QUẦY 1"], ["Quầy 1"]):
        change_store(store_id=store.pk, name=store.name, other_names=names, by=world.by_mai)
    mai, setting = str(world.by_mai), f"store.{store.pk}.other_names"
    assert history() == [(setting, [], ["q1", "Quầy 1"], mai), (setting, ["q1", "Quầy 1"], ["Quầy 1"], mai)]
    assert other_names_of(store) == ["Quầy 1"]


def test_a_name_belongs_to_one_store_only(world: World) -> None:
    other = add_store(name="Quận 3", other_names=["Q3"], by=world.by_mai)
    before = history()
    for name, names in (("Q3", []), ("Quận 1", ["q3"]), ("Quận 1", ["Q1", "QUAN 3"])):
        with pytest.raises(StoreNameTaken):
            change_store(store_id=world.store.pk, name=name, other_names=names, by=world.by_mai)
    with pytest.raises(StoreNameTaken):
        add_store(name="q3", by=world.by_mai)
    assert history() == before
    assert list(StoreAlias.objects.values_list("store", "key")) == [(other.pk, "q3")]


def test_the_name_the_first_files_used_stays(world: World) -> None:
    change_store(store_id=world.store.pk, name="Quận 1", other_names=["Q1"], by=world.by_mai)
    Store.objects.update(written="Q1")
    with pytest.raises(NotASetting):
        change_store(store_id=world.store.pk, name="Quận 1", other_names=["Quầy 1"], by=world.by_mai)
    assert list(StoreAlias.objects.values_list("key", flat=True)) == ["q1"]


def test_a_store_cannot_close_before_it_opens(world: World) -> None:
    with pytest.raises(NotASetting):
        add_store(name="Quận 3", opened_on=date(2026, 2, 1), closed_on=date(2026, 1, 1), by=world.by_mai)
    assert Store.objects.count() == 1
    assert history() == []


def test_only_what_differs_is_written_with_what_it_was(world: World) -> None:
    change_business(name="Cà phê Mai", brand_colour="#b45309", by=world.by_mai)
    assert history() == [("business.brand_colour", "#0f766e", "#b45309", str(world.by_mai))]
    with pytest.raises(NotASetting):
        change_business(timezone="Sao Hỏa", by=world.by_mai)
    assert len(history()) == 1
