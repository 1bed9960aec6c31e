"""Who is on the list of the day for which reason, and who is not."""

from datetime import date, timedelta

import pytest

from quen.insight.today.models import CareDay
from quen.insight.today.registry import KIND
from quen.insight.today.settings import change_care_settings
from quen.insight.today.told import Told
from quen.people.models import Customer
from tests.insight.shop import buy, count_as
from tests.insight.today.shop import TODAY, agree, meant, regular, settle
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def test_a_first_big_purchase_of_this_week_is_thanked_for(world: World) -> None:
    for number in range(1, 20):
        buy(Customer.objects.create(name=f"Khách {number}"), date(2026, 10, 1), number, store=world.store)
    buy(world.lan, TODAY - timedelta(days=6), 500_000, store=world.store)
    agree(world.lan)
    late = Customer.objects.create(name="Ba")  # as big, eight days ago
    buy(late, TODAY - timedelta(days=7), 500_000, store=world.store)
    came_again = Customer.objects.create(name="Tư")
    for days in (3, 1):
        buy(came_again, TODAY - timedelta(days=days), 500_000, store=world.store)
    settle()
    assert meant("first_big") == [("Nguyễn Thị Lan", 25_000, {"amount": 500_000, "on": "2026-11-16"})]


def test_a_birthday_is_told_on_its_day_of_who_still_buys(world: World) -> None:
    lan, hoa, cu = (
        Customer.objects.create(name=name, birth_date=born)
        for name, born in (
            ("Lan", date(1990, 11, 22)), ("Hoa", date(1990, 11, 23)), ("Cũ", date(1980, 11, 22)),
        )
    )  # fmt: skip
    for customer, days in ((lan, 30), (hoa, 30), (cu, 400)):
        buy(customer, TODAY - timedelta(days=days), 1_000_000, store=world.store)
    agree(lan, "+84911111111")
    settle()
    assert meant("birthday") == [("Lan", 30_000, {"year": 1_000_000})]


def test_who_was_born_on_the_29th_of_february_is_told_on_the_1st_of_march(world: World) -> None:
    lan = Customer.objects.create(name="Lan", birth_date=date(1992, 2, 29))
    buy(lan, date(2026, 2, 20), 1_000_000, store=world.store)
    settle(date(2026, 3, 1))
    assert [name for name, _gain, _facts in meant("birthday", date(2026, 3, 1))] == ["Lan"]
    assert meant("birthday", date(2026, 2, 28)) == []


def test_an_overdue_regular_is_won_back_by_what_is_at_stake(world: World) -> None:
    lan = regular("Lan", 40, 100_000, world)  # patience of 30 days
    agree(lan, "+84911111111")
    regular("Hoa", 30, 90_000, world)  # due today: still in time
    twice = Customer.objects.create(name="Tư")
    for days in (200, 190):
        buy(twice, TODAY - timedelta(days=days), 90_000, store=world.store)
    regular("Tú", 40, 90_000, world, is_internal=True)
    settle()
    assert meant("rescue") == [
        ("Lan", 22_500, {
            "silent": 40, "usual": 10, "year": 300_000, "spends": 100_000, "last": "2026-10-13", "due": "2026-11-12",
        }),
    ]  # fmt: skip


def test_without_consent_an_overdue_regular_is_worth_a_fifth(world: World) -> None:
    regular("Lan", 40, 100_000, world)
    settle()
    assert [(name, gain) for name, gain, _facts in meant("rescue")] == [("Lan", 4_500)]


def test_former_regulars_are_parted_by_silence_and_by_cost(world: World) -> None:
    regular("Lan", 40, 100_000, world)
    regular("Xa", 366, 100_000, world)
    regular("Ít", 40, 3_000, world)  # 675 expected of 9,000 a year; an average purchase is some 67,000
    settle()
    assert [name for name, _gain, _facts in meant("rescue")] == ["Lan"]
    assert [(name, gain) for name, gain, _facts in meant("let_go")] == [("Xa", 0), ("Ít", 0)]
    kept = CareDay.objects.get()
    assert (kept.contact_minor, kept.meant["rescue"], kept.meant["let_go"]) == (3_383, 1, 2)
    change_care_settings(per_day={}, contact_minor=600, by=world.by_mai)
    assert [name for name, _gain, _facts in meant("rescue")] == ["Lan", "Ít"]
    assert [name for name, _gain, _facts in meant("let_go")] == ["Xa"]


def test_a_merged_customer_is_not_named_beside_whom_she_counts_as(world: World) -> None:
    twin = regular("Chị Lan", 40, 100_000, world)
    count_as(twin, world.lan)
    settle()
    assert [name for name, _gain, _facts in meant("rescue")] == ["Nguyễn Thị Lan"]


@pytest.mark.parametrize(
    ("name", "gender", "dear"),
    [
        ("Nguyễn Thị Lan", "female", "chị Lan"),
        ("Lê Anh Tú", "male", "anh Tú"),
        ("Trần Hoa", "", "Hoa"),
        ("Cô Tư", "female", "cô Tư"),
        ("", "", "anh/chị"),
    ],
)
def test_vietnamese_words_address_her_as_one_does(name: str, gender: str, dear: str) -> None:
    told = Told({"year": 300_000}, "VND", "Cà phê Mai", name, gender)
    assert told.dear == dear
    if name:
        assert dear in KIND["birthday"].words(told)


def test_a_company_is_called_by_its_whole_name() -> None:
    assert Told({}, "VND", name="Công ty Suối Đá", is_company=True).dear == "Công ty Suối Đá"
