"""The experiment as it stands in the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from quen.cli.uplift.errors import NoSuchArm, OneArmOnly, TooManyArms, WrongSplit
from quen.cli.uplift.wanted import Wanted
from quen.kernel.sentences import gettext_noop
from quen.measures.uplift.average import Floats, Ints
from quen.sales_file.any_table import AnyTable, open_table

MOST_ARMS = 20


@dataclass(frozen=True)
class Experiment:
    """Customers of known arm: the number of her arm among `arms` (control first), outcomes and covariates by column."""

    rows_read: int
    arms: tuple[str, ...]
    arm: Ints
    outcomes: Mapping[str, Floats]
    covariates: Mapping[str, Floats]
    thousands_assumed: tuple[str, ...] = ()
    """Columns with marks as in 1.250, read as thousands because nothing says otherwise."""

    @property
    def without_arm(self) -> int:
        return self.rows_read - len(self.arm)

    @property
    def customers(self) -> tuple[int, ...]:
        """How many each arm has."""
        return tuple(int(count) for count in np.bincount(self.arm, minlength=len(self.arms)))


def read_experiment(wanted: Wanted) -> Experiment:
    """The experiment in the file. Raises UnreadableSalesFile and the errors of this folder."""
    with open_table(wanted.file, wanted.columns) as table:
        arms = _arms(table, wanted)
        places = table.places(wanted.arm, arms)
        is_in = places >= 0

        read = {column: table.figures(column) for column in wanted.columns[1:]}

        def of_arms(columns: Sequence[str]) -> dict[str, Floats]:
            return {column: read[column].values[is_in] for column in columns}

        return Experiment(
            rows_read=table.rows,
            arms=arms,
            arm=places[is_in],
            outcomes=of_arms(wanted.outcomes),
            covariates=of_arms(wanted.covariates),
            thousands_assumed=tuple(column for column, each in read.items() if each.are_thousands_assumed),
        )


def _arms(table: AnyTable, wanted: Wanted) -> tuple[str, ...]:
    """The control, then the others sorted by name."""
    names = table.names(wanted.arm, most=MOST_ARMS)
    if names is None:
        raise TooManyArms(
            gettext_noop("Column “%(column)s” holds more than %(most)s different values. Does it tell arms?"),
            column=wanted.arm,
            most=MOST_ARMS,
        )
    control = _control(names, wanted)
    arms = (control, *(name for name in names if name != control))
    if len(arms) < 2:
        raise OneArmOnly(
            gettext_noop(
                "Column “%(column)s” holds only “%(control)s”, so there is nothing to compare it with."
            ),
            column=wanted.arm,
            control=control,
        )
    if wanted.expected_split and len(wanted.expected_split) != len(arms):
        raise WrongSplit(
            gettext_noop("The split has %(parts)s parts, but there are %(count)s arms: %(arms)s."),
            parts=len(wanted.expected_split),
            count=len(arms),
            arms=", ".join(arms),
        )
    return arms


def _control(names: Sequence[str], wanted: Wanted) -> str:
    key = wanted.control.strip()
    found = (
        [name for name in names if name == key]
        or [name for name in names if name.casefold() == key.casefold()]
        or [name for name in names if _number(name) is not None and _number(name) == _number(key)]
    )
    if len(found) != 1:
        raise NoSuchArm(
            gettext_noop("No row has “%(control)s” in column “%(column)s”. There are: %(arms)s."),
            control=wanted.control,
            column=wanted.arm,
            arms=", ".join(names) or "–",
        )
    return found[0]


def _number(text: str) -> float | None:
    """Tools that know no whole numbers with gaps write arm 0 as 0.0."""
    try:
        return float(text)
    except ValueError:
        return None
