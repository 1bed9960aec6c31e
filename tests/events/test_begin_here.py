"""A reader begins behind what is written, and hears what comes then."""

from datetime import datetime

import pytest

from quen.events.begin_here import begin_here
from quen.events.models import Cursor
from quen.events.position import EVERYTHING
from quen.events.reader import Reader
from quen.events.readers import catch_up
from tests.events.story import Listener, serve

pytestmark = pytest.mark.django_db


def test_what_was_before_is_not_given_to_it_and_what_comes_is(now: datetime) -> None:
    serve(1, 2, at=now)
    begin_here("listener")
    serve(3, at=now)
    listener, other = Listener(), Listener()
    assert catch_up(Reader(name="listener", take=listener.take), until=EVERYTHING) == 1
    assert catch_up(Reader(name="other", take=other.take), until=EVERYTHING) == 3
    assert (listener.heard, other.heard) == ([3], [1, 2, 3])


def test_where_nothing_is_written_it_begins_at_the_start(now: datetime) -> None:
    begin_here("listener")
    assert not Cursor.objects.exists()
    serve(1, at=now)
    listener = Listener()
    assert catch_up(Reader(name="listener", take=listener.take), until=EVERYTHING) == 1
