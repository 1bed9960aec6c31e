"""The two tables all measures read, as unbound Ibis tables: name them, compile, run anywhere."""

import ibis
import ibis.expr.types as ir

PURCHASES = ibis.schema(
    {
        "customer": "string",
        "at": "timestamp",
        "day": "date",
        "amount_minor": "int64",
        "purchase_key": "string",
        "store": "string",
        "channel": "string",
        "category": "string",
        "product": "string",
    }
)
RETURNS = ibis.schema({"customer": "string", "day": "date", "amount_minor": "int64"})


def purchases(name: str = "purchases") -> ir.Table:
    """The table of purchases called `name`; what it holds besides `PURCHASES` is not looked at."""
    return ibis.table(PURCHASES, name=name)


def returns(name: str = "returns") -> ir.Table:
    """The table of returns called `name`, amounts positive."""
    return ibis.table(RETURNS, name=name)
