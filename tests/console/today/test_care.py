"""The list of the day on the screen: who sees what, done, set aside, taken back."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from quen.insight.today.models import Care, CareState
from quen.people.models import ConsentChannel, Customer, Identity
from quen.shops.models import Staff
from quen.shops.roles import Role
from tests.console.today.test_today import open_today, text
from tests.insight.shop import buy
from tests.insight.today.shop import TODAY, agree, regular, settle
from tests.world import World, build, staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sunday(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def world() -> World:
    """Hoa is overdue and may be called, Tư is overdue and may not; Ba has her birthday and is expected today."""
    world = build()
    agree(regular("Hoa", 40, 300_000, world), "+84911111111")
    regular("Tư", 40, 500_000, world)
    regular("Ba", 10, 100_000, world, birth_date=date(1990, 11, 22), gender="female")
    buy(None, TODAY, 10_000, store=world.store)
    settle()
    return world


def press(client: Client, who: Staff, line: Care, verb: str, **fields: Any) -> str:
    client.force_login(who)
    client.cookies["django_language"] = "en"
    answer = client.post(f"/care/{line.pk}/{verb}/", fields, headers={"HX-Request-Type": "partial"})
    assert answer.status_code == 200
    return answer.content.decode()


def line_of(name: str) -> Care:
    return Care.objects.get(customer__name=name, kind__in=["rescue", "birthday"])


def someone(role: Role) -> Staff:
    return staff(name=f"{role}", email=f"{role}@example.com", role=role)


def named(html: str) -> set[str]:
    return {name for name in ("Hoa", "Tư", "Ba") if f'Done: {name}"' in html}


def test_each_role_is_given_its_part(client: Client, world: World) -> None:
    for who in (world.mai, someone(Role.MANAGER), someone(Role.MARKETER)):
        assert named(open_today(client, who)) == {"Hoa", "Tư", "Ba"}
    assert named(open_today(client, someone(Role.SUPPORT))) == {"Hoa"}, "whom one may call or write to"
    client.force_login(world.tu)
    at_the_till = client.get("/care/", headers={"accept-language": "en"}).content.decode()
    assert named(at_the_till) == {"Ba"}, "who may come today, and nobody to win back"
    assert "Returning revenue" not in at_the_till, "the figures do not concern the till"
    analyst = someone(Role.ANALYST)
    assert named(open_today(client, analyst)) == set()
    assert client.get("/care/").status_code == 403


def test_without_consent_nobody_is_called(client: Client, world: World) -> None:
    Identity.objects.create(customer=Customer.objects.get(name="Tư"), kind="phone", value="+84922222222")
    html = open_today(client, world.mai)
    assert "tel:+84911111111" in html
    assert "+84922222222" not in html
    assert "No consent to calls or messages: say it when the customer comes in." in text(html)
    assert html.count("data-copy=") == 1


def test_consent_taken_back_during_the_day_counts_at_once(client: Client, world: World) -> None:
    assert "tel:+84911111111" in open_today(client, world.mai)
    agree(Customer.objects.get(name="Hoa"), channel=ConsentChannel.CALL, is_given=False)
    assert "tel:+84911111111" not in open_today(client, world.mai)


def test_done_leaves_the_list_and_can_be_taken_back(client: Client, world: World) -> None:
    open_today(client, world.mai)
    line = line_of("Hoa")
    html = press(client, world.mai, line, "done")
    assert html.lstrip().startswith('<section class="card care" id="care"')
    assert "1 of 10 done" in text(html)
    assert "Hoa: noted as done." in text(html)
    assert "Win back · Trần Thị Mai" in text(html)
    assert named(html) == {"Tư", "Ba"}
    html = press(client, world.mai, line, "open")
    assert "Hoa is on the list again." in text(html)
    assert named(html) == {"Hoa", "Tư", "Ba"}


def test_set_aside_says_until_when(client: Client, world: World) -> None:
    open_today(client, world.mai)
    html = press(client, world.mai, line_of("Hoa"), "aside", days="30")
    assert "Hoa: set aside until 22/12/2026." in text(html)
    assert named(html) == {"Tư", "Ba"}
    assert "0 of 10 done" in text(html)
    assert "Set aside for 7, 30 or 90 days" in press(client, world.mai, line_of("Ba"), "aside", days="x")
    assert line_of("Ba").state == CareState.OPEN


def test_the_second_to_press_is_told_that_a_colleague_was_faster(client: Client, world: World) -> None:
    open_today(client, world.mai)
    line = line_of("Hoa")
    press(client, world.mai, line, "done")
    html = press(client, someone(Role.MANAGER), line, "done")
    assert "A colleague was faster" in text(html)
    assert Care.objects.get(pk=line.pk).decided_by == str(world.by_mai)


def test_who_came_today_needs_no_call_any_more(client: Client, world: World) -> None:
    assert "Hoa" in named(open_today(client, world.mai))
    buy(Customer.objects.get(name="Hoa"), TODAY, 10_000, store=world.store)
    settle()
    assert named(open_today(client, world.mai)) == {"Tư", "Ba"}


def test_without_a_script_the_way_leads_back_to_the_page(client: Client, world: World) -> None:
    open_today(client, world.mai)
    answer = client.post(f"/care/{line_of('Hoa').pk}/done/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_a_person_is_given_what_a_person_can_do(client: Client, world: World) -> None:
    for place in range(12):
        regular(f"Khách {place}", 40, 200_000, world)
    settle()
    open_today(client, world.mai)
    for line in Care.objects.filter(kind="rescue")[:10]:
        html = press(client, world.mai, line, "done")
    assert "Done for today" in text(html)
    assert named(open_today(client, someone(Role.MANAGER))) != set(), "a colleague's day is her own"


def test_lines_are_kept_for_the_day(client: Client, world: World, django_assert_max_num_queries: Any) -> None:
    open_today(client, world.mai)
    press(client, world.mai, line_of("Hoa"), "done")
    with django_assert_max_num_queries(12):
        client.get("/care/")


def test_the_story_tells_that_she_was_looked_after(client: Client, world: World) -> None:
    open_today(client, world.mai)
    line = line_of("Hoa")
    press(client, world.mai, line, "done")
    told = client.get(f"/customers/{line.customer_id}/story/").content.decode()
    assert "Was looked after: Win back" in text(told)
    assert timedelta(days=60) == Care.objects.get(pk=line.pk).rests_until - line.day  # type: ignore[operator]
