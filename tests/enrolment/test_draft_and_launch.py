"""Mai writes a programme, launches it, and what is launched stays."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from quen.enrolment.draft import draft, drop_draft
from quen.enrolment.errors import AlreadyLaunched, BeginsInThePast, EndsInThePast, NoSuchVersion, OtherMoney
from quen.enrolment.launch import end, launch
from quen.enrolment.models import ProgrammeVersion
from quen.enrolment.versions import launched, programme_of, version_in_force
from quen.events.models import Event
from quen.programme.errors import BadProgramme
from quen.programme.example import example_text
from tests.world import World

TEXT = example_text()
TODAY = date(2026, 11, 22)


def double(text: str = TEXT) -> str:
    return text.replace("  points: 1\n", "  points: 2\n").replace("2000-01-01", "2026-12-01")


def test_a_draft_is_numbered_by_us_and_keeps_its_comments(world: World, now: datetime) -> None:
    first = draft(text=TEXT, by=world.by_mai, at=now)
    second = draft(text=double(), by=world.by_mai, at=now)
    assert (first.number, second.number) == (1, 2)
    assert "version: 2" in second.text and "# never, earning" in second.text
    assert second.values["version"] == 2
    assert version_in_force(TODAY) is None


def test_a_changed_draft_tells_what_was_changed(world: World, now: datetime) -> None:
    row = draft(text=TEXT, by=world.by_mai, at=now)
    draft(text=double(), number=row.number, by=world.by_mai, at=now)
    told = Event.objects.filter(kind="programme.drafted").latest("pk").facts
    assert sorted(told["changes"]) == ["base", "effective_from"]
    assert told["changes"]["effective_from"] == ["2000-01-01", "2026-12-01"]
    assert ProgrammeVersion.objects.count() == 1


@pytest.mark.parametrize("text", ["name: [", "name: Thẻ\nbase: 3\n", ""])
def test_a_programme_that_makes_no_sense_is_not_kept(world: World, now: datetime, text: str) -> None:
    with pytest.raises(BadProgramme):
        draft(text=text, by=world.by_mai, at=now)
    assert not ProgrammeVersion.objects.exists()
    assert not Event.objects.filter(kind="programme.drafted").exists()


def test_a_programme_counts_in_the_shops_own_money(world: World, now: datetime) -> None:
    with pytest.raises(OtherMoney):
        draft(text=example_text("USD"), by=world.by_mai, at=now)


def test_each_day_is_judged_by_the_version_then_in_force(world: World, now: datetime) -> None:
    launch(number=draft(text=TEXT, by=world.by_mai, at=now).number, by=world.by_mai, at=now)
    launch(number=draft(text=double(), by=world.by_mai, at=now).number, by=world.by_mai, at=now)
    before, after = version_in_force(date(2026, 11, 30)), version_in_force(date(2026, 12, 1))
    assert before and after
    assert (before.version, before.base.points) == (1, 1)
    assert (after.version, after.base.points) == (2, 2)
    assert version_in_force(date(1999, 12, 31)) is None
    assert programme_of(1) is before
    assert [first for _, first, _ in launched()] == [date(2000, 1, 1), date(2026, 12, 1)]


def test_only_the_first_version_may_begin_in_the_past(world: World, now: datetime) -> None:
    launch(number=draft(text=TEXT, by=world.by_mai, at=now).number, by=world.by_mai, at=now)
    second = draft(text=TEXT, by=world.by_mai, at=now)
    with pytest.raises(BeginsInThePast):
        launch(number=second.number, by=world.by_mai, at=now)
    assert launch(number=second.number, effective_from=TODAY, by=world.by_mai, at=now).launched_at == now
    in_force = version_in_force(TODAY)
    assert in_force and in_force.version == 2


def test_what_is_launched_stays(world: World, now: datetime) -> None:
    row = draft(text=TEXT, by=world.by_mai, at=now)
    launch(number=row.number, by=world.by_mai, at=now)
    for change in (
        lambda: draft(text=double(), number=row.number, by=world.by_mai, at=now),
        lambda: drop_draft(number=row.number, by=world.by_mai, at=now),
        lambda: launch(number=row.number, by=world.by_mai, at=now),
    ):
        with pytest.raises(AlreadyLaunched):
            change()
    rows = ProgrammeVersion.objects.filter(pk=row.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(values={})
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.delete()


def test_a_version_can_be_ended_and_the_end_taken_back(world: World, now: datetime) -> None:
    row = draft(text=TEXT, by=world.by_mai, at=now)
    launch(number=row.number, by=world.by_mai, at=now)
    with pytest.raises(EndsInThePast):
        end(number=row.number, until=date(2026, 11, 21), by=world.by_mai, at=now)
    end(number=row.number, until=date(2026, 11, 30), by=world.by_mai, at=now)
    assert version_in_force(date(2026, 11, 30)) is not None
    assert version_in_force(date(2026, 12, 1)) is None
    end(number=row.number, until=None, by=world.by_mai, at=now)
    assert version_in_force(date(2026, 12, 1)) is not None


def test_a_draft_thrown_away_is_kept_in_the_story(world: World, now: datetime) -> None:
    row = draft(text=TEXT, by=world.by_mai, at=now)
    drop_draft(number=row.number, by=world.by_mai, at=now)
    assert not ProgrammeVersion.objects.exists()
    assert Event.objects.get(kind="programme.draft_dropped").facts["text"] == row.text
    with pytest.raises(NoSuchVersion):
        launch(number=row.number, by=world.by_mai, at=now)
