"""What a return came to, and how it is kept as an answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quen.flows.ring_up.receipt import NO_POINTS, Standing
from quen.kernel.sentences import Sentence
from quen.programme.kept_sentences import sentence_from_json, sentence_to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """One recorded return. `amount_minor` is what the goods had cost, `refund_minor` what is handed back in money.

    The rest was paid with points, which are in their own lots again (`points_restored`), and with vouchers. Those that
    can be used again are `vouchers_given_back`, by code; `vouchers_revoked` are those the goods had brought.
    Of `points_asked`, earned with the goods, `points_taken` left her account, `points_owed` are a debt now; what is
    left the shop's policy lets be.
    """

    number: int
    store: int
    receipt: str
    purchase: int
    customer: int | None
    at: datetime
    amount_minor: int
    refund_minor: int
    points_asked: int = 0
    points_taken: int = 0
    points_owed: int = 0
    points_restored: int = 0
    standing: Standing = NO_POINTS
    tier: str = ""
    tier_before: str = ""
    vouchers_revoked: tuple[str, ...] = ()
    vouchers_given_back: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    is_repeated: bool = False


def refund_to_json(refund: Refund) -> dict[str, Any]:
    """What is kept; sentences stay free of language."""
    kept = {name: getattr(refund, name) for name in Refund.__slots__ if name != "is_repeated"}
    standing = refund.standing
    return {
        **kept,
        "at": refund.at.isoformat(),
        "standing": [standing.available, standing.pending, standing.owed],
        "vouchers_revoked": list(refund.vouchers_revoked),
        "vouchers_given_back": list(refund.vouchers_given_back),
        "sentences": [sentence_to_json(sentence) for sentence in refund.sentences],
    }


def refund_from_json(values: dict[str, Any], *, is_repeated: bool) -> Refund:
    """The refund as it was answered."""
    available, pending, owed = values["standing"]
    return Refund(
        **{
            **values,
            "at": datetime.fromisoformat(values["at"]),
            "standing": Standing(available=available, pending=pending, owed=owed),
            "vouchers_revoked": tuple(values["vouchers_revoked"]),
            "vouchers_given_back": tuple(values["vouchers_given_back"]),
            "sentences": tuple(sentence_from_json(sentence) for sentence in values["sentences"]),
        },
        is_repeated=is_repeated,
    )
