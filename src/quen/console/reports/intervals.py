"""Rates with how far they can be trusted: the columns and cells every section writes the same way."""

from django.utils.translation import gettext as _

from quen.console.reports.page import Facts
from quen.console.reports.table import Column, Kind, Mark


def rate_columns(heading: str) -> tuple[Column, ...]:
    """The rate, and the 95 % interval it lies in."""
    return (
        Column(heading, Kind.PERCENT),
        Column(_("lowest"), Kind.PERCENT),
        Column(_("highest"), Kind.PERCENT),
    )


def rate_cells(row: Facts, prefix: str = "") -> tuple[float | None, ...]:
    """rate, low and high of a row of `measures.wilson.rated`."""
    named = f"{prefix}_" if prefix else ""
    return row[f"{named}rate"], row[f"{named}low"], row[f"{named}high"]


def mark(row: Facts, prefix: str = "") -> Mark | None:
    """Whether so few customers stand behind the rate that it says little."""
    return Mark.FEW if row[f"{prefix}_is_small" if prefix else "is_small"] else None


def interval_note() -> str:
    """What the two columns mean."""
    return _("“Lowest” and “highest”: with 95 % confidence the true rate lies between them (Wilson).")
