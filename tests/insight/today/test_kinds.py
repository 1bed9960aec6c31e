"""Who is on the list of the day for which reason, and who is not."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from quen.insight.today.models import Care, CareDay
from quen.insight.today.registry import KIND
from quen.insight.today.settings import care_settings, change_care_settings, per_day
from quen.insight.today.told import Told
from quen.people.models import Customer
from quen.shops.models import SettingChange
from quen.shops.roles import Role
from tests.insight.shop import buy, count_as
from tests.insight.today.shop import TODAY, agree, forecast, meant, regular, settle
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
            "silent": 40, "usual": 10, "year": 300_000, "at_stake": 300_000, "active": None, "spends": 100_000,
            "last": "2026-10-13", "due": "2026-11-12",
        }),
    ]  # fmt: skip


def test_at_stake_is_what_her_forecast_does_not_expect_anyway(world: World) -> None:
    lan = regular("Lan", 40, 100_000, world)
    agree(lan, "+84911111111")
    hoa = regular("Hoa", 40, 100_000, world)
    agree(hoa, "+84911111112")
    forecast(lan, p_active=0.3, spend_365_minor=120_000).save()
    settle()
    found = {name: (gain, facts["at_stake"], facts["active"]) for name, gain, facts in meant("rescue")}
    assert found == {"Lan": (13_500, 180_000, 30), "Hoa": (22_500, 300_000, None)}
    with override("en"):
        why = KIND["rescue"].why(
            Told(
                {"usual": 10, "silent": 40, "at_stake": 180_000, "active": 30}, "VND", "Cà phê Mai", "Lan", ""
            )
        )
    assert why.replace("\N{NO-BREAK SPACE}", " ") == (
        "Usually every 10 days, now 40 days since the last visit. About 180,000 ₫ a year is at stake. "
        "Still a customer with a chance of 30%."
    )


def test_the_forecast_says_when_she_is_expected_and_else_her_own_rhythm(world: World) -> None:
    for number, name in enumerate(("Lan", "Hoa")):
        agree(regular(name, 40, 100_000, world), f"+8491111111{number}")
    lan = Customer.objects.get(name="Lan")
    forecast(lan, next_visit=date(2026, 11, 25)).save()
    settle()
    meant("rescue")
    expected = dict(Care.objects.filter(kind="rescue").values_list("customer__name", "expected_on"))
    assert expected == {"Lan": date(2026, 11, 25), "Hoa": date(2026, 10, 23)}


def test_a_reason_nobody_wants_leaves_the_list_at_once(world: World) -> None:
    agree(regular("Lan", 40, 100_000, world), "+84911111111")
    settle()
    assert [name for name, _gain, _facts in meant("rescue")] == ["Lan"]
    change_care_settings(contact_minor=None, off=["rescue"], by=world.by_mai)
    assert meant("rescue") == []
    assert "rescue" not in CareDay.objects.get().meant
    change_care_settings(contact_minor=None, by=world.by_mai)
    assert [name for name, _gain, _facts in meant("rescue")] == ["Lan"]


def test_every_change_of_the_settings_is_remembered(world: World) -> None:
    change_care_settings(
        per_day={Role.OWNER: 10, Role.CASHIER: 3}, contact_minor=500, off=["birthday"], by=world.by_mai
    )
    changes = {change.setting: (change.before, change.after) for change in SettingChange.objects.all()}
    assert changes == {
        "care.cashier_per_day": (10, 3), "care.contact_minor": (None, 500), "care.off": ([], ["birthday"]),
    }  # fmt: skip
    kept = care_settings()
    assert (per_day(Role.OWNER, kept), per_day(Role.CASHIER, kept), per_day(Role.SUPPORT, kept)) == (
        10,
        3,
        10,
    )


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
    change_care_settings(contact_minor=600, by=world.by_mai)
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
