"""Tú is reminded of her tasks by a real SMTP server: once, as she wishes, and never into the void."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from quen.flows.remind_of_tasks import remind_due
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.channels.push.vapid import make_key
from quen.messages.settings import change_limits, change_sending, connect
from quen.messages.staff_push import ask_for_staff_push
from quen.messages.staff_push_models import StaffSubscription
from quen.shops.roles import Role
from quen.tasks.remind import FRESH, to_remind, wish_reminders
from quen.tasks.remind_models import Reminder, ReminderState, Wanted
from quen.tasks.snooze import snooze
from tests import world as cast
from tests.messages import push_peer
from tests.messages.mailbox import Mailbox, start
from tests.messages.push_peer import Browser, PushService
from tests.tasks.errands import errand
from tests.world import World

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def world(db: None) -> World:
    return cast.build()


@pytest.fixture
def mailbox(world: World, tmp_path: Path) -> Iterator[Mailbox]:
    running = start(tmp_path / "mailbox")
    settings = {"sender": "quan@example.com", "host": "127.0.0.1", "port": running.port, "security": "none"}
    connect(channel=Channel.EMAIL, settings=settings, secrets={}, by=SYSTEM)
    change_limits(channel=Channel.EMAIL, is_on=True, by=SYSTEM)
    change_sending(public_url="https://quan.example.com", by=SYSTEM)
    yield running
    running.stop()


def test_two_tasks_due_are_one_letter_and_none_again(world: World, mailbox: Mailbox, now: datetime) -> None:
    tasks = [errand(world, now, owner=world.tu.pk, title=title) for title in ("Gọi chị Lan", "Gửi quà")]
    assert (remind_due(at=now + MINUTE), remind_due(at=now + 2 * MINUTE)) == (1, 0)
    [letter] = mailbox.arrived()
    assert letter["To"] == "Lê Anh Tú <tu@example.com>" or "tu@example.com" in letter["To"]
    assert letter["Subject"] == "2 việc đến hạn · Cà phê Mai" and letter["Auto-Submitted"] == "auto-generated"
    text = letter.get_content()
    assert "Gọi chị Lan" in text and "Nguyễn Thị Lan" in text
    assert f"https://quan.example.com/tasks/{tasks[0].pk}/" in text
    assert set(Reminder.objects.values_list("staff", "state")) == {(world.tu.pk, ReminderState.SENT)}


def test_not_before_its_time_and_again_after_it_was_put_off(
    world: World, mailbox: Mailbox, now: datetime
) -> None:
    task = errand(world, now + 2 * HOUR, owner=world.tu.pk, remind_at=now + HOUR)
    assert (remind_due(at=now), remind_due(at=now + HOUR)) == (0, 1)
    snooze(task=task.pk, until=now + 5 * HOUR, at=now + HOUR, by=world.by_mai)
    assert (remind_due(at=now + 2 * HOUR), remind_due(at=now + 5 * HOUR)) == (0, 1)
    assert len(mailbox.arrived()) == 2


def test_each_as_she_wishes(world: World, now: datetime) -> None:
    mine = errand(world, now, owner=world.tu.pk)
    team = errand(world, now, role=Role.CASHIER)
    other = errand(world, now, role=Role.SUPPORT)
    assert to_remind(at=now + MINUTE) == {world.tu: [mine]}, "her own, where she said nothing"
    wish_reminders(staff=world.tu.pk, wanted=Wanted.TEAM, at=now)
    assert {task.pk for task in to_remind(at=now + MINUTE)[world.tu]} == {mine.pk, team.pk}
    wish_reminders(staff=world.tu.pk, wanted=Wanted.NEVER, at=now)
    assert world.tu not in to_remind(at=now + MINUTE)
    world.tu.is_active = False
    world.tu.save()
    wish_reminders(staff=world.tu.pk, wanted=Wanted.TEAM, at=now)
    assert to_remind(at=now + MINUTE) == {} and other.pk


def test_a_busy_server_is_tried_again_and_a_refusal_is_not(
    world: World, mailbox: Mailbox, now: datetime
) -> None:
    errand(world, now, owner=world.tu.pk)
    mailbox.answers(rcpt={"tu@example.com": "451 later"})
    assert (remind_due(at=now + MINUTE), Reminder.objects.count()) == (0, 0)
    mailbox.answers(rcpt={"tu@example.com": "550 nobody here"})
    assert remind_due(at=now + 2 * MINUTE) == 0
    assert Reminder.objects.get().state == ReminderState.REFUSED
    mailbox.answers()
    assert (remind_due(at=now + 3 * MINUTE), mailbox.arrived()) == (0, [])


def test_nothing_goes_while_the_channel_is_off_or_it_is_too_late(
    world: World, mailbox: Mailbox, now: datetime
) -> None:
    errand(world, now, owner=world.tu.pk)
    change_limits(channel=Channel.EMAIL, is_on=False, by=SYSTEM)
    assert (remind_due(at=now + MINUTE), Reminder.objects.count()) == (0, 0)
    change_limits(channel=Channel.EMAIL, is_on=True, by=SYSTEM)
    assert (remind_due(at=now + FRESH + MINUTE), mailbox.arrived()) == (0, [])


@pytest.fixture
def service(world: World, tmp_path: Path, settings: Any) -> Iterator[PushService]:
    settings.WEBHOOKS_MAY_LOOP_BACK = True
    running = push_peer.start(tmp_path / "push")
    connect(channel=Channel.PUSH, settings={"contact": "mai@example.com"}, secrets={}, by=SYSTEM)
    change_limits(channel=Channel.PUSH, is_on=True, by=SYSTEM)
    make_key()
    yield running
    running.stop()


def tu_asks(world: World, service: PushService, path: str, at: datetime) -> Browser:
    browser = Browser()
    ask_for_staff_push(
        staff=world.tu.pk, endpoint=f"http://127.0.0.1:{service.port}/{path}", p256dh=browser.p256dh,
        auth=browser.auth, at=at,
    )  # fmt: skip
    return browser


def test_a_notice_reaches_his_browsers_once_and_no_letter_besides(
    world: World, mailbox: Mailbox, service: PushService, now: datetime
) -> None:
    desk, phone = tu_asks(world, service, "desk", now), tu_asks(world, service, "phone", now)
    for title in ("Gọi chị Lan", "Gửi quà"):
        errand(world, now, owner=world.tu.pk, title=title)
    assert (remind_due(at=now + MINUTE), remind_due(at=now + 2 * MINUTE)) == (1, 0)
    sent = {each["path"]: each["body"] for each in service.asked()}
    for browser, path in ((desk, "/desk"), (phone, "/phone")):
        said = browser.read(sent[path])
        assert said["title"] == "2 việc đến hạn · Cà phê Mai"
        assert "• Gọi chị Lan" in said["body"] and "• Gửi quà" in said["body"]
    assert len(sent) == 2 and mailbox.arrived() == []
    assert set(Reminder.objects.values_list("staff", "state")) == {(world.tu.pk, ReminderState.SENT)}


def test_where_no_browser_takes_it_the_letter_goes_and_a_gone_one_is_forgotten(
    world: World, mailbox: Mailbox, service: PushService, now: datetime
) -> None:
    tu_asks(world, service, "gone", now)
    service.answers(gone={"status": 410})
    errand(world, now, owner=world.tu.pk)
    assert remind_due(at=now + MINUTE) == 1 and len(mailbox.arrived()) == 1
    assert not StaffSubscription.objects.exists()


def test_without_e_mail_only_who_has_a_browser_is_told(
    world: World, service: PushService, now: datetime
) -> None:
    tu_asks(world, service, "desk", now)
    for person in (world.tu, world.mai):
        errand(world, now, owner=person.pk)
    assert remind_due(at=now + MINUTE) == 1
    assert list(Reminder.objects.values_list("staff", flat=True)) == [world.tu.pk]
    change_limits(channel=Channel.PUSH, is_on=False, by=SYSTEM)
    errand(world, now, owner=world.tu.pk)
    assert remind_due(at=now + 2 * MINUTE) == 0
