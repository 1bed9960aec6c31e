"""Readers miss nothing, double nothing, and get past what they cannot swallow."""

import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quen.events.emit import emit
from quen.events.models import Cursor, Event, ParkedEvent
from quen.events.one_worker import one_worker
from quen.events.parked import parked, try_again
from quen.events.position import EVERYTHING, Batch
from quen.events.reader import Reader
from quen.events.readers import catch_up, run_all
from quen.events.trouble import MOST_PARKED, TRIES, wait
from quen.kernel.actor import SYSTEM
from tests.events.story import INSERT, CupBroken, Listener, another_connection, serve, settle


def reader(listener: Listener, *, batch: int = 10_000, kinds: frozenset[str] | None = None) -> Reader:
    return Reader(name="listener", take=listener.take, batch=batch, kinds=kinds)


@pytest.mark.django_db
def test_everything_new_is_read_once_in_order_and_in_batches(now: datetime) -> None:
    serve(1, 2, 3, 4, 5, at=now)
    listener = Listener()
    assert catch_up(reader(listener, batch=2), until=EVERYTHING) == 5
    assert catch_up(reader(listener, batch=2), until=EVERYTHING) == 0
    serve(6, at=now)
    assert catch_up(reader(listener, batch=2), until=EVERYTHING) == 1
    assert listener.heard == [1, 2, 3, 4, 5, 6]


@pytest.mark.django_db
def test_a_reader_hears_only_the_kinds_it_asked_for_and_passes_the_rest_once(now: datetime) -> None:
    serve(1, at=now)
    emit(CupBroken(at=now, by=SYSTEM, subject=2))
    listener = Listener()
    broken = reader(listener, kinds=frozenset({"cup.broken"}))
    assert catch_up(broken, until=EVERYTHING) == 2
    assert listener.heard == [2]
    assert Cursor.objects.get().event == Event.objects.latest("id").pk


@pytest.mark.django_db(transaction=True)
def test_a_late_commit_with_a_smaller_id_is_not_missed(now: datetime) -> None:
    listener = Listener()
    with another_connection() as slow_till:
        slow_till.execute(INSERT, [1])  # gets its id now, commits later
        serve(2, at=now)
        early, late = Event.objects.values_list("id", flat=True).first(), 1
        catch_up(reader(listener))
        assert 2 not in listener.heard, "read past an open transaction"
        slow_till.commit()
    settle()
    catch_up(reader(listener))
    assert listener.heard == [1, 2]
    assert early is not None and Event.objects.get(subject=late).pk < early


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_never_happened_and_holds_nobody_up(now: datetime) -> None:
    listener = Listener()
    with another_connection() as till:
        till.execute(INSERT, [1])
        till.rollback()
    serve(2, at=now)
    settle()
    catch_up(reader(listener))
    assert listener.heard == [2]


@pytest.mark.django_db(transaction=True)
def test_the_order_is_the_transactions_then_the_ids(now: datetime) -> None:
    listener = Listener()
    with another_connection() as first, another_connection() as second:
        first.execute(INSERT, [1])
        second.execute(INSERT, [2])
        first.execute(INSERT, [3])
        second.commit()
        first.commit()
    settle()
    catch_up(reader(listener, batch=1))
    assert listener.heard == [1, 3, 2]


@pytest.mark.django_db
def test_only_one_worker_reads_at_a_time(now: datetime) -> None:
    serve(1, at=now)
    listener = Listener()
    with another_connection() as other:
        other.execute("SELECT pg_advisory_lock(7084, hashtext('listener'))")
        assert catch_up(reader(listener), until=EVERYTHING) == 0
        other.rollback()
        other.execute("SELECT pg_advisory_unlock(7084, hashtext('listener'))")
    assert catch_up(reader(listener), until=EVERYTHING) == 1
    with one_worker("listener") as is_mine:
        assert is_mine, "the lock was given back"


