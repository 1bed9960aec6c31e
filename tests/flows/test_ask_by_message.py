"""After a purchase Lan is asked by a message: some time later, if she is drawn, and never twice within days."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from quen.events.models import Event
from quen.events.position import EVERYTHING
from quen.events.readers import catch_up
from quen.flows.ask_by_message import ask_due
from quen.flows.ask_for_rating import PATH
from quen.flows.survey_texts import make_text
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.letters import letters_for
from quen.messages.models import Message
from quen.messages.settings import change_limits, change_sending
from quen.messages.templates import archive_template
from quen.people.consent import give_consent, withdraw_consent
from quen.people.merge import merge
from quen.people.models import ConsentChannel, Customer, Identity, IdentityKind, Purpose
from quen.surveys.asking import make_rule, switch_rule
from quen.surveys.errors import BadSurvey
from quen.surveys.links import OfInvitation, target_of
from quen.surveys.models import AskingRule, DueAsk, Invitation, Occasion, Survey, Way
from quen.surveys.offer import link_on_receipt, offered, take_up
from quen.surveys.plan import plan, plan_panels, surveys_reader
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import close_survey, make_survey
from quen.tickets.choices import CameBy, EntryKind, Verdict
from quen.tickets.entries import append
from quen.tickets.models import Ticket
from quen.tickets.rate import rate
from quen.tickets.reply import reply
from quen.tickets.solve import solve
from tests import world as cast
from tests.flows.loyal import bought
from tests.surveys.lan_answers import BY_LAN, lan_buys, taps
from tests.tickets.matters import heard
from tests.world import World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def world(db: None) -> World:
    shop = cast.build()
    Identity.objects.create(customer=shop.lan, kind=IdentityKind.EMAIL, value="lan@example.com")
    change_limits(channel=Channel.EMAIL, is_on=True, by=shop.by_mai)
    change_sending(public_url="https://ca-phe-mai.example", by=shop.by_mai)
    return shop


@pytest.fixture
def survey(world: World, now: datetime) -> Survey:
    agrees(world, now - DAY)
    return make_survey(name="Sao", form=READY_MADE["stars"].form, at=now, by=world.by_mai)


def agrees(world: World, at: datetime) -> None:
    give_consent(
        customer=world.lan.pk, purpose=Purpose.MARKETING, channel=ConsentChannel.EMAIL, proof="On paper",
        by=world.by_mai, at=at,
    )  # fmt: skip


def rule_of(world: World, survey: Survey, at: datetime, **parts: Any) -> AskingRule:
    text = make_text(survey=survey, way=Way.EMAIL, at=at, by=world.by_mai)
    usual: dict[str, Any] = {"occasion": Occasion.PURCHASE, "way": Way.EMAIL, "template": text.pk}
    return make_rule(survey=survey.pk, at=at, by=world.by_mai, **{**usual, **parts})


def lan_bought(world: World, at: datetime, receipt: str = "HD1") -> Event:
    purchase = lan_buys(world, at, receipt=receipt)
    return Event(
        kind="purchase.recorded",
        happened_at=at,
        customer=world.lan.pk,
        store=world.store.pk,
        subject=purchase.pk,
    )


def test_a_sale_at_the_till_is_asked_about_by_mail(world: World, survey: Survey, now: datetime) -> None:
    rule_of(world, survey, now)
    sold = bought(world)
    [event] = Event.objects.filter(kind="purchase.recorded")
    assert (event.subject, event.customer) == (sold.purchase, world.lan.pk)
    assert plan([event], at=event.happened_at + HOUR) == 1
    assert ask_due(at=event.happened_at + HOUR, most=10) == 0, "not before its three hours are over"
    at = event.happened_at + 3 * HOUR
    assert (ask_due(at=at, most=10), ask_due(at=at, most=10)) == (1, 0)
    invitation, message = Invitation.objects.get(), Message.objects.get()
    assert (invitation.purchase_id, invitation.way, message.state) == (sold.purchase, "email", "waiting")
    [(_row, letter)] = letters_for([message], at=at)
    page = letter.html  # type: ignore[union-attr]
    assert page.count("?score=") == 5 and "https://ca-phe-mai.example/m/s/i." in page
    link = message.facts.get("link", "")
    assert target_of(str(link).rstrip("/").rpartition("/")[2]) == OfInvitation(invitation.pk)


def test_the_reader_plans_once(world: World, survey: Survey, now: datetime) -> None:
    rule_of(world, survey, now)
    event = lan_bought(world, now)
    assert (plan([event], at=now), plan([event], at=now), DueAsk.objects.count()) == (1, 1, 1)
    old = lan_bought(world, now - 4 * DAY, "HD2")
    assert plan([old], at=now) == 0, "an import's sales of last week are not asked about"


def test_never_twice_within_days(world: World, survey: Survey, now: datetime) -> None:
    rule_of(world, survey, now, rest_days=30, delay_hours=0)
    asked = []
    for days in (0, 5, 29, 31):
        plan([lan_bought(world, now + days * DAY, f"HD{days}")], at=now + days * DAY)
        asked.append(ask_due(at=now + days * DAY, most=10))
    assert asked == [1, 0, 0, 1]
    assert not DueAsk.objects.exists()


def test_her_answer_and_her_twin_count_as_asked(world: World, survey: Survey, now: datetime) -> None:
    rule_of(world, survey, now, delay_hours=0)
    twin = Customer.objects.create(name="Lan hai")
    asked = Invitation.objects.create(
        survey=survey,
        customer=twin,
        way=Way.LINK,
        key="x",
        asked_at=now - DAY,
        ends_at=now + DAY,
        asked_by="staff:1",
    )
    taps(asked, 5, now - DAY)
    merge(customer=twin.pk, into=world.lan.pk, by=world.by_mai, at=now)
    plan([lan_bought(world, now)], at=now)
    assert ask_due(at=now, most=10) == 0


@pytest.mark.parametrize(
    "why", ["no consent", "no address of links", "rule off", "survey closed", "text archived"]
)
def test_who_may_not_be_written_to_is_not_asked(
    world: World, survey: Survey, now: datetime, why: str
) -> None:
    rule = rule_of(world, survey, now, delay_hours=0)
    plan([lan_bought(world, now)], at=now)
    if why == "no consent":
        withdraw_consent(
            customer=world.lan.pk, purpose=Purpose.MARKETING, channel=ConsentChannel.EMAIL, proof="x",
            by=world.by_mai, at=now,
        )  # fmt: skip
    elif why == "no address of links":
        change_sending(public_url="", by=world.by_mai)
    elif why == "rule off":
        switch_rule(rule=rule.pk, is_on=False, by=world.by_mai)
    elif why == "survey closed":
        close_survey(survey=survey.pk, at=now, by=world.by_mai)
    else:
        archive_template(template=rule.template or 0, at=now, by=world.by_mai)
    assert ask_due(at=now, most=10) == 0
    assert not Invitation.objects.exists() and not Message.objects.exists()
    assert not Event.objects.filter(kind="survey.asked").exists()
    assert not DueAsk.objects.exists()


def test_the_sample_is_stable_and_about_as_large_as_said(world: World, survey: Survey, now: datetime) -> None:
    rule_of(world, survey, now, sample_percent=20)
    events = [
        Event(kind="purchase.recorded", happened_at=now, customer=world.lan.pk, store=1, subject=number)
        for number in range(1, 2_001)
    ]
    drawn = plan(events, at=now)
    assert 330 <= drawn <= 470  # 400, four standard deviations of 18 each way
    assert plan(events, at=now) == drawn == DueAsk.objects.count()


def test_a_panel_asks_everybody_once_a_round(world: World, survey: Survey, now: datetime) -> None:
    for number in range(40):
        customer = Customer.objects.create(name=f"Khách {number}")
        purchase = lan_buys(world, now - DAY, receipt=f"P{number}")
        purchase.customer = customer
        purchase.save()
    Customer.objects.create(name="Chưa từng mua")
    rule_of(world, survey, now, occasion=Occasion.PANEL, every_days=10)
    planned = [plan_panels(at=now + day * DAY + HOUR) for day in range(10)]
    assert sum(planned) == 40 and max(planned) < 15, "a few each day"
    assert plan_panels(at=now + 9 * DAY + 2 * HOUR) == 0, "twice on one day asks nobody twice"
    assert sum(plan_panels(at=now + (10 + day) * DAY + HOUR) for day in range(10)) == 40


def test_the_member_page_offers_a_question_until_she_was_asked(
    world: World, survey: Survey, now: datetime
) -> None:
    assert offered(world.lan.pk, at=now) is None
    make_rule(survey=survey.pk, occasion=Occasion.MEMBER_PAGE, at=now, by=world.by_mai)
    assert offered(world.lan.pk, at=now) is not None
    taken = take_up(world.lan.pk, at=now, by=BY_LAN)
    assert taken is not None and taken.way == Way.MEMBER_PAGE
    assert offered(world.lan.pk, at=now + DAY) is None
    assert take_up(world.lan.pk, at=now + DAY, by=BY_LAN) is None


def test_the_receipt_asks_where_a_rule_says_so(world: World, survey: Survey, now: datetime) -> None:
    assert link_on_receipt(purchase=7, store=world.store.pk) is None
    rule = make_rule(
        survey=survey.pk, occasion=Occasion.RECEIPT, store=world.store.pk, at=now, by=world.by_mai
    )
    assert (link_on_receipt(purchase=7, store=world.store.pk) or "").startswith("/m/s/b.")
    assert link_on_receipt(purchase=7, store=999) is None
    switch_rule(rule=rule.pk, is_on=False, by=world.by_mai)
    assert link_on_receipt(purchase=7, store=world.store.pk) is None


@pytest.mark.parametrize(
    "said",
    [{"template": None}, {"sample_percent": 0}, {"rest_days": 0}, {"occasion": Occasion.PANEL, "every_days": 3},
     {"delay_hours": 999}],
)  # fmt: skip
def test_rules_that_make_no_sense_are_refused(
    world: World, survey: Survey, now: datetime, said: dict[str, Any]
) -> None:
    with pytest.raises(BadSurvey):
        rule_of(world, survey, now, **said)


def test_the_worker_reads_what_the_till_tells(world: World, survey: Survey, now: datetime) -> None:
    rule_of(world, survey, now, delay_hours=0)
    purchase = lan_buys(world, timezone.now())
    Event.objects.create(kind="purchase.recorded", happened_at=timezone.now(), customer=world.lan.pk,
                         store=world.store.pk, subject=purchase.pk, actor="till")  # fmt: skip
    catch_up(surveys_reader(), until=EVERYTHING)
    assert DueAsk.objects.get().purchase == purchase


def settled(world: World, at: datetime, **said: Any) -> tuple[Event, Ticket]:
    found = heard(world, at=at - HOUR, customer=world.lan.pk, **said)
    solve(ticket=found.pk, at=at, by=world.by_mai)
    return Event.objects.filter(kind="ticket.solved").latest("id"), found


def test_a_settled_ticket_is_asked_about_once(world: World, survey: Survey, now: datetime) -> None:
    rule_of(world, survey, now, occasion=Occasion.TICKET, delay_hours=2, rest_days=1)
    event, ticket = settled(world, now, store=world.store.pk)
    sold = lan_bought(world, now)
    assert (plan([event, sold], at=now), plan([event], at=now)) == (1, 1)
    [due] = DueAsk.objects.all()
    assert (due.ticket, due.purchase_id, due.due_at) == (ticket.pk, None, now + 2 * HOUR)
    assert (ask_due(at=now + HOUR, most=10), ask_due(at=now + 3 * HOUR, most=10)) == (0, 1)
    asked = Invitation.objects.get()
    assert (asked.source_kind, asked.source_id, asked.store) == ("ticket", ticket.pk, world.store)
    reply(ticket=ticket.pk, text="Chưa", came_by=CameBy.PHONE, at=now + 4 * HOUR, by=world.by_mai)
    solve(ticket=ticket.pk, at=now + 50 * HOUR, by=world.by_mai)
    plan(Event.objects.filter(kind="ticket.solved"), at=now + 50 * HOUR)
    ask_due(at=now + 60 * HOUR, most=10)
    assert Invitation.objects.count() == 1 == Message.objects.count()


@pytest.mark.parametrize("why", ["open again", "rated", "asked by its letter", "rule of purchases"])
def test_a_ticket_that_is_not_asked_about(world: World, survey: Survey, now: datetime, why: str) -> None:
    occasion = Occasion.PURCHASE if why == "rule of purchases" else Occasion.TICKET
    rule_of(world, survey, now, occasion=occasion, delay_hours=1)
    event, ticket = settled(world, now)
    if why == "asked by its letter":
        ticket.refresh_from_db()
        append(
            ticket, kind=EntryKind.OUT, came_by=CameBy.EMAIL, text=f"https://x/{PATH}abc/", at=now, by=SYSTEM,
            message_id="quen.1",
        )  # fmt: skip
    plan([event], at=now)
    if why == "open again":
        reply(ticket=ticket.pk, text="Chưa", came_by=CameBy.PHONE, at=now, by=world.by_mai)
    if why == "rated":
        rate(ticket=ticket.pk, score=5, verdict=Verdict.IN_ONE_GO, at=now, by=world.by_mai)
    assert ask_due(at=now + 2 * HOUR, most=10) == 0
    assert not Invitation.objects.exists()
