"""`quen export-person` and `quen erase-person` as somebody runs them on the server."""

import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from django.utils import translation
from typer.testing import CliRunner, Result

from quen.cli.app import build
from quen.cli.person import NobodyFound
from quen.flows.errors import OpenWithHer
from quen.people.models import Customer
from quen.points.earn import earn
from tests import world as cast
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return cast.build()


def run(*arguments: str) -> Result:
    with translation.override("en"):
        return CliRunner().invoke(build(), list(arguments))


def name_of(customer: Customer) -> str:
    return Customer.objects.get(pk=customer.pk).name


@pytest.mark.parametrize("who", ["0912345678", "+84 912 345 678"])
def test_her_phone_however_written_gives_her_file(world: World, tmp_path: Path, who: str) -> None:
    done = run("export-person", who, str(tmp_path / "lan.zip"))
    assert (done.exit_code, "Give it to her alone" in done.stdout) == (0, True)
    with zipfile.ZipFile(tmp_path / "lan.zip") as file:
        assert "Nguyễn Thị Lan" in file.read("data.json").decode()


def test_nothing_is_erased_without_yes_and_nothing_open_without_accepting(
    world: World, now: datetime
) -> None:
    earn(customer=world.lan.pk, points=100, at=now, key="e", by=world.by_mai)
    shown = run("erase-person", "0912345678")
    assert shown.exit_code == 1
    assert "100 points" in shown.stdout and "--yes" in shown.stdout
    refused = run("erase-person", "0912345678", "--yes")
    assert isinstance(refused.exception, OpenWithHer)
    assert name_of(world.lan) == "Nguyễn Thị Lan"
    assert run("erase-person", "0912345678", "--yes", "--accept-open").exit_code == 0
    assert name_of(world.lan) == ""
    assert "was forgotten before" in run("erase-person", str(world.lan.pk), "--yes").stdout


def test_a_stranger_is_said_to_be_one(world: World) -> None:
    assert isinstance(run("erase-person", "nobody@example.com", "--yes").exception, NobodyFound)
