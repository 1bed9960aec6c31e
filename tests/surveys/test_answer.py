"""Lan answers: one tap is kept, more is added, and nobody answers twice."""

from datetime import datetime, timedelta

import pytest
from django.test import override_settings

from quen.events.models import Event
from quen.people.merge import merge
from quen.people.models import Customer
from quen.surveys.answer import answer, revise, say_more
from quen.surveys.errors import BadAnswer, NoSuchResponse, SurveyClosed, SurveyLinkRefused
from quen.surveys.links import OfInvitation, OfPoster, OfReceipt, OfResponse, target_of, token_of
from quen.surveys.models import Invitation, Response, Survey
from quen.surveys.reads import responses_of
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import close_survey, make_survey
from tests.people.story import last_facts, told
from tests.surveys.lan_answers import BY_LAN, lan_buys, lan_is_asked, taps
from tests.world import World

MINUTE = timedelta(minutes=1)


def test_one_tap_is_an_answer_and_an_event(world: World, nps: Survey, now: datetime) -> None:
    row = taps(lan_is_asked(world, nps, now, purchase=lan_buys(world, now).pk), 3, now + MINUTE)
    assert (row.score, row.band, row.store, row.staff_name, row.completed_at) == (
        3,
        "low",
        world.store,
        "Tú",
        None,
    )
    assert told(world.lan.pk) == ["survey.asked", "survey.answered"]
    assert last_facts(world.lan.pk) == {
        "survey": "Giới thiệu", "kind": "nps", "score": 3, "band": "low", "is_low": True, "comment": "",
    }  # fmt: skip


def test_a_second_tap_meets_the_first_answer(world: World, nps: Survey, now: datetime) -> None:
    asked = lan_is_asked(world, nps, now)
    first, second = taps(asked, 9, now), taps(asked, 2, now + MINUTE)
    assert (first.pk, second.score, Response.objects.count()) == (second.pk, 9, 1)
    assert told(world.lan.pk) == ["survey.asked", "survey.answered"]
    assert lan_is_asked(world, nps, now) == asked


def test_more_is_added_and_what_was_said_stays(world: World, nps: Survey, now: datetime) -> None:
    row = taps(lan_is_asked(world, nps, now), 5, now)
    say_more(response=row.pk, given={"reasons": ["wait", "staff"]}, at=now, by=BY_LAN, is_done=False)
    assert last_facts(world.lan.pk)["comment"] == "Thái độ nhân viên, Chờ lâu"
    said = say_more(
        response=row.pk, given={"better": ["Thêm người lúc trưa\r\nnhé"]}, at=now + MINUTE, by=BY_LAN
    )
    assert said.answers == {"score": 5, "reasons": ["staff", "wait"], "better": "Thêm người lúc trưa\nnhé"}
    assert (said.words, said.completed_at) == ("Thêm người lúc trưa\nnhé", now + MINUTE)
    assert last_facts(world.lan.pk)["comment"] == "Thêm người lúc trưa\nnhé"
    say_more(response=row.pk, given={}, at=now + MINUTE, by=BY_LAN)
    assert told(world.lan.pk).count("survey.commented") == 2


def test_a_slipped_thumb_is_mended_within_a_day(world: World, nps: Survey, now: datetime) -> None:
    row = taps(lan_is_asked(world, nps, now), 0, now)
    mended = revise(response=row.pk, given={"score": ["10"]}, at=now + MINUTE, by=BY_LAN)
    assert (mended.score, mended.band) == (10, "high")
    facts = last_facts(world.lan.pk)
    assert (facts["before"], facts["score"], facts["is_low"]) == (0, 10, False)
    with pytest.raises(NoSuchResponse):
        revise(response=row.pk, given={"score": ["5"]}, at=now + timedelta(days=2), by=BY_LAN)


@pytest.mark.parametrize("score", ["11", "-1", "x", "", "3.5", "٣", "1e1"])
def test_an_answer_nobody_offered_is_none(world: World, nps: Survey, now: datetime, score: str) -> None:
    with pytest.raises(BadAnswer):
        taps(lan_is_asked(world, nps, now), score, now)
    assert not Response.objects.exists()
    assert Invitation.objects.get().is_answered is False


def test_choices_and_words_are_checked(world: World, nps: Survey, now: datetime) -> None:
    row = taps(lan_is_asked(world, nps, now), 5, now)
    for given in ({"reasons": ["wait", "nonsense"]}, {"better": ["x" * 2_001]}):
        with pytest.raises(BadAnswer):
            say_more(response=row.pk, given=given, at=now, by=BY_LAN)
    # "liked" is asked of the glad alone.
    assert say_more(response=row.pk, given={"liked": ["x"]}, at=now, by=BY_LAN).answers == {"score": 5}


