"""What staff write down about a customer. A deleted note is kept and can be brought back."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.people.errors import BadNote, NoSuchNote
from quen.people.events import NoteDeleted, NoteEdited, NoteRestored, NoteWritten
from quen.people.find import locked
from quen.people.models import Note

MAX_LENGTH = 5000


@transaction.atomic
def write_note(*, customer: int, text: str, by: Actor, at: datetime) -> Note:
    """Keep a note about a customer. Raises BadNote, NoSuchCustomer."""
    note = Note.objects.create(
        customer=locked(customer), text=_checked(text), written_at=at, written_by=str(by)
    )
    emit(NoteWritten(at=at, by=by, customer=customer, subject=note.pk, text=note.text))
    return note


@transaction.atomic
def edit_note(*, note: int, text: str, by: Actor, at: datetime) -> Note:
    """Replace a note's text; the event keeps the one before. Raises BadNote, NoSuchNote."""
    found = _locked(note, is_deleted=False)
    before, found.text = found.text, _checked(text)
    if found.text != before:
        found.save(update_fields=["text"])
        emit(
            NoteEdited(
                at=at, by=by, customer=found.customer_id, subject=found.pk, before=before, after=found.text
            )
        )
    return found


@transaction.atomic
def delete_note(*, note: int, by: Actor, at: datetime) -> None:
    """Take a note away; `restore_note` brings it back. Raises NoSuchNote."""
    found = _locked(note, is_deleted=False)
    found.deleted_at = at
    found.save(update_fields=["deleted_at"])
    emit(NoteDeleted(at=at, by=by, customer=found.customer_id, subject=found.pk))


@transaction.atomic
def restore_note(*, note: int, by: Actor, at: datetime) -> Note:
    """Bring a deleted note back. Raises NoSuchNote where it is not deleted."""
    found = _locked(note, is_deleted=True)
    found.deleted_at = None
    found.save(update_fields=["deleted_at"])
    emit(NoteRestored(at=at, by=by, customer=found.customer_id, subject=found.pk))
    return found


def _checked(text: str) -> str:
    text = text.strip()
    if not text or len(text) > MAX_LENGTH:
        raise BadNote(gettext_noop("Write a note of 1 to %(most)s letters."), most=MAX_LENGTH)
    return text


def _locked(note: int, *, is_deleted: bool) -> Note:
    found = Note.objects.select_for_update().filter(pk=note, deleted_at__isnull=not is_deleted).first()
    if found is None:
        raise NoSuchNote(gettext_noop("This note is no longer as you saw it. Open the customer again."))
    return found
