"""Answers that stand ready, with Lan's facts, and several steps with one tap."""

import pytest

from quen.flows.ready_answers import archive, filled, run_macro, save_canned, save_macro
from quen.messages.errors import BadTemplate, MissingFacts
from quen.tickets.answer import answer as answer_her
from quen.tickets.errors import BadTicket
from quen.tickets.models import CannedAnswer, Entry, Macro
from quen.tickets.open_ticket import Contact
from tests import world as cast
from tests.tickets.matters import MONDAY_TEN, heard
from tests.world import World


@pytest.fixture
def world(db: None) -> World:
    return cast.build()


def test_an_answer_is_filled_with_what_is_known_and_says_what_is_missing(world: World) -> None:
    row = save_canned(
        name="Xin lỗi", text="Dạ {{ name }}, {{ business }} xin lỗi. {{ number }}", by=world.by_mai
    )
    ticket = heard(world)
    assert filled(canned=row.pk, ticket=ticket, at=MONDAY_TEN) == f"Dạ Lan, Cà phê Mai xin lỗi. #{ticket.pk}"
    points = save_canned(name="Điểm", text="Bạn có {{ points }} điểm, hạng {{ tier }}", by=world.by_mai)
    with pytest.raises(MissingFacts) as missing:
        filled(canned=points.pk, ticket=ticket, at=MONDAY_TEN)
    assert missing.value.sentence.facts["facts"] == "points, tier"
    with pytest.raises(BadTemplate):
        save_canned(name="x", text="{{ password }}", by=world.by_mai)
    with pytest.raises(BadTicket):
        save_canned(name=" ", text="x", by=world.by_mai)


def test_whoever_typed_lans_number_is_told_none_of_her_facts(world: World) -> None:
    row = save_canned(
        name="Chào", text='Chào {{ full_name }} {{ points|or:"-" }} {{ name|or:"bạn" }}', by=world.by_mai
    )
    typed = heard(world, is_proven=False, contact=Contact("Ai Đó", "0912 345 678"))
    assert typed.customer == world.lan
    assert filled(canned=row.pk, ticket=typed, at=MONDAY_TEN) == "Chào Ai Đó - bạn"


def test_a_macro_takes_all_its_steps_or_none(world: World) -> None:
    answer = save_canned(name="Giao lại", text="Dạ {{ name }}, quán giao lại ngay.", by=world.by_mai)
    macro = save_macro(
        name="Giao lại", topic="delivery", priority="urgent", role="manager", note="Đã gọi bếp", answer_id=answer.pk,
        then="solve", by=world.by_mai,
    )  # fmt: skip
    ticket = heard(world)
    done = run_macro(macro=macro.pk, ticket=ticket.pk, at=MONDAY_TEN, by=world.by_mai)
    assert (done.topic, done.priority, done.role, done.state) == ("delivery", "urgent", "manager", "solved")
    assert [one.kind for one in Entry.objects.filter(ticket=ticket).order_by("pk")] == ["in", "note", "out"]
    stranger = heard(world, contact=None)
    with pytest.raises(MissingFacts):
        run_macro(macro=macro.pk, ticket=stranger.pk, at=MONDAY_TEN, by=world.by_mai)
    stranger.refresh_from_db()
    assert (stranger.priority, stranger.state, Entry.objects.filter(ticket=stranger).count()) == (
        "high",
        "open",
        1,
    )


@pytest.mark.parametrize(("then", "state"), [("wait", "waiting"), ("solve", "solved")])
def test_a_macro_answers_a_ticket_that_waits_for_her(world: World, then: str, state: str) -> None:
    answer = save_canned(name="Xong", text="Dạ xong rồi ạ", by=world.by_mai)
    macro = save_macro(name="Xong", answer_id=answer.pk, then=then, by=world.by_mai)
    ticket = heard(world)
    answer_her(ticket=ticket.pk, text="Đơn nào ạ?", at=MONDAY_TEN, by=world.by_mai)
    assert run_macro(macro=macro.pk, ticket=ticket.pk, at=MONDAY_TEN, by=world.by_mai).state == state
    assert Entry.objects.latest("pk").text == "Dạ xong rồi ạ"


def test_a_macro_puts_to_sleep_and_what_is_put_away_is_gone(world: World) -> None:
    sleepy = save_macro(name="Chờ kho", sleep_days=2, by=world.by_mai)
    ticket = run_macro(macro=sleepy.pk, ticket=heard(world).pk, at=MONDAY_TEN, by=world.by_mai)
    assert ticket.is_asleep and ticket.state == "open"
    answer = save_canned(name="Chào", text="Chào", by=world.by_mai)
    with_answer = save_macro(name="Chào", answer_id=answer.pk, by=world.by_mai)
    archive(row=CannedAnswer.objects.get(), at=MONDAY_TEN, by=world.by_mai)
    assert list(Macro.objects.filter(archived_at=None)) == [sleepy]
    for macro in (with_answer.pk, 0):
        with pytest.raises(BadTicket):
            run_macro(macro=macro, ticket=ticket.pk, at=MONDAY_TEN, by=world.by_mai)


@pytest.mark.parametrize(
    "steps", [{"name": ""}, {"name": "x"}, {"name": "x", "role": "cashier"}, {"name": "x", "topic": "?"},
              {"name": "x", "sleep_days": 400}, {"name": "x", "answer_id": 99}],
)  # fmt: skip
def test_steps_nobody_could_take_are_refused(world: World, steps: dict[str, object]) -> None:
    with pytest.raises(BadTicket):
        save_macro(by=world.by_mai, **steps)  # type: ignore[arg-type]
    assert not Macro.objects.exists()
