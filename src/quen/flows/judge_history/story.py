"""What members did besides buying and bringing back, told while their past is judged: a demo makes it up."""

from datetime import datetime

from quen.flows.judge_history.books import Books
from quen.flows.judge_history.occasions import Bought
from quen.programme import Outcome


class Story:
    """Nothing besides: how the past of a real shop is judged."""

    def before(self, member: int, at: datetime, books: Books) -> None:
        """What happened up to that moment, since the occasion before it."""

    def pays(self, member: int, bought: Bought, available: int) -> int:  # noqa: ARG002 (others do)
        """How many points are paid for this purchase."""
        return 0

    def after(self, member: int, bought: Bought, outcome: Outcome, books: Books) -> None:
        """What follows at once from a purchase that was just judged."""
