"""What was said is kept in its order, answered by one, handed to another, and becomes a ticket when nobody answers."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from quen.chats.become_ticket import become_due, become_ticket
from quen.chats.close import QUIET, close, close_quiet
from quen.chats.errors import BadChatSetting, BadLine, ChatIsOver, TooManyLines
from quen.chats.models import Chat, ChatState, Line
from quen.chats.reader import chats_reader
from quen.chats.reads import chats_in, counts, lines_after, live_chat_of, waiting_count
from quen.chats.say import MOST_A_MINUTE, hear, say
from quen.chats.see import see
from quen.chats.settings import change_chats, chat_settings
from quen.chats.take import hand_over, take
from quen.events.position import EVERYTHING
from quen.events.readers import catch_up
from quen.tickets.answer import answer
from quen.tickets.models import Entry, Ticket
from quen.tickets.solve import solve
from tests.chats.talks import AT_NIGHT, MONDAY_TEN, SHE, helper, wrote
from tests.people.story import told
from tests.world import World


def said(chat: Chat, *, for_staff: bool = False) -> list[tuple[int, str, str]]:
    return [(line.number, line.kind, line.text) for line in lines_after(chat.pk, 0, for_staff=for_staff)]


def test_lan_writes_mai_answers_and_the_timeline_knows_the_ends_alone(world: World) -> None:
    chat = wrote(world)
    assert (chat.customer, chat.is_proven, chat.due_at) == (
        world.lan,
        True,
        MONDAY_TEN + timedelta(minutes=3),
    )
    assert waiting_count(world.mai) == 1
    say(chat=chat.pk, text="Dạ còn", key="answer-1", staff=world.mai, at=MONDAY_TEN, by=world.by_mai)
    hear(chat=chat.pk, text="Cảm ơn", key="second-line", at=MONDAY_TEN, by=SHE)
    assert said(chat) == [(1, "in", "Còn bánh mì không?"), (2, "out", "Dạ còn"), (3, "in", "Cảm ơn")]
    close(chat=chat.pk, at=MONDAY_TEN + timedelta(minutes=5), by=world.by_mai)
    chat.refresh_from_db()
    assert (chat.state, chat.owner, chat.due_at) == (ChatState.CLOSED, world.mai, None)
    assert told(world.lan.pk) == ["chat.opened", "chat.closed"]
    assert Line.objects.get(number=2).author == "Mai"
    with pytest.raises(ChatIsOver):
        hear(chat=chat.pk, text="Còn đó không?", key="third-line", at=MONDAY_TEN, by=SHE)


def test_a_line_sent_twice_stands_once(world: World) -> None:
    chats = {wrote(world).pk for _ in range(2)}
    (chat,) = chats
    for _ in range(2):
        hear(chat=chat, text="Alo?", key="second-line", at=MONDAY_TEN, by=SHE)
        say(chat=chat, text="Dạ", key="answer-1", staff=world.mai, at=MONDAY_TEN, by=world.by_mai)
    assert [line.number for line in Line.objects.order_by("number")] == [1, 2, 3]


def test_what_was_said_stays(world: World) -> None:
    wrote(world)
    for statement in ("UPDATE chats_line SET text = 'x'", "DELETE FROM chats_line"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize("text", ["", "  ", "x" * 2_001])
def test_no_words_or_too_many_are_refused(world: World, text: str) -> None:
    with pytest.raises(BadLine):
        wrote(world, text)
    assert not Chat.objects.exists()


def test_more_than_a_person_writes_is_refused(world: World) -> None:
    chat = wrote(world)
    for number in range(MOST_A_MINUTE - 1):
        hear(chat=chat.pk, text="a", key=f"line-no-{number}", at=MONDAY_TEN, by=SHE)
    with pytest.raises(TooManyLines):
        hear(chat=chat.pk, text="a", key="one-too-many", at=MONDAY_TEN, by=SHE)
    hear(chat=chat.pk, text="a", key="one-too-many", at=MONDAY_TEN + timedelta(minutes=1), by=SHE)


def test_unanswered_in_working_time_it_is_a_ticket_after_some_minutes(world: World) -> None:
    chat = wrote(world)
    hear(chat=chat.pk, text="Alo?", key="second-line", at=MONDAY_TEN + timedelta(minutes=2), by=SHE)
    assert become_due(at=MONDAY_TEN + timedelta(minutes=3, seconds=-1)) == 0
    assert become_due(at=MONDAY_TEN + timedelta(minutes=3)) == 1
    assert become_due(at=MONDAY_TEN + timedelta(minutes=4)) == 0
    ticket = Ticket.objects.get()
    assert (ticket.customer, ticket.is_proven, ticket.came_by, ticket.source_id) == (
        world.lan,
        True,
        "chat",
        chat.pk,
    )
    assert [(entry.kind, entry.text) for entry in Entry.objects.order_by("pk")] == [
        ("in", "Còn bánh mì không?"),
        ("in", "Alo?"),
    ]
    assert f"#{ticket.pk}" in said(chat)[-1][2] and said(chat)[-1][1] == "told"
    assert told(world.lan.pk) == ["chat.opened", "ticket.opened", "chat.became_ticket"]


def test_at_night_it_is_a_ticket_at_once_and_both_go_on_as_one_talk(world: World) -> None:
    chat = wrote(world, at=AT_NIGHT, customer=None, name="Ai đó", way="khach@example.com")
    ticket = Ticket.objects.get()
    assert (ticket.contact_email, ticket.is_proven) == ("khach@example.com", False)
    hear(chat=chat.pk, text="Đặt 20 cái", key="second-line", at=AT_NIGHT, by=SHE)
    assert [entry.text for entry in Entry.objects.order_by("pk")] == ["Còn bánh mì không?", "Đặt 20 cái"]
    answer(ticket=ticket.pk, text="Dạ được", at=AT_NIGHT, by=world.by_mai)
    for _ in range(2):
        catch_up(chats_reader(), until=EVERYTHING)
    assert said(chat)[-1][1:] == ("out", "Dạ được")
    say(chat=chat.pk, text="Mai giao ạ", key="answer-1", staff=world.mai, at=AT_NIGHT, by=world.by_mai)
    catch_up(chats_reader(), until=EVERYTHING)
    assert [line[2] for line in said(chat)[-2:]] == ["Dạ được", "Mai giao ạ"]
    assert Entry.objects.latest("pk").text == "Mai giao ạ"


def test_who_left_no_way_is_asked_for_one(world: World) -> None:
    chat = wrote(world, at=AT_NIGHT, customer=None, name="Ai đó")
    assert "số điện thoại" in said(chat)[-1][2]


def test_a_number_typed_by_a_stranger_recognises_and_proves_nothing(world: World) -> None:
    chat = wrote(world, customer=None, name="Ai đó", way="0912 345 678")
    assert (chat.customer, chat.is_proven, live_chat_of(world.lan.pk)) == (world.lan, False, None)
    with pytest.raises(BadLine):
        wrote(world, customer=None, way="12", key="another-key")


def test_mai_hands_over_and_ha_reads_why(world: World) -> None:
    chat, ha = wrote(world), helper()
    take(chat=chat.pk, staff=world.mai)
    with pytest.raises(ChatIsOver):
        say(chat=chat.pk, text="Em đây", key="answer-1", staff=ha, at=MONDAY_TEN, by=world.by_mai)
    with pytest.raises(BadLine):
        hand_over(chat=chat.pk, to=world.tu, why="Bận", at=MONDAY_TEN, by=world.by_mai)
    hand_over(chat=chat.pk, to=ha, why="Hỏi về bảo hành", at=MONDAY_TEN, by=world.by_mai)
    assert [line[1:] for line in said(chat)[1:]] == [("told", "Hà sẽ tiếp tục trả lời bạn.")]
    assert said(chat, for_staff=True)[1] == (2, "handed", "Hỏi về bảo hành")
    assert (counts(world.mai)["mine"], counts(ha)["mine"], waiting_count(ha)) == (0, 1, 1)
    say(chat=chat.pk, text="Em đây", key="answer-1", staff=ha, at=MONDAY_TEN, by=world.by_mai)


def test_staff_turn_it_into_a_ticket_once(world: World) -> None:
    chat = wrote(world)
    say(chat=chat.pk, text="Để em hỏi", key="answer-1", staff=world.mai, at=MONDAY_TEN, by=world.by_mai)
    tickets = {become_ticket(chat=chat.pk, at=MONDAY_TEN, by=world.by_mai).pk for _ in range(2)}
    assert len(tickets) == 1 and Ticket.objects.get().owner == world.mai
    assert [(entry.kind, entry.text) for entry in Entry.objects.order_by("pk")][1] == ("out", "Để em hỏi")


def test_seen_never_goes_back_nor_beyond(world: World) -> None:
    chat = wrote(world)
    hear(chat=chat.pk, text="Alo?", key="second-line", at=MONDAY_TEN, by=SHE)
    for number in (2, 1, 99):
        see(chat=chat.pk, number=number, is_staff=True)
    chat.refresh_from_db()
    assert (chat.staff_seen, chat.visitor_seen) == (2, 2)


def test_quiet_chats_end_by_themselves(world: World) -> None:
    chat = wrote(world)
    say(chat=chat.pk, text="Dạ còn", key="answer-1", staff=world.mai, at=MONDAY_TEN, by=world.by_mai)
    assert close_quiet(at=MONDAY_TEN + QUIET - timedelta(seconds=1)) == 0
    assert close_quiet(at=MONDAY_TEN + QUIET) == 1


def test_staff_of_another_store_see_nothing_of_it(world: World) -> None:
    ha = helper()
    ha.stores.add(world.store)
    wrote(world)
    assert (list(chats_in("all", ha)), chats_in("all", world.mai).count()) == ([], 1)
    Chat.objects.update(store=world.store)
    assert chats_in("all", ha).count() == 1


def test_sites_are_written_exactly_as_browsers_send_them(world: World) -> None:
    def changed(*origins: str, minutes: int = 5) -> None:
        change_chats(
            is_on=True, wait_minutes=minutes, origins=[*origins], welcome="Chào bạn", by=world.by_mai
        )

    changed("https://Quan.example/", "http://localhost:3000", "https://quan.example")
    assert chat_settings().origins == ["https://quan.example", "http://localhost:3000"]
    for wrong in ("quan.example", "https://quan.example/shop", "javascript:x", "*", "https://a@b.example"):
        with pytest.raises(BadChatSetting):
            changed(wrong)
    with pytest.raises(BadChatSetting):
        changed(minutes=0)


def test_the_chat_of_a_settled_ticket_is_over_with_its_last_answer(world: World) -> None:
    chat = wrote(world)
    ticket = become_ticket(chat=chat.pk, at=MONDAY_TEN, by=world.by_mai)
    catch_up(chats_reader(), until=EVERYTHING)
    answer(ticket=ticket.pk, text="Dạ còn ạ", at=MONDAY_TEN, by=world.by_mai)
    solve(ticket=ticket.pk, at=MONDAY_TEN, by=world.by_mai)
    for _ in range(2):
        catch_up(chats_reader(), until=EVERYTHING)
    chat.refresh_from_db()
    assert chat.state == ChatState.CLOSED
    assert [kind for _number, kind, _text in said(chat)] == ["in", "told", "out", "told"]


def test_who_writes_again_opens_the_ticket_and_the_chat_stays(world: World) -> None:
    chat = wrote(world)
    ticket = become_ticket(chat=chat.pk, at=MONDAY_TEN, by=world.by_mai)
    solve(ticket=ticket.pk, at=MONDAY_TEN, by=world.by_mai)
    hear(chat=chat.pk, text="Vẫn chưa được", key="second-line", at=MONDAY_TEN, by=SHE)
    catch_up(chats_reader(), until=EVERYTHING)
    chat.refresh_from_db()
    assert chat.state != ChatState.CLOSED