@pytest.mark.django_db
def test_a_failure_moves_nothing_and_is_tried_again_later_and_later(now: datetime) -> None:
    serve(1, 2, at=now)
    listener = Listener(poison=frozenset({2}))
    assert catch_up(reader(listener), now=now, until=EVERYTHING) == 0
    cursor = Cursor.objects.get()
    assert (cursor.transaction, cursor.event, cursor.failures) == (0, 0, 1)
    assert cursor.retry_at == now + timedelta(seconds=1)
    assert "poison: [2]" in cursor.error
    listener.poison = frozenset()
    assert catch_up(reader(listener), now=now, until=EVERYTHING) == 0, "still waiting"
    assert catch_up(reader(listener), now=now + timedelta(seconds=1), until=EVERYTHING) == 2
    healthy = Cursor.objects.get()
    assert (healthy.failures, healthy.retry_at, healthy.error) == (0, None, "")
    assert listener.heard == [1, 2]


def test_waits_double_up_to_ten_minutes() -> None:
    assert [wait(failures).total_seconds() for failures in (1, 2, 3, 10, 11, 99)] == [1, 2, 4, 512, 600, 600]


def fail_often_enough(one: Reader, now: datetime) -> datetime:
    for _ in range(TRIES - 1):
        catch_up(one, now=now, until=EVERYTHING)
        now += timedelta(hours=1)
    return now


@pytest.mark.django_db
def test_poison_is_parked_and_the_rest_goes_on(now: datetime) -> None:
    serve(*range(1, 21), at=now)
    listener = Listener(poison=frozenset({7, 13}))
    later = fail_often_enough(reader(listener), now)
    assert not ParkedEvent.objects.exists()
    assert catch_up(reader(listener), now=later, until=EVERYTHING) == 20
    assert listener.heard == [cup for cup in range(1, 21) if cup not in {7, 13}]
    assert sorted(event.event.subject or 0 for event in parked()) == [7, 13]
    assert all("poison" in event.error for event in parked())
    listener.poison = frozenset({13})
    assert try_again([reader(listener)], now=later) == 1
    assert [event.event.subject for event in parked()] == [13]
    assert listener.heard[-1] == 7


@pytest.mark.django_db
def test_a_reader_that_chokes_on_everything_is_ill_and_parks_no_flood(now: datetime) -> None:
    serve(*range(1, 101), at=now)
    listener = Listener(poison=frozenset(range(1, 101)))
    later = fail_often_enough(reader(listener), now)
    assert catch_up(reader(listener), now=later, until=EVERYTHING) == 0
    assert ParkedEvent.objects.count() == MOST_PARKED
    assert "ReaderIsIll" in Cursor.objects.get().error


@pytest.mark.django_db
def test_an_outage_parks_nothing_however_long_it_lasts(now: datetime) -> None:
    def take(batch: Batch) -> None:
        raise OSError("No space left on device")

    serve(1, at=now)
    full_disk = Reader(name="listener", take=take)
    later = fail_often_enough(full_disk, fail_often_enough(full_disk, now))
    assert catch_up(full_disk, now=later, until=EVERYTHING) == 0
    assert not ParkedEvent.objects.exists()
    assert Cursor.objects.get().failures == 2 * TRIES - 1


@pytest.mark.django_db
def test_one_failing_reader_does_not_stop_the_next(now: datetime) -> None:
    serve(1, at=now)
    good, bad = Listener(), Listener(poison=frozenset({1}))
    readers = [Reader(name="bad", take=bad.take), Reader(name="good", take=good.take)]
    assert run_all(readers, now=now, until=EVERYTHING) == 1
    assert good.heard == [1]


