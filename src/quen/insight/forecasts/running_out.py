"""Who runs out of what and when, read off the lake's lines."""

from datetime import date

import pyarrow as pa

from quen.forecast.history import Ints
from quen.forecast.replenishment import LEAST_GAPS, running_out
from quen.insight.forecasts.purchase_days import number_of
from quen.insight.lake.read import Filters, Lake


def who_runs_out(lake: Lake, *, until: date) -> pa.Table:
    """Rows of RunsOut. Only pairs with enough purchase days leave the lake."""
    lines = lake.facts("lines", Filters(last_day=until))
    known = lines.filter(lines.customer.notnull(), lines.product.notnull(), lines.quantity > 0)
    days = lake.keep(
        known.group_by("customer", "product", "day").agg(quantity=known.quantity.cast("float64").sum())
    )
    often = days.group_by("customer", "product").having(days.count() > LEAST_GAPS).agg()
    rows = lake.arrays(days.semi_join(often, ["customer", "product"]))
    day = rows["day"].astype("datetime64[D]").astype("int64")
    found = running_out(
        rows["customer"], rows["product"], day, rows["quantity"].astype("float64"), until=number_of(until)
    )
    return pa.table(
        {
            "customer_id": found.customer,
            "product_id": found.product,
            "interval_days": found.interval_days.round(1),
            "runs_out_on": _dates(found.runs_out),
            "early_on": _dates(found.early),
            "late_on": _dates(found.late),
        }
    )


def _dates(days: Ints) -> pa.Array:
    return pa.array(days, pa.int64()).cast(pa.int32()).cast(pa.date32())
