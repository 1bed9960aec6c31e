"""What members did besides buying and bringing back, told while their past is judged: a demo makes it up."""

from collections.abc import Sequence
from datetime import datetime

from quen.flows.judge_history.books import Books
from quen.flows.judge_history.occasions import Bought, CameBack
from quen.programme import Outcome
from quen.programme.gifts import Issued


class Story:
    """Nothing besides: how the past of a real shop is judged."""

    issues_vouchers = False
    """Whether the story itself issues what purchases bring: all of it, also what was used or has expired by now."""

    def before(self, member: int, at: datetime, books: Books) -> None:
        """What happened up to that moment, since the occasion before it."""

    def pays(self, member: int, bought: Bought, books: Books) -> int:  # noqa: ARG002 (others do)
        """How many points are paid for this purchase, of those that can be spent."""
        return 0

    def after(self, member: int, bought: Bought, outcome: Outcome, books: Books) -> None:
        """What follows at once from a purchase that was just judged."""

    def revoke(self, member: int, back: CameBack, revoked: Sequence[Issued]) -> None:
        """Goods came back, and with them the reason for these vouchers; told where the story issues them."""
