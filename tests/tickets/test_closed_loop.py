"""A low score becomes a ticket within the second; settled, Lan is asked how it was, and called some days later."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from quen.console.tickets.because import explained
from quen.events.emit import emit
from quen.events.models import Event
from quen.events.position import EVERYTHING
from quen.events.readers import catch_up
from quen.flows.ask_for_rating import rating_reader
from quen.kernel.actor import SYSTEM, Actor, ActorKind
from quen.messages.channel import Channel
from quen.messages.settings import change_limits, change_sending
from quen.shops.models import Store
from quen.shops.roles import Role
from quen.surveys.answer import answer as say
from quen.surveys.answer import revise, say_more
from quen.surveys.events import SurveyAnswered, SurveyCommented, SurveyRevised
from quen.surveys.links import OfPoster
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import make_survey
from quen.tasks.models import Task
from quen.tickets.change_routing import save_rule, set_capacity
from quen.tickets.choices import Verdict
from quen.tickets.errors import BadTicket, NoSuchTicket, TicketIsElsewhere
from quen.tickets.follow import call_at, tickets_reader
from quen.tickets.merge import merge
from quen.tickets.models import Entry, Mail, Rating, Ticket
from quen.tickets.rate import rate, ticket_of, token_of
from quen.tickets.solve import CLOSES_AFTER, close_due, solve
from quen.webhooks.endpoints import add_endpoint
from quen.webhooks.models import Delivery
from quen.webhooks.reader import webhook_reader
from tests import world as cast
from tests.people.story import last_facts, told
from tests.tickets.matters import MONDAY_TEN, heard, saigon
from tests.world import World


def says(
    world: World, kind: type[Any] = SurveyAnswered, *, score: int = 3, days_ago: int = 0, **said: Any
) -> None:
    facts: dict[str, Any] = {} if kind is SurveyRevised else {"comment": ""}
    facts |= {"band": "low"} if kind is SurveyAnswered else {}
    emit(
        kind(
            at=timezone.now() - timedelta(days=days_ago), by=SYSTEM, survey="Sau lần mua", survey_kind="nps",
            score=score, is_low=score <= 6,
            **{"subject": 7, "customer": world.lan.pk, "store": world.store.pk, **facts, **said},
        )
    )  # fmt: skip


def read(*, times: int = 1) -> None:
    for _ in range(times):
        catch_up(tickets_reader(), until=EVERYTHING)
        catch_up(rating_reader(), until=EVERYTHING)


def test_a_low_score_is_somebodys_ticket_with_a_clock(world: World) -> None:
    says(world, score=9)
    read()
    assert not Ticket.objects.exists()
    says(world)
    read(times=2)
    ticket = Ticket.objects.get()
    assert (ticket.customer, ticket.kind, ticket.priority, ticket.is_proven) == (
        world.lan,
        "complaint",
        "high",
        True,
    )
    assert (ticket.store, ticket.came_by, ticket.source_id) == (world.store, "survey", 7)
    assert ticket.subject == "Điểm thấp trong “Sau lần mua”: 3" and ticket.due_at is not None
    assert ticket.topic == "other"
    says(world, SurveyCommented, comment="Nhân viên nói trống không")
    read()
    assert [entry.text for entry in Entry.objects.order_by("pk")][-1] == "Nhân viên nói trống không"
    ticket.refresh_from_db()
    assert ticket.topic == "staff", (
        "what she was unhappy about is read from her words, not from the word score"
    )


def test_a_low_score_goes_to_the_fewest_open_of_who_is_there_and_says_why(world: World) -> None:
    says(world, subject=1)
    read()
    first = Ticket.objects.get()
    assert (first.owner, first.role) == (world.mai, "owner"), "Mai is alone with her shop"
    manager = cast.staff(name="Nam", email="nam@example.com", role=Role.MANAGER)
    hoa, vy = (cast.staff(name=name, email=f"{name}@x.vn", role=Role.SUPPORT) for name in ("Hoa", "Vy"))
    vy.stores.set([Store.objects.create(name="Quận 7", key="quan 7")])
    for subject in (2, 3):
        says(world, subject=subject)
    read()
    assert set(Ticket.objects.exclude(pk=first.pk).values_list("owner", "role")) == {(hoa.pk, "support")}
    newest = Ticket.objects.latest("pk")
    assert newest.routed == {"rule": 0, "name": "", "staff": hoa.pk, "because": [["fewest", 1]]}
    with translation.override("vi"):
        assert (explained(newest, "vi") or {})["rule"] == "điểm thấp luôn có người nhận"
    set_capacity(staff=hoa.pk, topics=[], languages=[], most_open=0, is_away=True, by=world.by_mai)
    says(world, subject=4)
    read()
    assert Ticket.objects.latest("pk").owner == manager
    save_rule(name="Khiếu nại", kind="complaint", role="support", staff_id=vy.pk, by=world.by_mai)
    says(world, subject=5)
    read()
    assert Ticket.objects.latest("pk").owner is None, "the shop's own rule decides, and Vy may not see Quận 1"


def test_words_for_a_ticket_that_was_merged_reach_the_other_and_sort_nothing(world: World) -> None:
    says(world)
    read()
    first, other = Ticket.objects.get(), heard(world, timezone.now())
    merge(ticket=first.pk, into=other.pk, at=timezone.now(), by=world.by_mai)
    says(world, SurveyCommented, comment="Nhân viên nói trống không")
    says(world, SurveyRevised, score=5, before=3, band="low")
    read()
    assert Entry.objects.filter(ticket=other, text="Nhân viên nói trống không").exists()
    first.refresh_from_db()
    assert (first.topic, first.state) == ("other", "closed")


def test_that_she_meant_another_score_stands_on_the_ticket(world: World) -> None:
    says(world, score=0)
    says(world, SurveyRevised, score=10, before=0, band="high")
    read()
    ticket, said = Ticket.objects.get(), Entry.objects.latest("pk")
    assert (said.ticket, said.kind, said.text) == (ticket, "note", "Khách đã chọn lại điểm: 10 thay cho 0.")
    says(world, SurveyRevised, score=9, before=10, band="high", subject=8)
    read()
    assert Ticket.objects.count() == 1, "who mends nothing low has no ticket"


def test_what_staff_answer_is_nobodys_ticket_and_told_to_nobody(world: World) -> None:
    ready, now = READY_MADE["enps"], timezone.now()
    survey = make_survey(name="Đội ngũ", form=ready.form, audience=ready.audience, at=now, by=world.by_mai)
    add_endpoint(name="Kho", url="https://93.184.216.34/hook", at=now, by=world.by_mai)
    by = Actor(ActorKind.STAFF, world.tu.pk, address="203.0.113.7")
    asked = OfPoster(survey.pk, world.store.pk)
    row = say(asked=asked, given={"score": ["0"]}, key="one", at=now, by=by, customer=world.lan.pk)
    say_more(response=row.pk, given={"better": ["Quản lý quát mắng"]}, at=now, by=by)
    revise(response=row.pk, given={"score": ["1"]}, at=now, by=by)
    read()
    catch_up(webhook_reader(), until=EVERYTHING)
    row.refresh_from_db()
    assert (row.score, row.words, row.customer) == (1, "Quản lý quát mắng", None)
    told_of = set(Event.objects.values_list("kind", flat=True))
    assert not told_of & {"survey.answered", "survey.commented", "survey.revised"}
    assert not Event.objects.filter(facts__icontains="quát mắng").exists()
    assert not Ticket.objects.exists() and not Delivery.objects.exclude(kind="survey.changed").exists()


def test_scores_of_the_past_and_without_a_name_are_told_apart(world: World) -> None:
    says(world, days_ago=30)
    read()
    assert not Ticket.objects.exists()
    says(world, customer=None)
    read()
    assert (Ticket.objects.get().customer, Ticket.objects.get().is_proven) == (None, False)


def test_after_a_complaint_she_is_called_some_mornings_later_and_once(world: World) -> None:
    now = timezone.now()
    ticket = heard(world, now)
    for _ in range(2):
        solve(ticket=ticket.pk, at=now, by=world.by_mai)
        read()
        Ticket.objects.filter(pk=ticket.pk).update(state="open", solved_at=None, due_at=now)
    (task,) = Task.objects.all()
    assert (task.kind, task.role, task.customer, task.not_before) == (
        "call",
        "support",
        world.lan,
        call_at(now),
    )
    assert call_at(saigon(2026, 11, 30, 22, 15)) == saigon(2026, 12, 3, 9, 0)


def test_she_is_asked_by_letter_once_in_a_while_where_the_shop_can_be_reached(world: World) -> None:
    now = timezone.now()
    first, second = heard(world, now), heard(world, now)
    solve(ticket=first.pk, at=now, by=world.by_mai)
    read()
    assert not Mail.objects.exists()
    change_limits(channel=Channel.EMAIL, is_on=True, by=SYSTEM)
    change_sending(public_url="https://quan.example.com", by=SYSTEM)
    for _ in range(2):
        solve(ticket=second.pk, at=now, by=world.by_mai)
        read()
        Ticket.objects.filter(pk=second.pk).update(state="open", solved_at=None, due_at=now)
    mail = Mail.objects.get()
    assert f"https://quan.example.com/m/rate/{token_of(second.pk)}/" in mail.entry.text
    assert (mail.address, mail.entry.by) == ("lan@example.com", "system")


def test_she_says_how_it_was_and_may_say_it_anew(world: World, client: Client) -> None:
    ticket = heard(world)
    link = f"/m/rate/{token_of(ticket.pk)}/"
    assert client.post(link, {"score": "5", "verdict": "one"}).status_code == 409  # not settled yet
    solve(ticket=ticket.pk, at=timezone.now(), by=world.by_mai)
    assert "Giải quyết xong ngay lần đầu" in client.get(link).content.decode()
    assert client.post(link, {"score": "9", "verdict": "one"}).status_code == 400
    assert client.post(link, {"score": "4", "verdict": "x"}).status_code == 422
    assert "Cảm ơn" in client.post(link, {"score": "4", "verdict": "one"}).content.decode()
    client.post(link, {"score": "2", "verdict": "several", "words": "Lâu quá"})
    kept = Rating.objects.get()
    assert (kept.score, kept.verdict, kept.words) == (2, "several", "Lâu quá")
    assert (last_facts(world.lan.pk)["is_low"], told(world.lan.pk)[-1]) == (True, "ticket.rated")
    assert client.get("/m/rate/1:made-up/").status_code == 404


def test_what_is_not_settled_is_open_again_with_her_words(world: World, client: Client) -> None:
    ticket = heard(world)
    solve(ticket=ticket.pk, at=timezone.now(), by=world.by_mai)
    page = client.post(
        f"/m/rate/{token_of(ticket.pk)}/", {"score": "1", "verdict": "not", "words": "Vẫn nguội"}
    )
    assert "xử lý lại" in page.content.decode()
    ticket.refresh_from_db()
    assert (ticket.state, ticket.reopened) == ("open", 1)
    assert Entry.objects.latest("pk").text == "Vẫn nguội"
    with pytest.raises(TicketIsElsewhere):
        rate(ticket=ticket.pk, score=5, verdict=Verdict.IN_ONE_GO, at=timezone.now(), by=SYSTEM)


def test_a_closed_ticket_can_be_rated_once(world: World) -> None:
    ticket = heard(world)
    solve(ticket=ticket.pk, at=MONDAY_TEN, by=world.by_mai)
    assert close_due(at=MONDAY_TEN + CLOSES_AFTER) == 1
    rate(ticket=ticket.pk, score=5, verdict=Verdict.IN_ONE_GO, at=timezone.now(), by=SYSTEM)
    with pytest.raises(TicketIsElsewhere):
        rate(ticket=ticket.pk, score=1, verdict=Verdict.IN_ONE_GO, at=timezone.now(), by=SYSTEM)
    with pytest.raises(BadTicket):
        rate(ticket=ticket.pk, score=6, verdict=Verdict.IN_ONE_GO, at=timezone.now(), by=SYSTEM)
    with pytest.raises(NoSuchTicket):
        ticket_of("nonsense")