def test_without_her_name_nothing_leads_to_her(world: World, nps: Survey, now: datetime) -> None:
    asked = lan_is_asked(world, nps, now, purchase=lan_buys(world, now).pk)
    row = taps(asked, 2, now, without_name=True)
    say_more(response=row.pk, given={"better": ["Nhanh hơn"]}, at=now, by=BY_LAN)
    assert (row.customer_id, row.purchase_id, row.staff_name, row.tier) == (None, None, "", "")
    assert str(asked.pk) not in row.key
    assert told(world.lan.pk) == ["survey.asked"]
    events = Event.objects.filter(kind__in=["survey.answered", "survey.commented"])
    assert {(event.actor, event.address, event.customer) for event in events} == {("member", "", None)}
    with pytest.raises(SurveyLinkRefused):
        taps(asked, 10, now)
    assert Response.objects.count() == 1


def test_a_receipt_is_answered_once_and_knows_its_buyer(world: World, nps: Survey, now: datetime) -> None:
    hers, nobodys = lan_buys(world, now), lan_buys(world, now, receipt="HD2", known=False)

    def tapped(purchase: int, score: str) -> Response:
        asked = OfReceipt(nps.pk, purchase)
        return answer(asked=asked, given={"score": [score]}, key="", at=now, by=BY_LAN)

    first = tapped(hers.pk, "9")
    assert (tapped(hers.pk, "1").pk, first.customer, first.staff_name) == (first.pk, world.lan, "Tú")
    other = tapped(nobodys.pk, "1")
    assert (other.customer, other.purchase, other.store) == (None, nobodys, world.store)
    assert tapped(nobodys.pk, "5").pk == other.pk
    with pytest.raises(SurveyLinkRefused):
        tapped(999, "5")


def test_a_poster_takes_everybody(world: World, nps: Survey, now: datetime) -> None:
    asked = OfPoster(nps.pk, world.store.pk)
    given = {"score": ["8"]}
    for key, customer in (("a", None), ("b", world.lan.pk), ("b", world.lan.pk)):
        answer(asked=asked, given=given, key=key, at=now, by=BY_LAN, customer=customer)
    assert sorted(Response.objects.values_list("customer", "store"), key=str) == [
        (world.lan.pk, world.store.pk), (None, world.store.pk),
    ]  # fmt: skip


def test_links_are_whole_or_refused(world: World, nps: Survey, now: datetime) -> None:
    for target in (OfInvitation(7), OfPoster(3, None), OfPoster(3, 2), OfReceipt(3, 900), OfResponse(12)):
        token = token_of(target)
        assert target_of(token) == target
        for wrong in (token[:-1], token.upper(), "i.7", "", "x" * 100, f"é.{token}"):
            with pytest.raises(SurveyLinkRefused):
                target_of(wrong)
    token = token_of(OfInvitation(7))
    with override_settings(SECRET_KEY="another"), pytest.raises(SurveyLinkRefused):
        target_of(token)


def test_links_end(world: World, nps: Survey, now: datetime) -> None:
    asked = lan_is_asked(world, nps, now)
    with pytest.raises(SurveyLinkRefused):
        taps(asked, 9, now + timedelta(days=31))
    close_survey(survey=nps.pk, at=now, by=world.by_mai)
    with pytest.raises(SurveyClosed):
        taps(asked, 9, now)


def test_her_answers_follow_a_merge(world: World, nps: Survey, now: datetime) -> None:
    row = taps(lan_is_asked(world, nps, now), 9, now)
    twin = Customer.objects.create(name="Lan hai")
    merge(customer=world.lan.pk, into=twin.pk, by=world.by_mai, at=now)
    assert list(responses_of(twin.pk)) == [row]


def test_an_anonymous_survey_keeps_no_names(world: World, now: datetime) -> None:
    form = READY_MADE["csat"].form
    survey = make_survey(name="Kín", form=form, at=now, by=world.by_mai, is_anonymous=True)
    row = taps(lan_is_asked(world, survey, now), 4, now)
    poster = answer(
        asked=OfPoster(survey.pk, None),
        given={"score": ["1"]},
        key="k",
        at=now,
        by=BY_LAN,
        customer=world.lan.pk,
    )
    assert (row.customer, poster.customer) == (None, None)
