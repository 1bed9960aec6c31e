"""Mai says when her survey asks by itself, and what answering brings."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quen.messages.models import Template
from quen.surveys.models import AskingRule, Survey
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import make_survey
from tests import world as cast
from tests.console.cast import signed_in
from tests.world import World

TYPED = {
    "occasion": "purchase",
    "text": "email",
    "delay_hours": "3",
    "sample_percent": "20",
    "rest_days": "60",
}


@pytest.fixture
def shop(db: None) -> World:
    return cast.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


@pytest.fixture
def survey(shop: World) -> Survey:
    return make_survey(name="Sao", form=READY_MADE["stars"].form, at=timezone.now(), by=shop.by_mai)


def at(address: str, *arguments: object) -> str:
    return reverse(f"console:surveys:{address}", args=arguments)


def test_a_rule_with_a_text_written_for_it(mai: Client, survey: Survey) -> None:
    assert mai.post(at("add_rule", survey.pk), TYPED).status_code == 302
    rule, text = AskingRule.objects.get(), Template.objects.get()
    assert (rule.way, rule.template, rule.sample_percent, text.name) == (
        "email",
        text.pk,
        20,
        "Khảo sát: Sao",
    )
    page = mai.get(at("asking", survey.pk)).content.decode()
    assert "Khảo sát: Sao" in page and "Chưa hỏi được qua Email" in page
    assert mai.post(at("add_rule", survey.pk), TYPED | {"text": str(text.pk)}).status_code == 302
    assert Template.objects.count() == 1
    mai.post(at("switch", survey.pk, rule.pk))
    rule.refresh_from_db()
    assert not rule.is_on


def test_a_rule_that_makes_no_sense_says_why(mai: Client, survey: Survey) -> None:
    answer = mai.post(at("add_rule", survey.pk), TYPED | {"text": ""})
    assert answer.status_code == 422 and "mẫu tin" in answer.content.decode()
    assert mai.post(at("add_rule", survey.pk), TYPED | {"sample_percent": "0"}).status_code == 422


def test_what_answering_brings(mai: Client, survey: Survey) -> None:
    assert mai.post(at("reward", survey.pk), {"kind": "points", "points": "50"}).status_code == 302
    assert "50 điểm" in mai.get(at("asking", survey.pk)).content.decode()
    assert mai.post(at("reward", survey.pk), {"kind": "points"}).status_code == 422
    assert mai.post(at("reward", survey.pk), {"kind": ""}).status_code == 302
    survey.refresh_from_db()
    assert survey.reward == ""


def test_the_page_asks_at_most_twelve_queries(mai: Client, survey: Survey) -> None:
    mai.post(at("add_rule", survey.pk), TYPED)
    mai.get(at("asking", survey.pk))
    with CaptureQueriesContext(connection) as queries:
        mai.get(at("asking", survey.pk))
    assert len(queries) <= 12
