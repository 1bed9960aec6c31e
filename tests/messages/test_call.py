"""A person calls: the message becomes a task, once."""

from datetime import datetime

import pytest

from quen.events.readers import catch_up
from quen.kernel.actor import SYSTEM
from quen.messages.calls import calls_reader
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.channels.call.port import task_key
from quen.messages.guard import Reason
from quen.messages.models import State, Suppression
from quen.messages.postman import Postman
from quen.messages.queue import queue
from quen.messages.settings import change_limits
from quen.tasks.finish import finish
from quen.tasks.models import Outcome, Task
from tests.messages.conftest import written
from tests.messages.letters import sent
from tests.world import World


def test_an_offer_by_telephone_is_a_task_for_support_once_a_day(shop: World, now: datetime) -> None:
    change_limits(channel=Channel.CALL, is_on=True, by=SYSTEM)
    text = written(
        Channel.CALL, MessagePurpose.MARKETING, subject="Gọi {{ dear }}", body="Mời {{ dear }} thử món mới"
    )
    first = queue(customer=shop.lan.pk, version=text, key="a", at=now, by=SYSTEM)
    Postman().round(now=lambda: now)
    second = queue(customer=shop.lan.pk, version=text, key="b", at=now, by=SYSTEM)
    first.refresh_from_db()
    task = Task.objects.get()
    assert (first.state, first.provider_id) == (State.HANDED_OVER, str(task.pk))
    assert (task.title, task.script, task.kind, task.role) == (
        "Gọi bạn Lan",
        "Mời bạn Lan thử món mới",
        "call",
        "support",
    )
    assert (task.customer_id, task.source_kind, task.source_id) == (shop.lan.pk, "message", first.pk)
    assert (second.state, second.reason) == (State.HELD, Reason.DAY_CAP)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.BOUGHT, State.DELIVERED),
        (Outcome.NO_ANSWER, State.BOUNCED),
        (Outcome.WRONG_NUMBER, State.BOUNCED),
    ],
)
def test_what_came_of_the_call_stands_on_the_message(
    shop: World, now: datetime, outcome: Outcome, state: State
) -> None:
    change_limits(channel=Channel.CALL, is_on=True, by=SYSTEM)
    text = written(Channel.CALL, MessagePurpose.TRANSACTIONAL, subject="Gọi", body="Hỏi thăm {{ dear }}")
    message = queue(customer=shop.lan.pk, version=text, key="a", at=now, by=SYSTEM)
    Postman().round(now=lambda: now)
    finish(task=Task.objects.get().pk, outcome=outcome, at=now, by=shop.by_mai)
    catch_up(calls_reader(), now=now, until=2**62)
    message.refresh_from_db()
    assert (message.state, Suppression.objects.count()) == (state, 0)


def test_a_task_of_its_own_says_nothing_of_messages(shop: World, now: datetime) -> None:
    change_limits(channel=Channel.CALL, is_on=True, by=SYSTEM)
    text = written(Channel.CALL, MessagePurpose.TRANSACTIONAL, subject="Gọi", body="Hỏi thăm {{ dear }}")
    message = queue(customer=shop.lan.pk, version=text, key="a", at=now, by=SYSTEM)
    Postman().round(now=lambda: now)
    Task.objects.update(source_kind="segment")
    finish(task=Task.objects.get().pk, outcome=Outcome.REACHED, at=now, by=shop.by_mai)
    catch_up(calls_reader(), now=now, until=2**62)
    message.refresh_from_db()
    assert message.state == State.HANDED_OVER


def test_a_worker_that_died_after_making_the_task_makes_no_second_one(shop: World, now: datetime) -> None:
    change_limits(channel=Channel.CALL, is_on=True, by=SYSTEM)
    text = written(Channel.CALL, MessagePurpose.TRANSACTIONAL, subject="Gọi", body="Hỏi thăm {{ dear }}")
    queue(customer=shop.lan.pk, version=text, key="a", at=now, by=SYSTEM)
    Postman().round(now=lambda: now)
    made = Task.objects.get()
    lost = sent(text, shop.lan.pk, now, key="lost", state=State.HANDING_OVER, has_begun=True, slot=1)
    Task.objects.filter(pk=made.pk).update(key=task_key("lost"))
    Postman().round(now=lambda: now)
    lost.refresh_from_db()
    assert (lost.state, lost.provider_id, Task.objects.count()) == (State.HANDED_OVER, str(made.pk), 1)