@pytest.mark.django_db
def test_readers_one_after_the_other_look_for_the_ends_of_full_batches_once(now: datetime) -> None:
    serve(*range(1, 8), at=now)
    first, second = Listener(), Listener()

    def first_takes(batch: Batch) -> None:
        if not first.heard:
            serve(8, at=now)  # what a reader tells of what it hears
        first.take(batch)

    readers = [
        Reader(name="first", take=first_takes, batch=3),
        Reader(name="second", take=second.take, batch=3),
    ]
    with CaptureQueriesContext(connection) as asked:
        assert run_all(readers, now=now, until=EVERYTHING) == 16
    looks = [query["sql"] for query in asked.captured_queries if "WITH ahead" in query["sql"]]
    assert first.heard == second.heard == [*range(1, 9)]
    assert len(looks) == 6, "three batches and their end, then the last batch and the end"


@pytest.mark.django_db
def test_a_reader_may_pause_while_the_worker_is_patient_and_not_otherwise() -> None:
    listener, now = Listener(), timezone.now()
    slow = Reader(name="listener", take=listener.take, pause=timedelta(seconds=30))
    serve(1, at=now)
    assert run_all([slow], until=EVERYTHING, patient=True) == 1, "it has not read anything yet"
    serve(2, at=now)
    assert run_all([slow], until=EVERYTHING, patient=True) == 0
    assert run_all([slow], now=now + timedelta(seconds=61), until=EVERYTHING, patient=True) == 1
    serve(3, at=now)
    assert run_all([slow], until=EVERYTHING) == 1
    assert listener.heard == [1, 2, 3]


@pytest.mark.django_db
def test_effect_and_cursor_of_a_transactional_reader_are_undone_together(now: datetime) -> None:
    def take(batch: Batch) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE events_event SET address = 'half done'")
        raise ValueError

    serve(1, at=now)
    catch_up(Reader(name="half", take=take), now=now, until=EVERYTHING)
    assert Event.objects.get().address == ""


KILLED_READER = """
import os, time
import django
django.setup()
from django.db import connection
from django.utils import timezone
from quen.events.reader import Reader
from quen.events.readers import catch_up

def take(batch):
    for event in batch:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO cups VALUES (%s) ON CONFLICT DO NOTHING", [event.subject])
        if event.subject == 7:
            print("seven", flush=True)
            time.sleep(600)

catch_up(Reader(name="listener", take=take, batch=3, is_transactional=os.environ["CUPS"] == "together"))
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("cups", "before"), [("together", 6), ("apart", 7)])
def test_a_reader_killed_in_mid_batch_loses_and_doubles_nothing(
    cups: str, before: int, now: datetime
) -> None:
    serve(*range(1, 11), at=now)
    settle()
    with another_connection() as own:
        own.execute("CREATE TABLE cups (cup bigint PRIMARY KEY)")
        own.commit()
        try:
            worker = subprocess.Popen(
                [sys.executable, "-c", KILLED_READER],
                stdout=subprocess.PIPE,
                env={**os.environ, "CUPS": cups, "DATABASE_URL": own_address()},
            )
            assert worker.stdout is not None and worker.stdout.readline() == b"seven\n"
            worker.send_signal(signal.SIGKILL)
            worker.wait()
            assert own.execute("SELECT count(*) FROM cups").fetchone() == (before,)

            def take(batch: Batch) -> None:
                with connection.cursor() as cursor:
                    for event in batch:
                        cursor.execute("INSERT INTO cups VALUES (%s) ON CONFLICT DO NOTHING", [event.subject])

            again = Reader(name="listener", take=take, batch=3, is_transactional=cups == "together")
            own.rollback()
            while not catch_up(again):  # until the server has noticed that the killed worker is gone
                pass
            assert own.execute("SELECT array_agg(cup ORDER BY cup) FROM cups").fetchone() == (
                [*range(1, 11)],
            )
        finally:
            own.rollback()
            own.execute("DROP TABLE cups")
            own.commit()


def own_address() -> str:
    """The address of this test's database for a process of its own."""
    from psycopg.conninfo import make_conninfo

    given = connection.get_connection_params()
    names = ("host", "port", "user", "password", "dbname")
    return make_conninfo(**{name: given[name] for name in names if given.get(name)})
