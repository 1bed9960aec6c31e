"""The owner hands a person her data, and forgets her when she asks; nobody else at the shop may."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quen.flows.ask_erasure import erase_due
from quen.flows.models import Erasure, ErasureState
from quen.people.models import Customer
from quen.people.note import write_note
from quen.shops.models import Staff
from quen.shops.roles import Role
from quen.tasks.models import Task, TaskState
from tests.flows.everything import NAME, WORDS, fill, suong_mai
from tests.world import World, build, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def signed_in(person: Staff) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


def post(world: World, what: str, customer: Customer, **said: str) -> str:
    client = signed_in(world.mai)
    answer = client.post(reverse(f"console:people:{what}", args=[customer.pk]), said, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_only_owner_and_manager_may(world: World) -> None:
    address = reverse("console:people:own_data", args=[world.lan.pk])
    let_in = {
        role
        for role in Role
        if signed_in(staff(name=role, email=f"{role}@x.vn", role=role)).get(address).status_code == 200
    }
    assert let_in == {Role.OWNER, Role.MANAGER}


def test_the_page_says_what_goes_what_stays_and_what_is_open(world: World) -> None:
    her = suong_mai()
    fill(her)
    page = signed_in(world.mai).get(reverse("console:people:own_data", args=[her.pk])).content.decode()
    for words in (
        "Notes of staff",
        "Purchases",
        "accounting law",
        "Still open with her",
    ):
        assert words in page


def test_the_page_asks_the_database_a_few_times_whatever_is_kept(
    world: World, django_assert_max_num_queries: Any
) -> None:
    her = suong_mai()
    fill(her)
    client = signed_in(world.mai)
    address = reverse("console:people:own_data", args=[her.pk])
    client.get(address)
    with django_assert_max_num_queries(12):
        client.get(address)


def test_the_file_is_a_zip_nobody_keeps(world: World) -> None:
    answer = signed_in(world.mai).post(reverse("console:people:own_data_file", args=[world.lan.pk]))
    assert answer.content.startswith(b"PK") and answer["Cache-Control"] == "no-store"
    assert f"-{world.lan.pk}.zip" in answer["Content-Disposition"]


def test_nothing_is_erased_without_the_box(world: World) -> None:
    post(world, "own_data_erasure", world.lan, when="now")
    assert Customer.objects.get(pk=world.lan.pk).name == "Nguyễn Thị Lan"
    assert not Erasure.objects.exists()


def test_a_wish_waits_can_be_taken_back_and_is_done_by_the_worker(world: World) -> None:
    write_note(customer=world.lan.pk, text="uống ít đường", by=world.by_mai, at=timezone.now())
    post(world, "own_data_erasure", world.lan, when="later", sure="yes")
    wish = Erasure.objects.get()
    assert (wish.erases_at - wish.asked_at, wish.due_on) == (
        timedelta(days=7),
        timezone.localdate(wish.asked_at) + timedelta(20),
    )
    task = Task.objects.get()
    assert (task.role, task.state, task.customer_id) == (Role.MANAGER, TaskState.OPEN, world.lan.pk)
    assert erase_due(at=timezone.now()) == 0
    post(world, "own_data_stay", world.lan)
    task.refresh_from_db()
    assert task.state == TaskState.CANCELLED
    assert erase_due(at=timezone.now() + timedelta(days=8)) == 0
    post(world, "own_data_erasure", world.lan, when="later", sure="yes")
    assert erase_due(at=timezone.now() + timedelta(days=8)) == 1
    assert Customer.objects.get(pk=world.lan.pk).name == ""
    assert set(Erasure.objects.values_list("state", flat=True)) == {
        ErasureState.TAKEN_BACK,
        ErasureState.DONE,
    }
    assert erase_due(at=timezone.now() + timedelta(days=8)) == 0


def test_at_once_and_for_good_and_her_profile_still_opens(world: World) -> None:
    her = suong_mai()
    fill(her)
    post(world, "own_data_erasure", her, when="now", sure="yes")
    assert Customer.objects.get(pk=her.pk).name == NAME, "what is open was not accepted"
    post(world, "own_data_erasure", her, when="now", sure="yes", accepts_open="yes")
    client = signed_in(world.mai)
    for page in ("own_data", "show", "story", "points"):
        answer = client.get(reverse(f"console:people:{page}", args=[her.pk]))
        assert answer.status_code == 200
        assert NAME not in answer.content.decode() and WORDS not in answer.content.decode()


def test_the_wait_is_the_owners_choice_inside_the_law(world: World) -> None:
    post(world, "own_data_wait", world.lan, days="21")
    post(world, "own_data_wait", world.lan, days="0")
    post(world, "own_data_erasure", world.lan, when="later", sure="yes")
    assert erase_due(at=timezone.now()) == 1
