"""A slip of the hand in a date is told beside it, and nothing is kept."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quen.leads.models import Competitor, Sighting
from quen.rewards.models import Reward
from quen.tasks.models import Task
from quen.tickets.hours_models import SpecialDay
from quen.vouchers.models import Batch
from tests import world as cast
from tests.console.cast import signed_in
from tests.tasks.errands import SENSELESS, errand
from tests.vouchers.kinds import kind
from tests.world import World

pytestmark = pytest.mark.django_db

DAYS = ("0001-01-01", "1989-12-31", "2201-01-01", "9999-12-31")
REASON = "Hãy chọn một ngày từ năm 1990 đến năm 2200"


@pytest.fixture
def shop() -> World:
    return cast.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


@pytest.mark.parametrize("day", DAYS)
def test_a_task_of_no_year_is_refused_and_everybodys_list_stays(mai: Client, shop: World, day: str) -> None:
    typed = {"title": "Gọi", "kind": "call", "who": f"staff:{shop.mai.pk}", "due_at": f"{day}T23:59"}
    answer = mai.post(reverse("console:tasks:new"), typed)
    assert (answer.status_code, Task.objects.count()) == (422, 0)
    assert REASON in answer.content.decode()
    assert mai.get(reverse("console:tasks:index")).status_code == 200


@pytest.mark.parametrize("moment", SENSELESS)
def test_a_task_is_not_put_off_until_a_year_that_never_comes(
    mai: Client, shop: World, moment: object
) -> None:
    task = errand(shop, timezone.now())
    mai.post(reverse("console:tasks:later", args=[task.pk]), {"until": f"{moment:%Y-%m-%dT%H:%M}"})
    assert Task.objects.get().due_at == task.due_at
    assert mai.get(reverse("console:tasks:index") + "?list=all").status_code == 200


def test_a_reward_and_a_price_seen_elsewhere_are_of_years_that_can_be(mai: Client) -> None:
    mai.post(reverse("console:leads:add_competitor"), {"name": "Cà phê Bên Kia", "words": ""})
    seen = {
        "competitor": str(Competitor.objects.get().pk),
        "product": "Cà phê",
        "price": "20000",
        "our_price": "",
    }
    gift = {
        "name": "Bình",
        "kind": "gift",
        "points": "60",
        "price_minor": "0",
        "stock": "5",
        "hold_hours": "48",
    }
    for day in (*DAYS, "2026-11-23"):
        mai.post(reverse("console:leads:sighting"), seen | {"seen_on": day})
        mai.post(reverse("console:rewards:new"), gift | {"first_day": day})
    assert [f"{row.seen_on}" for row in Sighting.objects.all()] == ["2026-11-23"]
    assert [f"{row.first_day}" for row in Reward.objects.all()] == ["2026-11-23"]


@pytest.mark.parametrize("day", DAYS)
def test_a_batch_of_vouchers_and_a_special_day_are_of_years_that_come(mai: Client, day: str) -> None:
    batches = reverse("console:vouchers:make_batch", args=[kind(timezone.now()).pk])
    assert mai.post(batches, {"codes": "5", "name": "Tờ rơi", "valid_until": day}).status_code < 500
    assert mai.post(reverse("console:tickets:day"), {"day": day, "words": "Nghỉ"}).status_code < 500
    assert not Batch.objects.exists()
    assert not SpecialDay.objects.exists()
