"""Goods a sale names for the first time, or anew."""

from pydantic_core import to_json

from quen.flows.ring_up.known import Known
from quen.flows.ring_up.sale import Sale, code_of
from quen.flows.ring_up.statements import GOODS, Statements


def keep_goods(statements: Statements, sale: Sale, known: Known) -> bool:
    """Write products that are new or named otherwise; whether there were any. Most sales have none."""
    told: dict[str, dict[str, str]] = {}
    for line in sale.lines:
        code = code_of(line.product, line.name)
        if not code:
            continue
        _id, name, category = known.products.get(code, (0, "", ""))
        if not _id or (line.name and line.name != name) or (line.category and line.category != category):
            before = told.get(code, {"name": "", "category": ""})
            told[code] = {
                "code": code,
                "name": line.name or before["name"],
                "category": line.category or before["category"],
            }
    if told:
        statements.one(GOODS, {"goods": to_json([told[code] for code in sorted(told)]), "at": sale.at})
    return bool(told)
