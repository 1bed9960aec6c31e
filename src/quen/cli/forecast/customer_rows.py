"""`--out`: one row per customer, as CSV or Parquet."""

import os
import tempfile
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from quen.cli.forecast.found import Found
from quen.cli.forecast.wanted import PARQUET
from quen.cli.report.errors import CannotWrite
from quen.cli.why_not import why_not
from quen.kernel.sentences import gettext_noop


def table(found: Found, names: list[str]) -> pa.Table:
    """The rows, by customer; `names` by customer's number. Money in the major unit, recency and age in the unit."""
    history, forecast = found.history, found.forecast
    every = float(history.unit)
    return pa.table(
        {
            "customer": pa.array([names[number] for number in found.who], pa.string()),
            "frequency": history.frequency,
            "recency": history.recency_days / every,
            "age": history.age_days / every,
            "p_active": forecast.p_active,
            "expected_purchases": forecast.outlook.purchases,
            "expected_spend": pa.array(forecast.outlook.spend, from_pandas=True),  # empty where not known
            "expected_next_visit": pa.array(_visits(forecast.next_visit_days, found.until), pa.date32()),
            "overdue": forecast.overdue,
        }
    )


def write(rows: pa.Table, path: Path) -> None:
    """Put the rows in `path` in one step. Raises CannotWrite, and leaves nothing behind then."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(descriptor)
    part = Path(name)
    try:
        if path.suffix.lower() == PARQUET:
            pyarrow.parquet.write_table(rows, part)
        else:
            pyarrow.csv.write_csv(rows, part)
        part.chmod(0o644)
        part.replace(path)
    except OSError as error:
        raise CannotWrite(
            gettext_noop("%(path)s could not be written: %(why)s"), path=path, why=why_not(error)
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _visits(days: np.ndarray, until: date) -> list[date | None]:
    return [None if np.isnan(each) else until + timedelta(days=max(1, round(each))) for each in days]
