"""Take a draw from its draft to its published winners. Each step is taken once, and none back."""

import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from quen.draws.award import award_all
from quen.draws.errors import BadDraw, NotNow
from quen.draws.find import draw_in, move
from quen.draws.models import Draw, Kind, Participant, State, Winner
from quen.draws.pseudonym import label_of
from quen.draws.reads import entry_names
from quen.draws.recompute import commitment_of, hash_of, winners
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop

_FOLDER = Path(__file__).parent


@transaction.atomic
def open_draw(*, draw: int, at: datetime, by: Actor) -> Draw:
    """From now on rules and prizes stay; a seed is chosen, and its hash made known. Raises NoSuchDraw, NotNow.

    Where a contest asks for the right answer, the hash promises that too: SHA-256("seed|answer").
    """
    row = draw_in(draw, State.DRAFT)
    if at >= row.closes_at:
        raise NotNow(gettext_noop("The last day of the draw is over. Choose later days before you open it."))
    row.seed, row.salt = secrets.token_hex(32), secrets.token_hex(32)
    promised = f"{row.seed}|{row.answer}" if row.kind == Kind.ANSWER else row.seed
    row.commitment, row.opened_at = commitment_of(promised), at
    return move(row, State.OPEN, at=at, by=by, proof=row.commitment)


@transaction.atomic
def close_draw(*, draw: int, at: datetime, by: Actor) -> Draw:
    """Count the entries, name them, and make known the hash of their list. Raises NoSuchDraw, NotNow before its end."""
    row = draw_in(draw, State.OPEN)
    _only_by_chance(row)
    if at < row.closes_at:
        raise NotNow(gettext_noop("Entries still come in. Close the draw after its last day."))
    with connection.cursor() as cursor:
        facts: dict[str, Any] = {
            "draw": row.pk, "since": row.opens_at, "until": row.closes_at, "stores": row.stores,
            "per": row.amount_per_entry_minor, "at": at,
        }  # fmt: skip
        if row.amount_per_entry_minor is not None:
            cursor.execute((_FOLDER / "entries.sql").read_text(), facts)
        cursor.execute((_FOLDER / "participants.sql").read_text(), facts)
        counted = cursor.fetchall()
    Participant.objects.bulk_create(
        (
            Participant(draw=row, customer_id=customer, label=label_of(row.salt, customer),
                        entries=min(entries, row.most_a_person or entries))
            for customer, entries in counted
        ),
        batch_size=5_000,
    )  # fmt: skip
    row.entries_hash, row.closed_at = hash_of(entry_names(row)), at
    return move(row, State.CLOSED, at=at, by=by, proof=row.entries_hash)


@transaction.atomic
def draw_winners(*, draw: int, public_word: str = "", at: datetime, by: Actor) -> Draw:
    """Find the winners and reserves: from the seed, the list and the public word alone. Raises NoSuchDraw, NotNow."""
    row = draw_in(draw, State.CLOSED)
    _only_by_chance(row)
    row.public_word, row.drawn_at = tidy(public_word)[:120], at
    prizes = [prize for prize in row.prizes.order_by("place") for _piece in range(prize.pieces)]
    people = dict(row.participants.values_list("label", "pk"))
    drawn = winners(entry_names(row), row.seed, row.public_word, len(prizes) + row.reserves)
    Winner.objects.bulk_create(
        Winner(
            draw=row, rank=rank, entry=entry, participant_id=people[entry.rpartition("-")[0]],
            prize=prizes[rank - 1] if rank <= len(prizes) else None,
        )
        for rank, entry in enumerate(drawn, start=1)
    )  # fmt: skip
    return move(row, State.DRAWN, at=at, by=by, proof=row.seed)


@transaction.atomic
def publish_draw(*, draw: int, at: datetime, by: Actor) -> Draw:
    """Tell the winners, who have `claim_days` to fetch their prizes. Raises NoSuchDraw, NotNow."""
    row = draw_in(draw, State.DRAWN)
    row.published_at = at
    move(row, State.PUBLISHED, at=at, by=by)
    won = row.winners.filter(prize__isnull=False).select_related("participant", "prize").order_by("rank")
    award_all([(each, each.prize) for each in won if each.prize is not None], row, at=at, by=by)
    return row


def _only_by_chance(row: Draw) -> None:
    """Refuse to draw lots in a contest."""
    if row.is_contest:
        raise BadDraw(gettext_noop("“%(name)s” is a contest: nobody is drawn in it."), name=row.name)
