"""The kinds of events that change what conditions ask."""

from quen.people.events import (
    ConsentGiven,
    ConsentWithdrawn,
    CustomerAdded,
    CustomerEdited,
    CustomerErased,
    CustomersMerged,
    CustomerTagged,
    IdentityAdded,
    IdentityRemoved,
    MergeUndone,
)

OF_MERGES = frozenset({CustomersMerged.kind, MergeUndone.kind, CustomerErased.kind})
"""They change everything about a customer; whatever is asked is asked anew."""

OF_PERSON = frozenset({CustomerAdded.kind, CustomerEdited.kind})
OF_IDENTITY = frozenset({
    CustomerAdded.kind, IdentityAdded.kind, IdentityRemoved.kind, "card.handed_out", "card.replaced", "card.blocked",
})  # fmt: skip
OF_TAGS = frozenset({CustomerAdded.kind, CustomerTagged.kind})
OF_CONSENT = frozenset({ConsentGiven.kind, ConsentWithdrawn.kind})
OF_PURCHASES = frozenset({CustomerAdded.kind, "purchase.recorded", "purchase.completed", "purchase.returned",
                          "return.completed"})  # fmt: skip
OF_STANDING = OF_PURCHASES | {"customer.stage_changed"}
OF_MEMBERSHIP = frozenset({"member.enrolled", "member.left"})
OF_TIER = OF_MEMBERSHIP | {"tier.moved"}
OF_POINTS = frozenset({
    "points.earned", "points.redeemed", "points.reserved", "points.released", "points.repaid", "points.expired",
    "points.taken_back", "points.restored", "points.reversed", "points.adjusted", "points.given", "points.received",
    "points.pooled", "points.partner", "points.brought", "points.moved", "purchase.returned", "return.completed",
})  # fmt: skip
OF_VOUCHERS = frozenset({
    "voucher.issued", "voucher.used", "voucher.given_back", "voucher.voided", "voucher.expired", "reward.claimed",
    "reward.cancelled",
})  # fmt: skip
