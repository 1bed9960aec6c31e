"""A token's bucket: a minute's requests at once, then as fast as they trickle in."""

import pytest

from quen.api.errors import TooManyRequests
from quen.api.rate_limit import Buckets


def test_a_full_bucket_allows_a_minute_of_requests_at_once_and_no_more() -> None:
    buckets = Buckets()
    for left in (2, 1, 0):
        assert buckets.take(7, per_minute=3, now=100.0).left == left
    with pytest.raises(TooManyRequests) as refused:
        buckets.take(7, per_minute=3, now=100.0)
    assert refused.value.wait_seconds == 20


def test_what_trickles_in_is_allowed() -> None:
    buckets = Buckets()
    for _ in range(3):
        buckets.take(7, per_minute=3, now=100.0)
    assert buckets.take(7, per_minute=3, now=121.0).left == 0
    with pytest.raises(TooManyRequests):
        buckets.take(7, per_minute=3, now=122.0)


def test_tokens_do_not_drink_from_each_others_buckets() -> None:
    buckets = Buckets()
    buckets.take(7, per_minute=1, now=100.0)
    assert buckets.take(8, per_minute=1, now=100.0).left == 0


def test_a_bucket_never_holds_more_than_a_minute() -> None:
    buckets = Buckets()
    buckets.take(7, per_minute=3, now=100.0)
    assert buckets.take(7, per_minute=3, now=100_000.0).left == 2
