"""What events and their facts are called where journeys speak of them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS = (
    ("purchase.recorded", _("Buys something")),
    ("purchase.returned", _("Brings goods back")),
    ("customer.added", _("Becomes known")),
    ("customer.stage_changed", _("Changes her stage")),
    ("member.enrolled", _("Enrols in the programme")),
    ("member.left", _("Leaves the programme")),
    ("tier.moved", _("Moves to another tier")),
    ("tier.warned", _("Is about to lose her tier")),
    ("points.redeemed", _("Spends points")),
    ("points.expired", _("Has points expire")),
    ("reward.claimed", _("Claims a reward")),
    ("voucher.issued", _("Is given a voucher")),
    ("voucher.used", _("Uses a voucher")),
    ("voucher.expired", _("Lets a voucher expire")),
    ("referral.made", _("Is brought by a friend")),
    ("referral.rewarded", _("Is rewarded for a friend she brought")),
    ("draw.won", _("Wins a prize draw")),
    ("lead.captured", _("Shows interest")),
    ("lead.lost", _("Is lost as a lead")),
    ("consent.given", _("Says yes to messages or profiling")),
    ("message.unsubscribed", _("Says stop to offers")),
    ("survey.answered", _("Answers a survey")),
    ("survey.revised", _("Changes her score in a survey")),
    ("ticket.opened", _("Complains or asks for help")),
    ("ticket.solved", _("Has her complaint solved")),
    ("warranty.decided", _("Has a warranty claim decided")),
)
"""The events journeys are usually about; any other kind may be named in the file."""

FACTS = {
    "amount_minor": _("amount"),
    "points": _("points"),
    "before": _("before"),
    "after": _("after"),
    "score": _("score"),
    "kind": _("kind"),
    "is_low": _("low score"),
    "band": _("contentment"),
    "channel": _("channel"),
    "source": _("source"),
    "topic": _("topic"),
    "tier": _("tier"),
}

VALUES: Mapping[str, Mapping[str, Promise]] = {
    "band": {"low": _("low"), "middle": _("middling"), "high": _("high")},
}
"""What values of these facts are called; all others read as they are written."""

DATES = (
    ("birthday", _("Her birthday")),
    ("birth_month", _("The first day of her birth month")),
    ("first_purchase", _("The anniversary of her first purchase")),
    ("member_since", _("The anniversary of her enrolment")),
    ("warranty_end", _("The end of a warranty")),
    ("points_expire", _("The day points of hers expire")),
    ("day", _("A day of the year")),
)

COMPARED = (
    ("equals", _("is")),
    ("not", _("is not")),
    ("at_least", _("at least")),
    ("at_most", _("at most")),
)

WEEKDAYS = {
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
}
