"""A reader begins behind what is written so far."""

from django.utils import timezone

from quen.events.models import Cursor, Event


def begin_here(reader: str) -> None:
    """Nothing that stands in the story now is given to it: for a reader to whom none of it means anything.

    Call inside the transaction that wrote it. What others are still writing counts as new.
    """
    last = Event.objects.order_by("-transaction", "-pk").first()
    if last is not None:
        here = {"transaction": last.transaction, "event": last.pk, "moved_at": timezone.now()}
        Cursor.objects.update_or_create(reader=reader, defaults=here)
