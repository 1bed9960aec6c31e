"""`quen dry-run` as a person runs it."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone, translation
from typer.testing import CliRunner, Result

from quen.cli.app import build
from quen.journeys.errors import BadJourney, NoSuchJourney
from quen.journeys.models import Enrolment, Journey
from quen.journeys.reads import newest, plan_of
from quen.journeys.yaml_text import dump
from tests import world as cast
from tests.journeys.travel import THANKS, buys, journey_of

pytestmark = pytest.mark.django_db


def ran(*arguments: str) -> Result:
    with translation.override("en"):
        return CliRunner().invoke(build(), ["dry-run", *arguments])


def test_a_journey_of_the_shop_and_its_file_say_the_same(tmp_path: Path) -> None:
    world, now = cast.build(), timezone.now()
    made = journey_of({"do": "wait", "days": 2}, THANKS, at=now, is_on=False)
    buys(world.lan, now - timedelta(days=10))
    shown = ran("cam-on")
    assert (
        shown.exit_code == 0 and "Nguyễn Thị Lan" in shown.stdout and "1 would have entered" in shown.stdout
    )
    file = tmp_path / "cam-on.yaml"
    file.write_text(dump(plan_of(newest(made))), encoding="utf-8")
    found = [json.loads(ran(asked, "--json", "-").stdout) for asked in ("cam-on", str(file))]
    assert [(each["entered"], [step["passed"] for step in each["steps"]]) for each in found] == [
        (1, [1, 1])
    ] * 2
    assert found[0]["examples"][0]["got"][0]["step"].startswith("Message by SMS")
    assert Journey.objects.count() == 1 and not Enrolment.objects.exists()


def test_what_is_not_there_or_no_journey_is_refused(tmp_path: Path) -> None:
    cast.build()
    assert isinstance(ran("không-có").exception, NoSuchJourney)
    assert ran(str(tmp_path / "x.yaml")).exit_code != 0
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("key: a", encoding="utf-8")
    assert isinstance(ran(str(wrong)).exception, BadJourney)
