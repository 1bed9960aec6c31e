"""What of a programme pays more for a purchase that is split into several receipts, told before she launches it.

Everything else pays no more for the parts than for the whole: remainders are carried and visits are days
(tests/programme/test_properties.py; docs/decisions/0029-splitting-a-receipt.md).
"""

from collections.abc import Iterator

from quen.kernel.sentences import Sentence, gettext_noop
from quen.programme.programme import Programme
from quen.programme.rules import Caps


def told_splitting(programme: Programme) -> Iterator[Sentence]:
    """A sentence for each thing that begins anew with every receipt; none where splitting never pays."""
    if any(_begins_anew(caps) for caps in (programme.caps, *(rule.caps for rule in programme.rules))):
        yield Sentence(
            gettext_noop(
                "A limit a receipt begins anew with every receipt, so a purchase split in two can get more. "
                "A limit a day that is no higher holds against that."
            )
        )
    for group in programme.groups:
        if group.stacking != "add" and sum(rule.group == group.key for rule in programme.rules) > 1:
            yield Sentence(
                gettext_noop(
                    "Of “%(group)s” every receipt takes a rule of its own, "
                    "so a purchase split in two can get two of them."
                ),
                {"group": group.key},
            )
    if not programme.base.carry_remainder and programme.base.rounding != "down":
        yield Sentence(
            gettext_noop(
                "What is rounded up is rounded on every receipt, so a purchase split in two can get more. "
                "A remainder that is carried to the next visit holds against that."
            )
        )


def _begins_anew(caps: Caps) -> bool:
    return caps.per_purchase is not None and (caps.per_day is None or caps.per_day > caps.per_purchase)
