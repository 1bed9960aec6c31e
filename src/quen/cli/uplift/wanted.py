"""What the person asked for, checked."""

from dataclasses import dataclass
from pathlib import Path

from quen.cli.errors import BadOption
from quen.cli.json_out import JsonOut
from quen.cli.language import Language
from quen.cli.uplift.errors import WrongSplit
from quen.kernel.sentences import gettext_noop
from quen.measures.uplift.states import Horizon


@dataclass(frozen=True)
class Wanted:
    """The command line of `quen uplift`. expected_split: control first, then the other arms sorted by name."""

    file: Path
    arm: str
    control: str
    outcomes: tuple[str, ...]
    covariates: tuple[str, ...]
    expected_split: tuple[float, ...] | None
    horizon: Horizon
    json: JsonOut
    language: Language

    def __post_init__(self) -> None:
        every = [self.arm, *self.outcomes, *self.covariates]
        twice = next((name for name in every if every.count(name) > 1), None)
        if twice is not None:
            raise BadOption(
                gettext_noop("Column “%(column)s” is named twice; each has one part in an experiment."),
                column=twice,
            )
        if self.horizon.is_anytime and self.horizon.planned is None:
            raise BadOption(
                gettext_noop(
                    "--anytime needs --planned: the number of customers the experiment is meant for."
                )
            )

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that will be asked for."""
        return (self.arm, *self.outcomes, *self.covariates)


def split_from(text: str | None) -> tuple[float, ...] | None:
    """``2:1:1`` as numbers. Raises WrongSplit."""
    if text is None:
        return None
    try:
        split = tuple(float(part) for part in text.split(":"))
    except ValueError:
        split = ()
    if len(split) < 2 or not all(0 < part < float("inf") for part in split):
        raise WrongSplit(
            gettext_noop(
                "“%(split)s” is no split. Write one positive number for each arm, like 1:1 or 20:40:40."
            ),
            split=text,
        )
    return split
