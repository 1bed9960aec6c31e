"""Make cards in bulk, to be printed and handed out later."""

from datetime import datetime

from django.db import transaction

from quen.cards.errors import BadBatch
from quen.cards.events import CardsMade
from quen.cards.models import Batch, Card
from quen.cards.numbers import new_numbers
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop

MOST = 100_000
_AT_ONCE = 10_000


@transaction.atomic
def make_batch(*, name: str, count: int, at: datetime, by: Actor) -> Batch:
    """A batch of `count` cards with numbers nobody has. Raises BadBatch."""
    name = tidy(name)
    if not name or len(name) > 120:
        raise BadBatch(gettext_noop("Give the cards a name of at most 120 letters."))
    if not 1 <= count <= MOST:
        raise BadBatch(gettext_noop("Make between 1 and %(most)s cards at once."), most=MOST)
    batch = Batch.objects.create(name=name, size=count, made_at=at, made_by=str(by))
    _fill(batch)
    emit(CardsMade(at=at, by=by, subject=batch.pk, name=name, count=count))
    return batch


def _fill(batch: Batch) -> None:
    """Numbers that happen to be taken are passed over by the constraint, and made up for."""
    while missing := batch.size - Card.objects.filter(batch=batch).count():
        cards = [Card(number=number, batch=batch) for number in sorted(new_numbers(missing))]
        Card.objects.bulk_create(cards, batch_size=_AT_ONCE, ignore_conflicts=True)
