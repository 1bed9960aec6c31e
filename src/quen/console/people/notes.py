"""Notes about a customer: write, change, delete and bring back."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.people.answers import attempt, to_profile
from quen.console.people.undo import say_with_undo
from quen.people import note as verbs
from quen.people.models import Note
from quen.shops.roles import Permission


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def write_note(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Keep a note."""
    text = request.POST.get("text", "")
    attempt(
        request,
        lambda: verbs.write_note(customer=customer_id, text=text, by=actor(request), at=timezone.now()),
        done=_("The note was saved."),
    )
    return to_profile(customer_id, "notes")


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def edit_note(request: StaffRequest, customer_id: int, note_id: int) -> HttpResponse:
    """Replace a note's text; the story keeps the former one."""
    note = _note_of(customer_id, note_id)
    text = request.POST.get("text", "")
    attempt(
        request,
        lambda: verbs.edit_note(note=note.pk, text=text, by=actor(request), at=timezone.now()),
        done=_("The note was changed."),
    )
    return to_profile(customer_id, "notes")


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def delete_note(request: StaffRequest, customer_id: int, note_id: int) -> HttpResponse:
    """Take a note away, with an undo."""
    note = _note_of(customer_id, note_id)
    if attempt(
        request, lambda: verbs.delete_note(note=note.pk, by=actor(request), at=timezone.now()), done=""
    ):
        restore = reverse("console:people:restore_note", args=[customer_id, note.pk])
        say_with_undo(request, _("The note was deleted."), address=restore, fields={})
    return to_profile(customer_id, "notes")


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def restore_note(request: StaffRequest, customer_id: int, note_id: int) -> HttpResponse:
    """Bring a deleted note back."""
    note = _note_of(customer_id, note_id)
    attempt(
        request,
        lambda: verbs.restore_note(note=note.pk, by=actor(request), at=timezone.now()),
        done=_("The note is back."),
    )
    return to_profile(customer_id, "notes")


def _note_of(customer_id: int, note_id: int) -> Note:
    """A note of this person, whoever of those merged it was written about."""
    hers = Q(customer=customer_id) | Q(customer__root=customer_id)
    return get_object_or_404(Note.objects.filter(hers), pk=note_id)
