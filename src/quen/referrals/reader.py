"""The reader that gives members their code and follows what their friends buy."""

from quen.events.position import Batch
from quen.events.reader import Reader
from quen.people.events import CustomersMerged, MergeUndone
from quen.referrals.codes import give_codes
from quen.referrals.follow import follow_friends

_ENROLLED = "member.enrolled"
KINDS = frozenset(
    {
        _ENROLLED,
        "purchase.recorded",
        "purchase.completed",
        "purchase.returned",
        "return.completed",
        CustomersMerged.kind,
        MergeUndone.kind,
    }
)


def referral_reader() -> Reader:
    """The reader for the registry."""

    def take(batch: Batch) -> None:
        joined = batch.events().filter(kind=_ENROLLED, customer__isnull=False)
        newest = joined.order_by("-happened_at").values_list("happened_at", flat=True).first()
        if newest is not None:
            members = joined.order_by("customer").values_list("customer", flat=True).distinct()
            give_codes(customers=[each for each in members if each is not None], at=newest)
        follow_friends(batch.customers())

    return Reader(name="referrals", take=take, kinds=KINDS, batch=100_000)
