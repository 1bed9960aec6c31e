"""Which letters are complaints: labelled letters judge the rule, and what it sorts staff can sort anew, for good."""

import hashlib
from pathlib import Path

import pytest

from quen.kernel.actor import SYSTEM
from quen.shops.models import SettingChange
from quen.surveys.themes.judged import Judged
from quen.tickets.choices import CameBy, Priority, TicketKind, Topic
from quen.tickets.classify import classify, say_kind
from quen.tickets.complaint import MOST_SENTENCES, complaint_in
from quen.tickets.from_chat import Said, open_from_chat
from quen.tickets.mail.take_in import take_in
from quen.tickets.models import Entry, Ticket
from quen.tickets.open_ticket import Contact, Matter
from quen.tickets.split import split
from tests.tickets.matters import MONDAY_TEN, heard
from tests.tickets.test_letters import letter
from tests.world import World

TO_MEND_WITH = 102  # of 256: two fifths, by the first byte of each text's SHA-256, as for themes
ANGRY = "Tôi rất thất vọng, phục vụ quá tệ."


def judged(name: str) -> tuple[int, Judged]:
    """How many letters only judge, and how the rule did on them."""
    lines = (Path(__file__).parent / name).read_text().splitlines()
    rows = [line.split(" | ", 1) for line in lines if not line.startswith("#")]
    assert {label for label, _text in rows} == {"complaint", "none"}
    held = [row for row in rows if hashlib.sha256(row[1].encode()).digest()[0] >= TO_MEND_WITH]
    told = [(label == "complaint", bool(complaint_in(text))) for label, text in held]
    right, invented, missed = (told.count(pair) for pair in ((True, True), (False, True), (True, False)))
    return len(held), Judged(right, invented, missed, 0)


def test_the_figures_in_the_explanation_are_those_of_the_held_out_letters() -> None:
    assert judged("letters.txt") == (70, Judged(29, 1, 2, 0))
    assert judged("letters_later.txt") == (28, Judged(5, 0, 7, 0))
    told = (Path(__file__).parents[2] / "docs" / "explanation" / "tickets.md").read_text().replace("\n", " ")
    assert "29 of 31 complaints and called one of 39 others one" in told
    assert "5 of 12, and none of 16 others" in told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ANGRY, ("thất vọng", "quá tệ")),
        ("toi rat that vong", ("thất vọng",)),
        ("Nhân viên ở đây cau có", ("nhân viên ở đây cau có",)),
        ("I am not disappointed", ()),
        ("> I am disappointed\nSee you on Friday", ()),
        ("Nếu thất vọng thì đổi được không?", ()),
        ("", ()),
        ("👍👍 …", ()),
        ("Where do I complain?", ()),
        ("Cà phê nguội.", ()),
        ("Cà phê nguội. Ghế bẩn.", ("ghế bẩn",)),
    ],
)
def test_only_what_is_clear_is_told_and_by_which_words(text: str, words: tuple[str, ...]) -> None:
    assert complaint_in(text) == words
    assert bool(complaint_in(f"{text}\n" * 5_000)) is bool(words)
    assert complaint_in("a." * MOST_SENTENCES + ANGRY) == (), "so far only"


def test_a_letter_that_complains_is_a_complaint_when_it_comes_until_staff_say_otherwise(world: World) -> None:
    row = take_in(letter("Message-ID: <1@lan>", "Subject: Hôm qua", body=ANGRY), at=MONDAY_TEN)
    ticket = Ticket.objects.get(pk=row.ticket or 0)
    assert (ticket.kind, ticket.priority, ticket.kind_by) == ("complaint", "high", "")
    assert ticket.kind_words == "thất vọng · quá tệ"
    said = say_kind(ticket=ticket.pk, kind=TicketKind.REQUEST, at=MONDAY_TEN, by=world.by_mai)
    assert (said.kind, said.priority, said.kind_by) == ("request", "normal", str(world.by_mai))
    change = SettingChange.objects.get(setting=f"ticket.{ticket.pk}.kind")
    assert (change.before, change.after, change.changed_by) == ("complaint", "request", str(world.by_mai))
    take_in(letter("Message-ID: <2@lan>", f"Subject: [#{ticket.pk}] Hôm qua", body=ANGRY), at=MONDAY_TEN)
    ticket.refresh_from_db()
    assert ticket.kind == "request"
    entry = Entry.objects.filter(ticket=ticket).earliest("pk")
    assert (
        split(ticket=ticket.pk, entry=entry.pk, subject="", at=MONDAY_TEN, by=world.by_mai).kind == "request"
    )
    again = say_kind(ticket=ticket.pk, kind=TicketKind.COMPLAINT, at=MONDAY_TEN, by=world.by_mai)
    assert (again.kind, again.priority) == ("complaint", "high")
    classify(
        ticket=ticket.pk, kind=TicketKind.COMPLAINT, topic=Topic.STAFF, priority=Priority.URGENT, store=None,
        at=MONDAY_TEN, by=SYSTEM,
    )  # fmt: skip
    ticket.refresh_from_db()
    assert ticket.kind_by == str(world.by_mai)
    assert (
        say_kind(ticket=ticket.pk, kind=TicketKind.REQUEST, at=MONDAY_TEN, by=world.by_mai).priority
        == "urgent"
    )


def test_all_she_said_in_a_chat_is_read_and_nothing_the_shop_said(world: World) -> None:
    said = [
        Said("Chào shop", MONDAY_TEN, "member", is_hers=True),
        Said("Bạn thất vọng ạ?", MONDAY_TEN, "staff:1", is_hers=False),
    ]
    angry = [*said, Said("Phục vụ quá tệ", MONDAY_TEN, "member", is_hers=True)]
    kinds = [
        open_from_chat(
            chat=number, said=lines, contact=Contact(), customer=None, is_proven=False, store=None, owner=None,
            language="vi", at=MONDAY_TEN, by=SYSTEM,
        ).kind
        for number, lines in enumerate((said, angry), 1)
    ]  # fmt: skip
    assert kinds == ["request", "complaint"]


@pytest.mark.parametrize(
    ("came_by", "kind", "sorted_as"),
    [
        (CameBy.WEB, TicketKind.REQUEST, "complaint"),
        (CameBy.ZALO, TicketKind.REQUEST, "complaint"),
        (CameBy.WEB, TicketKind.IDEA, "idea"),
        (CameBy.PHONE, TicketKind.REQUEST, "request"),
        (CameBy.API, TicketKind.REQUEST, "request"),
    ],
)
def test_who_heard_or_said_what_it_is_is_believed(
    world: World, came_by: CameBy, kind: TicketKind, sorted_as: str
) -> None:
    ticket = heard(world, matter=Matter(text=ANGRY, kind=kind), came_by=came_by)
    assert (ticket.kind, bool(ticket.kind_words)) == (sorted_as, sorted_as == "complaint")
