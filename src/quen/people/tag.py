"""Put tags on customers and take them off, one or very many at once."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection, transaction

from quen.events.emit import emit_all
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.people.errors import BadTag
from quen.people.events import CustomerTagged

MAX_LENGTH = 60
MAX_TAGS = 50
"""Of one customer, and of one call."""

EVENTS_AT_ONCE = 10_000

# One pass over the customers named, whatever their number; a row that already is as wanted is not written.
_CHANGE = """
UPDATE people_customer AS customer
SET tags = wanted.tags
FROM (
  SELECT id, tags AS before, ARRAY(
    SELECT DISTINCT tag FROM unnest(tags || %(added)s::varchar[]) AS tag
    WHERE tag <> ALL (%(removed)s::varchar[]) ORDER BY tag
  ) AS tags
  FROM people_customer WHERE id = ANY(%(customers)s) FOR UPDATE
) AS wanted
WHERE customer.id = wanted.id
  AND NOT (wanted.tags @> wanted.before AND wanted.before @> wanted.tags)
RETURNING customer.id, wanted.before, wanted.tags
"""


@transaction.atomic
def tag(*, customers: Iterable[int], tags: Iterable[str], by: Actor, at: datetime) -> int:
    """Put tags on customers; returns how many did not have them all. Raises BadTag, and changes nobody then."""
    return _change(customers, added=_checked(tags), removed=[], by=by, at=at)


@transaction.atomic
def untag(*, customers: Iterable[int], tags: Iterable[str], by: Actor, at: datetime) -> int:
    """Take tags off customers; returns how many had any of them."""
    return _change(customers, added=[], removed=_checked(tags), by=by, at=at)


def _change(
    customers: Iterable[int], *, added: Sequence[str], removed: Sequence[str], by: Actor, at: datetime
) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            _CHANGE, {"customers": list(customers), "added": list(added), "removed": list(removed)}
        )
        changed = cursor.fetchall()
    for start in range(0, len(changed), EVENTS_AT_ONCE):
        emit_all(_tagged(row, by, at) for row in changed[start : start + EVENTS_AT_ONCE])
    return len(changed)


def _tagged(row: tuple[int, list[str], list[str]], by: Actor, at: datetime) -> CustomerTagged:
    customer, before, after = row
    if len(after) > MAX_TAGS:
        raise BadTag(
            gettext_noop("A customer can have at most %(most)s tags. Take some off first."), most=MAX_TAGS
        )
    return CustomerTagged(
        at=at, by=by, customer=customer,
        added=sorted(set(after) - set(before)), removed=sorted(set(before) - set(after)),
    )  # fmt: skip


def _checked(tags: Iterable[str]) -> list[str]:
    wanted = list(dict.fromkeys(map(tidy, tags)))
    if not wanted or len(wanted) > MAX_TAGS or any(not 0 < len(one) <= MAX_LENGTH for one in wanted):
        raise BadTag(gettext_noop("A tag has 1 to %(most)s letters. Name at least one."), most=MAX_LENGTH)
    return wanted
