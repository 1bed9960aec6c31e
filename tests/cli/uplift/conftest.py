"""`quen uplift` as a person runs it."""

from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import numpy as np
import pytest

from quen.cli.main import run


@dataclass(frozen=True)
class Result:
    """What a call of the command left behind."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def said(self) -> str:
        """Standard output without its frames, on one line."""
        return " ".join(self.stdout.replace("│", " ").split())


def quen_uplift(*arguments: object, lang: str = "en") -> Result:
    """Run the command as the shell would."""
    out, aside = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(aside):
        code = run(["--lang", lang, "uplift", *map(str, arguments)])
    return Result(code, out.getvalue(), aside.getvalue())


def write(
    path: Path, headings: Sequence[str], rows: Sequence[Sequence[object]], delimiter: str = ","
) -> Path:
    lines = [delimiter.join(map(str, row)) for row in (headings, *rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two thousand customers, half held out: the message brings 6 in 100 more, and 20,000 ₫ each, half as spread."""
    chance = np.random.default_rng(2026)
    before = chance.gamma(2, 100_000, 2_000).round()
    arm = np.repeat(["holdout", "message"], 1_000)
    came = np.repeat(["yes", "no", "yes", "no"], [100, 900, 160, 840])
    spent = (before + chance.normal(0, 40_000, 2_000) + 20_000 * (arm == "message")).round()
    rows = [
        (f"KH{number:04}", arm[number], came[number], f"{spent[number]:.0f}", f"{before[number]:.0f}")
        for number in range(2_000)
    ]
    path = tmp_path_factory.mktemp("campaign") / "campaign.csv"
    return write(path, ["customer", "arm", "came", "spent", "before"], rows)
