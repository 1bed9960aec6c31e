"""How much of each line came back with the returns of its purchase."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quen.programme.purchase import UNIT
from quen.purchases.models import Line, ReturnLine


@dataclass(slots=True)
class CameBack:
    """Of one line, in thousandths; `last_at` is the newest return that held some of it."""

    milli: int = 0
    last_at: datetime | None = None


def came_back(lines: Iterable[Line]) -> dict[int, CameBack]:
    """By line, for those of which anything came back: as the returns' lines name the very line, else its product.

    Two queries however many lines there are, one where nothing came back.
    """
    returned: dict[int, list[ReturnLine]] = {}
    found = ReturnLine.objects.filter(of__purchase__in={line.purchase_id for line in lines})
    for back in found.select_related("of").order_by("pk"):
        returned.setdefault(back.of.purchase_id or 0, []).append(back)
    if not returned:
        return {}
    sold: dict[int, list[Line]] = {}
    for line in Line.objects.filter(purchase__in=returned).order_by("pk"):
        sold.setdefault(line.purchase_id, []).append(line)
    return {
        line: back
        for purchase, rows in returned.items()
        for line, back in of_purchase(sold.get(purchase, []), rows).items()
    }


def of_purchase(lines: Sequence[Line], returned: Iterable[ReturnLine]) -> Mapping[int, CameBack]:
    """The same for all lines of one purchase and all that came back of it. A line without a quantity counts as one."""
    own = {(line.fingerprint, line.occurrence): line for line in lines}
    back: dict[int, CameBack] = {}
    for row in returned:
        milli, line = int(row.quantity * UNIT), own.get((row.fingerprint, row.occurrence))
        for one in [line] if line is not None else _same_product(lines, row):
            held = back.setdefault(one.pk, CameBack())
            part = min(milli, max(int(one.quantity * UNIT), 1) - held.milli)
            if part > 0:
                held.milli += part
                held.last_at = (
                    row.of.returned_at if held.last_at is None else max(held.last_at, row.of.returned_at)
                )
            milli -= part
    return {line: one for line, one in back.items() if one.milli}


def _same_product(lines: Sequence[Line], row: ReturnLine) -> list[Line]:
    return [line for line in lines if line.product_id == row.product_id]
