"""What happens to purchases, where it is told from Python; imports and the till write the same in SQL."""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening


@dataclass(frozen=True, kw_only=True)
class PurchaseReturned(Happening):
    """Goods came back; `subject` is the return, `amount_minor` what they had cost."""

    kind: ClassVar[str] = "purchase.returned"
    amount_minor: int
