"""What was changed because of Lan is told to Lan: once, with her consent, or on her page."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from quen.flows.tell_improvement import make_telling, tell_due
from quen.messages.channel import Channel
from quen.messages.models import Message
from quen.messages.settings import change_limits, change_sending
from quen.people.consent import give_consent
from quen.people.merge import merge
from quen.people.models import ConsentChannel, Customer, Identity, IdentityKind, Purpose
from quen.shops.clock import day_of
from quen.surveys.answer import answer
from quen.surveys.ask import ask
from quen.surveys.errors import BadSurvey
from quen.surveys.heard import heard_of
from quen.surveys.improve import not_told_yet, record_improvement, tell_from_now, withdraw_improvement
from quen.surveys.improved_models import Improvement, Told, ToldBy
from quen.surveys.links import OfInvitation
from quen.surveys.models import Response, Survey, Way
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import make_survey
from quen.surveys.themes.theme import Theme
from tests import world as cast
from tests.surveys.lan_answers import BY_LAN
from tests.world import World

DAY = timedelta(days=1)


@pytest.fixture
def world(db: None) -> World:
    shop = cast.build()
    Identity.objects.create(customer=shop.lan, kind=IdentityKind.EMAIL, value="lan@example.com")
    change_limits(channel=Channel.EMAIL, is_on=True, by=shop.by_mai)
    change_sending(public_url="https://ca-phe-mai.example", by=shop.by_mai)
    return shop


@pytest.fixture
def survey(world: World, now: datetime) -> Survey:
    return make_survey(name="NPS", form=READY_MADE["nps"].form, at=now - 20 * DAY, by=world.by_mai)


def says(who: Customer, survey: Survey, score: int, words: str, at: datetime) -> Response:
    asked = ask(survey=survey.pk, customer=who.pk, way=Way.LINK, key=f"{who.pk}:{at}", at=at, by=BY_LAN)
    row = answer(asked=OfInvitation(asked.pk), given={"score": [str(score)]}, key="", at=at, by=BY_LAN)
    row.words, row.themes = words, {"wait": -1} if "lâu" in words.lower() else {"wait": 1}
    row.save()
    return row


def changed(
    world: World, now: datetime, *, survey: int | None = None, theme: Theme | None = Theme.WAIT
) -> Improvement:
    return record_improvement(
        title="Thêm một quầy thu ngân", words="Giờ cao điểm nay có hai quầy.", since=day_of(now), survey=survey,
        theme=theme, at=now, by=world.by_mai,
    )  # fmt: skip


def agrees(world: World, at: datetime) -> None:
    give_consent(
        customer=world.lan.pk, purpose=Purpose.MARKETING, channel=ConsentChannel.EMAIL, proof="On paper",
        by=world.by_mai, at=at,
    )  # fmt: skip


def tells(world: World, row: Improvement, at: datetime) -> int:
    text = make_telling(way=Way.EMAIL, at=at, by=world.by_mai)
    tell_from_now(improvement=row.pk, template=text.pk, at=at, by=world.by_mai)
    return tell_due(at=at, most=50)


def test_lan_waited_too_long_and_is_told_once(world: World, survey: Survey, now: datetime) -> None:
    says(world.lan, survey, 3, "Chờ lâu quá", now - 5 * DAY)
    says(Customer.objects.create(name="Hoa"), survey, 10, "Nhanh", now - 5 * DAY)
    agrees(world, now - 9 * DAY)
    row = changed(world, now)
    assert tells(world, row, now) == 1
    message = Message.objects.get()
    assert (message.customer_id, message.facts) == (
        world.lan.pk, {"words": "Thêm một quầy thu ngân. Giờ cao điểm nay có hai quầy."},
    )  # fmt: skip
    assert (tell_due(at=now + DAY, most=50), Message.objects.count()) == (0, 1)
    assert heard_of(world.lan.pk, at=now, day=day_of(now)) == [], "told by a message, not told again"


def test_once_all_are_told_the_worker_asks_one_question(
    world: World, survey: Survey, now: datetime, django_assert_num_queries: Any
) -> None:
    says(world.lan, survey, 3, "Chờ lâu quá", now - 5 * DAY)
    agrees(world, now - 9 * DAY)
    row = changed(world, now)
    text = make_telling(way=Way.EMAIL, at=now, by=world.by_mai)
    tell_from_now(improvement=row.pk, template=text.pk, at=now, by=world.by_mai)
    assert tell_due(at=now, most=1) == 1
    row.refresh_from_db()
    assert row.told_all_at is None, "so many were told that there may be more"
    assert tell_due(at=now, most=1) == 0
    with django_assert_num_queries(1):
        assert tell_due(at=now, most=1) == 0


def test_many_changes_cost_her_page_no_more_questions_than_one(
    world: World, survey: Survey, now: datetime, django_assert_max_num_queries: Any
) -> None:
    says(world.lan, survey, 3, "Chờ lâu quá", now - 5 * DAY)
    rows = [changed(world, now + timedelta(minutes=place)) for place in range(8)]
    unsaid = [changed(world, now + timedelta(minutes=place), theme=Theme.PRICE) for place in range(8)]
    with django_assert_max_num_queries(9):
        found = heard_of(world.lan.pk, at=now + DAY, day=day_of(now + DAY))
    assert found == rows[:-4:-1] and not set(found) & set(unsaid)


def test_without_consent_it_waits_on_her_page(world: World, survey: Survey, now: datetime) -> None:
    says(world.lan, survey, 3, "Chờ lâu quá", now - 5 * DAY)
    row = changed(world, now)
    assert tells(world, row, now) == 0
    told = Told.objects.get()
    assert (told.way, told.told_at) == (ToldBy.PAGE, None)
    assert heard_of(world.lan.pk, at=now + DAY, day=day_of(now + DAY)) == [row]
    told.refresh_from_db()
    assert told.told_at == now + DAY
    assert heard_of(world.lan.pk, at=now + 2 * DAY, day=day_of(now + 2 * DAY)) == [row], "it stands some days"
    assert heard_of(world.lan.pk, at=now + 40 * DAY, day=day_of(now + 40 * DAY)) == []
    agrees(world, now + DAY)
    assert (tell_due(at=now + 2 * DAY, most=50), Told.objects.count()) == (0, 1), "never twice"


def test_who_praised_it_or_came_after_is_not_told(world: World, survey: Survey, now: datetime) -> None:
    says(world.lan, survey, 3, "Chờ lâu quá", now + DAY)
    says(Customer.objects.create(name="Hoa"), survey, 10, "Nhanh", now - 5 * DAY)
    row = changed(world, now)
    assert list(not_told_yet(row)) == []


def test_of_a_whole_survey_low_scores_are_told(world: World, survey: Survey, now: datetime) -> None:
    says(world.lan, survey, 3, "", now - 5 * DAY)
    says(Customer.objects.create(name="Hoa"), survey, 10, "", now - 5 * DAY)
    assert list(not_told_yet(changed(world, now, survey=survey.pk, theme=None))) == [world.lan.pk]


def test_who_was_merged_is_told_once(world: World, survey: Survey, now: datetime) -> None:
    twin = Customer.objects.create(name="Lan Nguyễn")
    says(world.lan, survey, 3, "Chờ lâu quá", now - 6 * DAY)
    says(twin, survey, 2, "Lâu", now - 5 * DAY)
    agrees(world, now - 9 * DAY)
    row = changed(world, now)
    assert list(not_told_yet(row)) == sorted([world.lan.pk, twin.pk])
    tells(world, row, now)
    merge(customer=twin.pk, into=world.lan.pk, by=world.by_mai, at=now)
    assert list(not_told_yet(row)) == []


def test_what_was_taken_back_tells_nobody(world: World, survey: Survey, now: datetime) -> None:
    says(world.lan, survey, 3, "Chờ lâu quá", now - 5 * DAY)
    row = withdraw_improvement(improvement=changed(world, now).pk, at=now, by=world.by_mai)
    assert heard_of(world.lan.pk, at=now, day=day_of(now)) == []
    with pytest.raises(BadSurvey):
        tells(world, row, now)


def test_it_answers_something_and_has_words(world: World, now: datetime) -> None:
    with pytest.raises(BadSurvey):
        changed(world, now, theme=None)
    with pytest.raises(BadSurvey):
        record_improvement(
            title=" ", words="x", since=day_of(now), survey=None, theme=Theme.WAIT, at=now, by=world.by_mai
        )
