"""Mai begins a journey from nothing: its name, what begins it, its first step."""

from typing import Any

import pytest
from django.test import Client

from quen.campaigns.settings import campaign_settings
from quen.journeys.models import Journey, JourneyDraft
from quen.journeys.reads import newest, plan_of
from quen.shops.roles import Role
from tests import world as cast
from tests.console.cast import signed_in
from tests.console.journeys.test_journeys import at, text
from tests.world import World

WRITTEN = {
    "name": "Mời người lâu không ghé", "trigger": "date", "trigger-date-date": "birthday", "trigger-date-days": "-3",
    "trigger-date-hour": "9", "step": "wait", "step-wait-days": "2", "step-wait-weekdays": ["mon", "tue"],
}  # fmt: skip


@pytest.fixture
def shop(db: None) -> World:
    return cast.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def refused(mai: Client, **other: Any) -> str:
    answer = mai.post(at("new"), {**WRITTEN, **other})
    assert answer.status_code == 422
    assert not Journey.objects.exists()
    return answer.content.decode()


def test_a_journey_begins_with_a_name_a_beginning_and_a_step(mai: Client) -> None:
    page = text(mai.get(at("new")))
    assert 'name="trigger-event-event"' in page and 'name="step-message-body_1"' in page
    answer = mai.post(at("new"), WRITTEN)
    journey = Journey.objects.get()
    assert answer.headers["Location"] == at("edit", journey.pk)
    plan = plan_of(newest(journey))
    assert (journey.key, journey.is_on, plan.name) == ("moi-nguoi-lau-khong-ghe", False, WRITTEN["name"])
    assert newest(journey).values["triggers"] == [{"on": "date", "date": "birthday", "days": -3}]
    assert newest(journey).values["steps"] == [{"do": "wait", "days": 2, "weekdays": ["mon", "tue"]}]
    assert plan.holdout_percent == campaign_settings().holdout_percent > 0
    words = text(mai.get(at("edit", journey.pk)))
    assert "Chờ 2 ngày" in words and "đang tắt" in words
    assert not JourneyDraft.objects.exists()
    mai.post(at("new"), WRITTEN)
    assert Journey.objects.latest("pk").key == "moi-nguoi-lau-khong-ghe-2"


def test_another_kind_brings_its_own_fields_and_keeps_what_is_written(mai: Client) -> None:
    page = text(mai.post(at("new"), {**WRITTEN, "trigger": "forecast", "step": "wait", "show": "1"}))
    assert 'name="trigger-forecast-percent" value="90"' in page
    assert str(WRITTEN["name"]) in page and 'name="step-wait-days" value="2"' in page
    assert page.count("checked") == 2
    assert "field-error" not in page
    assert not Journey.objects.exists()


def test_a_mistake_is_said_at_its_field_and_no_journey_is_made(mai: Client) -> None:
    assert 'id="id_name_error"' in refused(mai, name="")
    assert 'id="id_trigger-date-hour_error"' in refused(mai, **{"trigger-date-hour": "30"})
    assert 'id="id_trigger-date-day_error"' in refused(mai, **{"trigger-date-day": "03-08x"})
    assert "note-danger" in refused(mai, **{"step-wait-days": "", "step-wait-weekdays": []})
    body = {"step": "message", "step-message-channel_1": "sms", "step-message-valid_days": "3"}
    assert 'id="id_step-message-body_1_error"' in refused(mai, **body, **{"step-message-body_1": "{{ tne }}"})
    assert "note-danger" in refused(mai, trigger="dance")


def test_only_who_sends_may_begin_one(shop: World) -> None:
    tu = signed_in(shop.tu)
    assert shop.tu.role == Role.CASHIER
    tu.post(at("new"), WRITTEN)
    tu.post(at("new_file"), {"text": "key: a"})
    assert not Journey.objects.exists()
