"""How many requests a token may make: a bucket per token in each web server process (docs/decisions)."""

import threading
from dataclasses import dataclass
from math import ceil

from quen.api.errors import TooManyRequests
from quen.kernel.sentences import gettext_noop

MOST_BUCKETS = 10_000


@dataclass
class Bucket:
    """What is left for one token, and when that was counted (seconds of a clock that never goes back)."""

    left: float
    counted_at: float


@dataclass(frozen=True)
class Allowance:
    """What the answer tells of the limit."""

    per_minute: int
    left: int

    def headers(self) -> dict[str, str]:
        """The fields of draft-ietf-httpapi-ratelimit-headers: the policy, and what is left of it."""
        return {
            "RateLimit-Policy": f'"token";q={self.per_minute};w=60',
            "RateLimit": f'"token";r={self.left};t={ceil((self.per_minute - self.left) * 60 / self.per_minute)}',
        }


class Buckets:
    """The buckets of one process. A full one allows a minute's requests at once, then they trickle in."""

    def __init__(self) -> None:
        self._buckets: dict[int, Bucket] = {}
        self._lock = threading.Lock()

    def take(self, token: int, *, per_minute: int, now: float) -> Allowance:
        """Take one request out of the token's bucket. Raises TooManyRequests."""
        with self._lock:
            bucket = self._buckets.get(token)
            if bucket is None:
                if len(self._buckets) >= MOST_BUCKETS:
                    self._buckets.clear()
                bucket = self._buckets[token] = Bucket(per_minute, now)
            trickled = (now - bucket.counted_at) * per_minute / 60
            bucket.left, bucket.counted_at = min(per_minute, bucket.left + trickled), now
            if bucket.left < 1:
                wait = ceil((1 - bucket.left) * 60 / per_minute)
                raise TooManyRequests(
                    gettext_noop(
                        "Too many requests. Nothing was kept; wait %(wait_seconds)s s and send it again."
                    ),
                    wait_seconds=max(wait, 1),
                )
            bucket.left -= 1
            return Allowance(per_minute, int(bucket.left))


buckets = Buckets()
"""Those of this process."""
