"""Points come from another system by the command line."""

from pathlib import Path

import pytest
from django.utils import timezone, translation
from typer.testing import CliRunner

from quen.cli import bring_points
from quen.cli.app import build
from quen.points.reads import balance_of
from tests.world import build as world


@pytest.mark.django_db
def test_a_file_is_brought_and_rejected_rows_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bring_points, "ready_database", lambda: None)  # the test's own database is there
    lan = world().lan
    file = tmp_path / "points.csv"
    file.write_text("customer,points\n0912345678,10\n0999999999,5\n", encoding="utf-8")
    with translation.override("vi"):
        said = CliRunner().invoke(build(), ["bring-points", str(file)])
    assert said.exit_code == 1
    assert "Đã chuyển 10 điểm; 0 dòng đã có từ trước, 1 dòng bị loại." in said.stdout
    assert "Dòng 3:" in said.stdout
    assert balance_of(customer=lan.pk, at=timezone.now()).available == 10
