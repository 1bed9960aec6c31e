"""Why customers left, from wherever they said so, and for whom."""

from datetime import datetime, timedelta

import pytest

from quen.insight.feedback.leaving import Reason, Source, leaving
from quen.leads.capture import Person, capture
from quen.leads.compete import register
from quen.leads.end import lose
from quen.leads.models import LeadSource, LossReason
from quen.messages.channel import Channel
from quen.messages.unsubscribe import unsubscribe
from quen.people.models import Customer
from quen.surveys.answer import answer, say_more
from quen.surveys.links import OfInvitation
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import make_survey
from tests import world as cast
from tests.surveys.lan_answers import BY_LAN, lan_is_asked
from tests.world import World

DAY = timedelta(days=1)


@pytest.fixture
def world(db: None) -> World:
    return cast.build()


def test_three_sources_one_list_and_the_competitor_in_the_words(world: World, now: datetime) -> None:
    highland = register(name="Cà phê Núi Cao", at=now, by=world.by_mai)
    unsubscribe(
        customer=world.lan.pk, channel=Channel.SMS, at=now, by=BY_LAN, reason="moved_on",
        words="Giờ mình hay ghé ca phe nui cao gần nhà",
    )  # fmt: skip
    lead = capture(
        person=Person(name="Hoa", phone="0987654321"), source=LeadSource.PHONE, at=now, by=world.by_mai
    )
    lose(
        lead=lead.lead.pk,
        reason=LossReason.PRICE,
        at=now,
        by=world.by_mai,
        competitor=highland.pk,
        words="Rẻ hơn",
    )
    survey = make_survey(name="Tạm biệt", form=READY_MADE["goodbye"].form, at=now, by=world.by_mai)
    asked = lan_is_asked(world, survey, now)
    row = answer(asked=OfInvitation(asked.pk), given={"leaving": ["price"]}, key="", at=now, by=BY_LAN)
    say_more(response=row.pk, given={"where": ["Một quán khác"]}, at=now, by=BY_LAN)
    found = leaving(since=now - DAY, until=now + DAY)
    counts = {reason: {source: n for source, n in each.items() if n} for reason, each, _total in found.table}
    assert counts == {
        Reason.PRICE: {Source.LOST: 1, Source.SURVEY: 1}, Reason.ELSEWHERE: {Source.UNSUBSCRIBED: 1},
    }  # fmt: skip
    assert found.table[0][0] == Reason.PRICE and found.total == 3
    assert found.for_whom == {highland.pk: 2}
    assert {one.words for one in found.last} == {
        "Giờ mình hay ghé ca phe nui cao gần nhà", "Rẻ hơn", "Một quán khác",
    }  # fmt: skip


def test_the_newest_word_counts_and_another_way_is_no_leaving(world: World, now: datetime) -> None:
    for channel in (Channel.SMS, Channel.EMAIL):
        unsubscribe(customer=world.lan.pk, channel=channel, at=now, by=BY_LAN, reason="too_many")
    hoa = Customer.objects.create(name="Hoa")
    unsubscribe(customer=hoa.pk, channel=Channel.SMS, at=now, by=BY_LAN, reason="wrong_channel")
    found = leaving(since=now - DAY, until=now + DAY)
    assert [(reason, total) for reason, _counts, total in found.table] == [(Reason.MESSAGES, 1)]
    assert leaving(since=now + DAY, until=now + 2 * DAY).total == 0
