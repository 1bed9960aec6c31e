"""What insight has to tell."""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening


@dataclass(frozen=True, kw_only=True)
class StageChanged(Happening):
    """A customer stands elsewhere than before: `before` is empty for one without a summary until now.

    `cause` is "purchase" (what she did) or "time" (what she did not).
    """

    kind: ClassVar[str] = "customer.stage_changed"

    before: str
    after: str
    cause: str
