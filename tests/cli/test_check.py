"""`quen check ledger` as a person runs it."""

from datetime import datetime

import pytest
from django.utils import translation
from typer.testing import CliRunner, Result

from quen.cli.app import build
from quen.points.earn import earn
from quen.points.models import Lot
from tests import world as cast

pytestmark = pytest.mark.django_db


def checked() -> Result:
    with translation.override("en"):
        return CliRunner().invoke(build(), ["check", "ledger"])


def test_exact_books_say_so_and_wrong_ones_fail_with_a_sentence(now: datetime) -> None:
    world = cast.build()
    earn(customer=world.lan.pk, points=100, at=now, key="e", by=world.by_mai)
    exact = checked()
    assert (exact.exit_code, "The books are exact" in exact.stdout) == (0, True)
    Lot.objects.update(remaining=99)
    wrong = checked()
    assert wrong.exit_code == 1
    assert "The books are exact" not in wrong.stdout and wrong.stdout.strip()
