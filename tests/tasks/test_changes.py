"""Tasks are done, put off, cancelled; and each change can be taken back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quen.tasks.call_back import call_back
from quen.tasks.cancel import cancel
from quen.tasks.errors import BadTask, NoSuchTask, NothingToUndo, TaskEnded
from quen.tasks.finish import finish
from quen.tasks.models import Outcome, Repeat, Task, TaskState
from quen.tasks.reads import due_count
from quen.tasks.repeat import next_due
from quen.tasks.snooze import snooze
from quen.tasks.undo import undo
from tests.people.story import last_facts, told
from tests.tasks.errands import SENSELESS, errand
from tests.world import World

HOUR = timedelta(hours=1)


def test_a_call_is_finished_with_what_came_of_it(world: World, now: datetime) -> None:
    task = errand(world, now)
    done = finish(task=task.pk, outcome=Outcome.BOUGHT, words=" Mua  hai ly ", at=now, by=world.by_mai)
    assert (done.state, done.outcome, done.words, done.ended_at) == ("done", "bought", "Mua hai ly", now)
    assert told(world.lan.pk) == ["task.created", "task.done"]
    assert last_facts(world.lan.pk) == {
        "title": "Gọi hỏi thăm", "task_kind": "call", "outcome": "bought", "words": "Mua hai ly",
    }  # fmt: skip
    with pytest.raises(TaskEnded):
        finish(task=task.pk, outcome=Outcome.REACHED, at=now, by=world.by_mai)
    with pytest.raises(TaskEnded):
        cancel(task=task.pk, at=now, by=world.by_mai)
    assert due_count(world.mai, now) == 0


def test_finishing_is_taken_back(world: World, now: datetime) -> None:
    task = errand(world, now)
    finish(task=task.pk, outcome=Outcome.REACHED, at=now, by=world.by_mai)
    back = undo(task=task.pk, at=now, by=world.by_mai)
    assert (back.state, back.outcome, back.ended_at, back.attempts) == (TaskState.OPEN, "", None, 0)
    with pytest.raises(NothingToUndo):
        undo(task=task.pk, at=now, by=world.by_mai)
    assert told(world.lan.pk) == ["task.created", "task.done", "task.undone"]


def test_call_back_waits_for_its_hour_and_counts_the_attempt(world: World, now: datetime) -> None:
    task = errand(world, now)
    later = call_back(task=task.pk, call_at=now + HOUR, outcome=Outcome.NO_ANSWER, at=now, by=world.by_mai)
    assert (later.state, later.due_at, later.not_before, later.attempts) == (
        "snoozed", now + HOUR, now + HOUR, 1,
    )  # fmt: skip
    assert (due_count(world.mai, now), due_count(world.mai, now + HOUR)) == (0, 1)
    back = undo(task=task.pk, at=now, by=world.by_mai)
    assert (back.state, back.due_at, back.not_before) == ("open", now, None)


def test_an_appointment_ends_with_another_time_and_comes_back_with_undo(world: World, now: datetime) -> None:
    task = errand(world, now)
    kept = call_back(task=task.pk, call_at=now + HOUR, is_appointment=True, at=now, by=world.by_mai)
    assert kept.is_appointment
    assert not snooze(task=task.pk, until=now + 2 * HOUR, at=now, by=world.by_mai).is_appointment
    assert undo(task=task.pk, at=now, by=world.by_mai).is_appointment
    later = call_back(task=task.pk, call_at=now + HOUR, outcome=Outcome.NO_ANSWER, at=now, by=world.by_mai)
    assert not later.is_appointment
    Task.objects.update(
        before={name: value for name, value in (later.before or {}).items() if name != "is_appointment"}
    )
    assert not undo(task=task.pk, at=now, by=world.by_mai).is_appointment  # remembered by an older version


def test_nothing_is_put_off_into_a_year_that_cannot_be(world: World, now: datetime) -> None:
    task = errand(world, now)
    with pytest.raises(BadTask):
        snooze(task=task.pk, until=SENSELESS[1], at=now, by=world.by_mai)
    with pytest.raises(BadTask):
        call_back(task=task.pk, call_at=SENSELESS[1], at=now, by=world.by_mai)
    assert Task.objects.get().state == TaskState.OPEN


@pytest.mark.parametrize("moment", [timedelta(0), -HOUR])
def test_nothing_is_put_off_into_the_past(world: World, now: datetime, moment: timedelta) -> None:
    task = errand(world, now)
    with pytest.raises(BadTask):
        snooze(task=task.pk, until=now + moment, at=now, by=world.by_mai)
    with pytest.raises(BadTask):
        call_back(task=task.pk, call_at=now + moment, at=now, by=world.by_mai)
    with pytest.raises(BadTask):
        finish(task=task.pk, outcome=Outcome.CALL_BACK, at=now, by=world.by_mai)
    assert Task.objects.get().state == TaskState.OPEN


def test_a_snoozed_task_is_due_when_it_wakes_and_not_sooner_than_it_was(world: World, now: datetime) -> None:
    task = errand(world, now, due_at=now + 5 * HOUR)
    assert snooze(task=task.pk, until=now + HOUR, at=now, by=world.by_mai).due_at == now + 5 * HOUR
    assert snooze(task=task.pk, until=now + 9 * HOUR, at=now, by=world.by_mai).due_at == now + 9 * HOUR


def test_a_repeating_task_brings_its_next_one_once(world: World, now: datetime) -> None:
    task = errand(world, now, repeat=Repeat.WEEK, remind_at=now - HOUR)
    finish(task=task.pk, outcome=Outcome.DONE, at=now + 15 * 24 * HOUR, by=world.by_mai)
    following = Task.objects.exclude(pk=task.pk).get()
    assert (following.due_at, following.remind_at) == (now + 21 * 24 * HOUR, now + 21 * 24 * HOUR - HOUR)
    undo(task=task.pk, at=now, by=world.by_mai)
    assert Task.objects.get() == task
    finish(task=task.pk, outcome=Outcome.DONE, at=now, by=world.by_mai)
    following = Task.objects.exclude(pk=task.pk).get()
    cancel(task=following.pk, at=now, by=world.by_mai)
    with pytest.raises(NothingToUndo):
        undo(task=task.pk, at=now, by=world.by_mai)
    assert Task.objects.count() == 2


def test_months_keep_the_day_or_take_their_last_one() -> None:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    due = datetime(2027, 1, 31, 9, 0, tzinfo=zone)
    first = next_due(due, Repeat.MONTH, after=due, zone=zone)
    assert first == datetime(2027, 2, 28, 9, 0, tzinfo=zone)
    assert next_due(due, Repeat.MONTH, after=first, zone=zone) == datetime(2027, 3, 31, 9, 0, tzinfo=zone)
    leap = datetime(2028, 2, 29, 1, 0, tzinfo=UTC)
    assert next_due(leap, Repeat.YEAR, after=leap, zone=zone) == datetime(2029, 2, 28, 1, 0, tzinfo=UTC)


def test_what_does_not_exist_cannot_be_done(world: World, now: datetime) -> None:
    with pytest.raises(NoSuchTask):
        finish(task=1, outcome=Outcome.DONE, at=now, by=world.by_mai)
    with pytest.raises(NoSuchTask):
        undo(task=1, at=now, by=world.by_mai)
