"""The timeline of a customer."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from quen.events.reads import timeline
from tests.events.story import serve


@pytest.mark.django_db
def test_lans_timeline_shows_the_newest_first_and_pages_without_gap_or_repeat(
    now: datetime, django_assert_num_queries: Any
) -> None:
    lan, lan_again, stranger = 1, 2, 3
    for hour in range(4):
        serve(hour, at=now + timedelta(hours=hour), customer=lan)
        serve(10 + hour, at=now + timedelta(hours=hour), customer=lan_again)
        serve(20 + hour, at=now + timedelta(hours=hour), customer=stranger)
    seen, before = [], None
    for _ in range(3):
        with django_assert_num_queries(1):
            page, before = timeline([lan, lan_again], before=before, limit=3)
        seen += [event.subject for event in page]
    assert seen == [13, 3, 12, 2, 11, 1, 10, 0]
    assert before is None
