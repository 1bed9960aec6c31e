"""One report being computed."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import ibis.expr.types as ir

from quen.insight.lake.read import Filters, Lake

Row = dict[str, Any]
Sheets = dict[str, list[Row]]

# Groups shown of one cut, those of most customers.
MOST_GROUPS = 200


@dataclass(frozen=True)
class Asked:
    """The lake, the filters, and the days its purchases lie in."""

    lake: Lake
    filters: Filters
    purchases: ir.Table
    returns: ir.Table
    first_day: date
    last_day: date

    @property
    def as_of(self) -> date:
        """The first day after the data."""
        return self.last_day + timedelta(days=1)

    @property
    def since_month(self) -> int:
        """The number of the period's first month, as `measures.months` counts them; 0 where it has no beginning."""
        first_day = self.filters.first_day
        return first_day.year * 12 + first_day.month - 1 if first_day else 0

    def history(self) -> ir.Table:
        """The purchases at these stores up to the last day, from the very first."""
        return self.lake.facts("purchases", Filters(last_day=self.last_day, stores=self.filters.stores))

    def lines(self) -> ir.Table:
        """The lines of the period's purchases."""
        return self.lake.facts("lines", self.filters)

    def sheet(self, table: ir.Table) -> list[Row]:
        """The rows of a measure."""
        return self.lake.rows(table)

    def named(self, groups: ir.Table, names: str, column: str = "group") -> list[Row]:
        """The first groups with the name of the id in `column`; `names` is the lake's table that has them."""
        rows = self.lake.rows(groups.limit(MOST_GROUPS))
        of = self.names(names, {row[column] for row in rows})
        return [{**row, "name": of.get(row[column], "")} for row in rows]

    def names(self, table: str, ids: set[int]) -> dict[int, str]:
        """The names of products, categories or stores."""
        whole = self.lake.whole(table)
        wanted = whole.filter(whole.id.isin(sorted(ids) or [-1]))
        return {row["id"]: row["name"] for row in self.lake.rows(wanted.select("id", "name"))}
