"""Which goods come back: lines, parts of lines, and what they had cost."""

from collections.abc import Sequence
from dataclasses import dataclass

from quen.flows.take_back.errors import MoreThanBought, NothingToTakeBack
from quen.kernel.sentences import gettext_noop
from quen.programme.purchase import UNIT
from quen.purchases.came_back import of_purchase
from quen.purchases.models import Line, Purchase, ReturnLine


@dataclass(frozen=True, slots=True)
class TakenLine:
    """So much of the receipt's line number `line` (from 1, as printed) comes back; None: all that is left of it."""

    line: int
    quantity_milli: int | None = None


@dataclass(slots=True)
class Goods:
    """One line of the purchase. `before_milli` had come back earlier, `now_milli` has with this return.

    A line without a quantity counts as one, and comes back whole or not at all.
    """

    row: Line
    milli: int
    before_milli: int
    now_milli: int

    @property
    def whole(self) -> int:
        return max(self.milli, 1)

    @property
    def coming_milli(self) -> int:
        return self.now_milli - self.before_milli

    @property
    def amount_minor(self) -> int:
        """What comes back had cost; the parts of a line add up to the line."""
        return self.part_of(self.row.amount_minor, self.now_milli) - self.part_of(
            self.row.amount_minor, self.before_milli
        )

    def part_of(self, number: int, milli: int) -> int:
        return number * milli // self.whole


def goods_of(purchase: Purchase, returned_milli: Sequence[int] | None) -> list[Goods]:
    """The purchase's lines in their order, with what came back before: as judged, else as the returns say."""
    rows = list(Line.objects.filter(purchase=purchase).select_related("product__category").order_by("pk"))
    before = list(returned_milli or ()) + _returned(purchase, rows)[len(returned_milli or ()) :]
    return [
        Goods(row, milli := int(row.quantity * UNIT), min(back, max(milli, 1)), min(back, max(milli, 1)))
        for row, back in zip(rows, before, strict=False)
    ]


def coming(goods: list[Goods], asked: Sequence[TakenLine] | None) -> list[Goods]:
    """The lines with what comes back now marked on them. Raises MoreThanBought, NothingToTakeBack."""
    wanted = [TakenLine(number) for number in range(1, len(goods) + 1)] if asked is None else asked
    for one in wanted:
        if not 1 <= one.line <= len(goods):
            raise MoreThanBought(gettext_noop("The purchase has no line %(line)s."), line=one.line)
        line = goods[one.line - 1]
        part = (
            line.whole - line.now_milli
            if one.quantity_milli is None or line.milli < 1
            else one.quantity_milli
        )
        if part < 0 or line.now_milli + part > line.whole:
            raise MoreThanBought(
                gettext_noop("Line %(line)s: more comes back than was bought and is still there."),
                line=one.line,
            )
        line.now_milli += part
    back = [line for line in goods if line.coming_milli]
    if not back:
        raise NothingToTakeBack(gettext_noop("Nothing of this purchase is left to come back."))
    return back


def _returned(purchase: Purchase, rows: list[Line]) -> list[int]:
    """How much of each line the returns of this purchase hold."""
    back = of_purchase(rows, ReturnLine.objects.filter(of__purchase=purchase).select_related("of"))
    return [back[row.pk].milli if row.pk in back else 0 for row in rows]
