"""Close a contest: who takes part with what, fixed for good and made known by its hash."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from quen.draws.errors import BadDraw, NotNow
from quen.draws.find import draw_in, move
from quen.draws.models import COUNTED, Draw, Entry, Kind, Participant, State
from quen.draws.pseudonym import label_of
from quen.draws.reads import entry_names
from quen.draws.recompute import hash_of
from quen.kernel.actor import Actor
from quen.kernel.names import search_key
from quen.kernel.sentences import gettext_noop
from quen.shops.clock import shop_timezone

_BOUGHT = Path(__file__).parent / "contest_bought.sql"


@transaction.atomic
def close_contest(*, draw: int, at: datetime, by: Actor) -> Draw:
    """Count what is counted, and make known the hash of the list. Raises NoSuchDraw, BadDraw, NotNow before its end."""
    row = draw_in(draw, State.OPEN)
    if not row.is_contest:
        raise BadDraw(gettext_noop("“%(name)s” is a draw, no contest."), name=row.name)
    if at < row.closes_at:
        raise NotNow(gettext_noop("Entries still come in. Close the contest after its last day."))
    taking_part = _counted(row) if row.kind in COUNTED else _entered(row)
    Participant.objects.bulk_create(taking_part.values(), batch_size=5_000)
    row.entries_hash, row.closed_at = hash_of(entry_names(row)), at
    return move(row, State.CLOSED, at=at, by=by, proof=row.entries_hash)


def _counted(row: Draw) -> dict[int, Participant]:
    """By visits or money; `since`: when she reached her figure."""
    found = {}
    for root, visits, spent, last_came, last_bought, _first in _bought(row):
        figure, since = (visits, last_came) if row.kind == Kind.VISITS else (spent, last_bought)
        found[root] = _one(row, root, figure=figure, since=since)
    return found


def _entered(row: Draw) -> dict[int, Participant]:
    """By what they sent in, the first of each person; where a purchase lets one in, by her first that counts too."""
    found: dict[int, Participant] = {}
    came: dict[int, datetime] = {}
    entries = row.entries.select_related("customer__root").order_by("made_at", "pk")
    for entry in entries:
        root = entry.customer.root or entry.customer
        if not (root.is_internal or entry.customer.is_internal):
            figure = _is_right(row, entry) if row.kind == Kind.ANSWER else None
            found.setdefault(root.pk, _one(row, root.pk, text=entry.text, figure=figure, since=entry.made_at))
            came.setdefault(root.pk, entry.made_at)
    if row.kind == Kind.FIRST and row.amount_per_entry_minor is not None:
        for root_id, *_figures, first in _bought(row):
            if root_id not in came or first < came[root_id]:
                found[root_id] = _one(row, root_id, since=first)
    return found


def _one(row: Draw, root: int, **facts: Any) -> Participant:
    return Participant(draw=row, customer_id=root, label=label_of(row.salt, root), entries=1, **facts)


def _is_right(row: Draw, entry: Entry) -> int:
    """Large or small letters, and diacritics, do not matter."""
    return int(search_key(entry.text) == search_key(row.answer))


def _bought(row: Draw) -> list[tuple[int, int, int, datetime, datetime, datetime]]:
    facts: dict[str, Any] = {
        "since": row.opens_at.astimezone(UTC), "until": row.closes_at, "stores": row.stores,
        "least": row.amount_per_entry_minor or 1, "zone": shop_timezone().key,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_BOUGHT.read_text(), facts)
        found: list[tuple[int, int, int, datetime, datetime, datetime]] = cursor.fetchall()
    return found
