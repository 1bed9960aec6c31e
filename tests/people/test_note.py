"""Notes are written, corrected, deleted, and brought back."""

from datetime import datetime

import pytest

from quen.people.errors import BadNote, NoSuchNote
from quen.people.models import Note
from quen.people.note import delete_note, edit_note, restore_note, write_note
from quen.people.reads import basics
from tests.people.story import last_facts, told
from tests.world import World


def texts(world: World) -> list[str]:
    return [note.text for note in basics(world.lan.pk).notes]


def test_a_note_is_corrected_and_the_story_keeps_what_it_said(world: World, now: datetime) -> None:
    note = write_note(customer=world.lan.pk, text=" Thích ít đường ", by=world.by_mai, at=now)
    assert (note.text, note.written_at, note.written_by) == ("Thích ít đường", now, str(world.by_mai))
    edit_note(note=note.pk, text="Thích không đường", by=world.by_mai, at=now)
    edit_note(note=note.pk, text="Thích không đường", by=world.by_mai, at=now)
    assert texts(world) == ["Thích không đường"]
    assert told(world.lan.pk) == ["note.written", "note.edited"]
    assert last_facts(world.lan.pk) == {"before": "Thích ít đường", "after": "Thích không đường"}


def test_a_deleted_note_comes_back_as_it_was(world: World, now: datetime) -> None:
    note = write_note(customer=world.lan.pk, text="Dị ứng sữa", by=world.by_mai, at=now)
    delete_note(note=note.pk, by=world.by_mai, at=now)
    assert texts(world) == []
    with pytest.raises(NoSuchNote):
        edit_note(note=note.pk, text="x", by=world.by_mai, at=now)
    restore_note(note=note.pk, by=world.by_mai, at=now)
    assert texts(world) == ["Dị ứng sữa"]
    with pytest.raises(NoSuchNote):
        restore_note(note=note.pk, by=world.by_mai, at=now)
    assert told(world.lan.pk) == ["note.written", "note.deleted", "note.restored"]


@pytest.mark.parametrize("text", ["  ", "x" * 5001])
def test_an_empty_or_endless_note_is_refused(world: World, now: datetime, text: str) -> None:
    with pytest.raises(BadNote):
        write_note(customer=world.lan.pk, text=text, by=world.by_mai, at=now)
    assert Note.objects.count() == 0
