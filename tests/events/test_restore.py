"""A story restored into another cluster."""

from datetime import datetime

import pytest
from django.db import connection

from quen.events.models import Cursor, Event
from quen.events.reader import Reader
from quen.events.readers import catch_up
from quen.events.restore import reset_after_restore
from tests.events.story import Listener, serve, settle


@pytest.mark.django_db(transaction=True)
def test_what_was_unread_before_the_backup_is_read_after_the_restore(now: datetime) -> None:
    serve(1, 2, 3, 4, at=now)
    order = {
        1: (2**40, 1),
        3: (2**40, 3),
        2: (2**40 + 5, 2),
        4: (2**40 + 5, 4),
    }  # the old cluster's transactions
    ids = {event.subject: event.pk for event in Event.objects.all()}
    for cup, (transaction, _) in order.items():
        Event.objects.filter(subject=cup).update(transaction=transaction)
    Cursor.objects.create(reader="listener", transaction=2**40, event=ids[3])  # 1 and 3 are read, 2 and 4 not
    Cursor.objects.create(reader="all-read", transaction=2**40 + 5, event=ids[4])

    reset_after_restore()
    serve(5, at=now)
    settle()

    behind, ahead = Listener(), Listener()
    catch_up(Reader(name="listener", take=behind.take))
    catch_up(Reader(name="all-read", take=ahead.take))
    assert behind.heard == [2, 3, 4, 5]
    assert ahead.heard == [5]


@pytest.mark.django_db(transaction=True)
def test_an_empty_story_can_be_reset(now: datetime) -> None:
    Cursor.objects.create(reader="listener", transaction=77, event=5)
    reset_after_restore()
    with connection.cursor() as cursor:
        cursor.execute("SELECT transaction, event FROM events_cursor")
        assert cursor.fetchall() == [(0, 0)]
