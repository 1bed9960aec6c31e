"""Two customers are one, and two again, and nothing is lost on the way."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quen.kernel.actor import SYSTEM
from quen.people.errors import AlreadyMerged, NoSuchCustomer, NotMerged
from quen.people.find import everyone_in, root_of
from quen.people.merge import merge
from quen.people.models import Customer, Identity, IdentityKind, Merge
from quen.people.search import matching, refresh_search
from quen.people.unmerge import unmerge
from tests.people.story import last_facts, told
from tests.world import World

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


@pytest.fixture
def chi_lan(world: World) -> Customer:
    made = Customer.objects.create(name="Chị Lan tạp hóa")
    Identity.objects.create(customer=made, kind=IdentityKind.PHONE, value="+84987654321")
    refresh_search()
    return made


def found(text: str) -> list[str]:
    return list(
        Customer.objects.filter(matching(text), root=None).order_by("pk").values_list("name", flat=True)
    )


def merge_now(customer: Customer, into: Customer) -> Merge:
    return merge(customer=customer.pk, into=into.pk, by=SYSTEM, at=NOON)


def test_merged_customers_are_found_as_one_and_keep_what_is_theirs(world: World, chi_lan: Customer) -> None:
    row = merge_now(chi_lan, world.lan)
    assert root_of(chi_lan.pk) == root_of(world.lan.pk) == world.lan
    assert everyone_in(world.lan.pk) == [world.lan.pk, chi_lan.pk]
    assert found("tạp hóa") == found("4321") == ["Nguyễn Thị Lan"]
    assert list(chi_lan.identities.values_list("value", flat=True)) == ["+84987654321"]
    for customer in (chi_lan, world.lan):
        assert told(customer.pk) == ["customers.merged"]
        assert last_facts(customer.pk) == {"merged": chi_lan.pk, "into": world.lan.pk}
    assert (row.merged_at, row.merged_by) == (NOON, "system")


def test_undone_they_are_two_again(world: World, chi_lan: Customer) -> None:
    words = dict(Customer.objects.values_list("pk", "search"))
    row = merge_now(chi_lan, world.lan)
    unmerge(merge=row.pk, by=SYSTEM, at=NOON)
    assert root_of(chi_lan.pk) == chi_lan
    assert dict(Customer.objects.values_list("pk", "search")) == words
    assert told(chi_lan.pk) == told(world.lan.pk) == ["customers.merged", "merge.undone"]
    with pytest.raises(NotMerged, match="undone already"):
        unmerge(merge=row.pk, by=SYSTEM, at=NOON)


def test_a_chain_is_flat_and_taken_apart_where_it_was_joined(world: World, chi_lan: Customer) -> None:
    co_lan = Customer.objects.create(name="Cô Lan")
    merge_now(co_lan, chi_lan)
    outer = merge_now(chi_lan, world.lan)
    assert root_of(co_lan.pk) == world.lan
    unmerge(merge=outer.pk, by=SYSTEM, at=NOON)
    assert root_of(co_lan.pk) == chi_lan
    assert root_of(chi_lan.pk) == chi_lan


def test_whom_chi_lan_already_counts_as_takes_in_who_is_merged_into_her(
    world: World, chi_lan: Customer
) -> None:
    co_lan = Customer.objects.create(name="Cô Lan")
    merge_now(chi_lan, world.lan)
    merge_now(co_lan, chi_lan)
    assert root_of(co_lan.pk) == world.lan
    assert last_facts(world.lan.pk) == {"merged": co_lan.pk, "into": world.lan.pk}


def test_who_is_one_already_is_not_merged_again(world: World, chi_lan: Customer) -> None:
    merge_now(chi_lan, world.lan)
    with pytest.raises(AlreadyMerged, match="are one already"):
        merge_now(world.lan, chi_lan)
    with pytest.raises(AlreadyMerged, match="are one already"):
        merge_now(world.lan, world.lan)
    with pytest.raises(AlreadyMerged, match="are one already"):
        merge_now(chi_lan, world.lan)
    other = Customer.objects.create(name="Bạch")
    with pytest.raises(AlreadyMerged, match="already counts as Nguyễn Thị Lan"):
        merge_now(chi_lan, other)
    with pytest.raises(NoSuchCustomer):
        merge(customer=other.pk, into=0, by=SYSTEM, at=NOON)
    assert Merge.objects.count() == 1
    assert told(other.pk) == []


CUSTOMERS = 6
steps = st.lists(
    st.tuples(
        st.sampled_from(["merge", "undo"]), st.integers(0, CUSTOMERS - 1), st.integers(0, CUSTOMERS - 1)
    ),
    max_size=14,
)


def root_in(parents: dict[int, int], customer: int) -> int:
    """The same question asked of plain pointers; it would not end if there were a cycle."""
    while customer in parents:
        customer = parents[customer]
    return customer


def roots() -> dict[int, int]:
    return {pk: root or pk for pk, root in Customer.objects.values_list("pk", "root")}


@pytest.mark.django_db
@settings(deadline=None, max_examples=40)
@given(steps)
def test_roots_always_say_what_the_merges_say_and_undoing_all_restores_everyone(
    story: list[tuple[str, int, int]],
) -> None:
    people = [Customer.objects.create(name=f"Khách {number}") for number in range(CUSTOMERS)]
    parents: dict[int, int] = {}
    try:
        for step, one, other in story:
            customer, into = people[one], people[other]
            if step == "undo":
                for row in Merge.objects.filter(customer=customer, undone_at=None):
                    unmerge(merge=row.pk, by=SYSTEM, at=NOON)
                    del parents[customer.pk]
            elif customer.pk in parents or root_in(parents, into.pk) == customer.pk:
                with pytest.raises(AlreadyMerged):
                    merge_now(customer, into)
            else:
                merge_now(customer, into)
                parents[customer.pk] = into.pk
            assert roots() == {person.pk: root_in(parents, person.pk) for person in people}
        for row in Merge.objects.filter(undone_at=None).order_by("customer"):
            unmerge(merge=row.pk, by=SYSTEM, at=NOON)
        assert roots() == {person.pk: person.pk for person in people}
    finally:
        Merge.objects.all().delete()
        Customer.objects.filter(pk__in=[person.pk for person in people]).delete()
