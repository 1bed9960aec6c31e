"""Words that conditions share."""

from enum import StrEnum

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from quen.kernel.sentences import gettext_noop
from quen.segments.inputs import OneOf, Span, When, Window


class Compare(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EXACTLY = "exactly"


class YesNo(StrEnum):
    YES = "yes"
    NO = "no"


COMPARISONS = (
    (Compare.AT_LEAST.value, _("at least")),
    (Compare.AT_MOST.value, _("at most")),
    (Compare.EXACTLY.value, _("exactly")),
)
YES_NO = ((YesNo.YES.value, _("Yes")), (YesNo.NO.value, _("No")))

COMPARE = OneOf(label=gettext_noop("How many"), choices=COMPARISONS)
COMPARE_SUM = OneOf(label=gettext_noop("How much"), choices=COMPARISONS[:2])
WHEN = When(label=gettext_noop("When"))
DID = OneOf(
    label=gettext_noop("Happened"),
    choices=((YesNo.YES.value, _("happened")), (YesNo.NO.value, _("did not happen"))),
)


def fits(count: int, compare: str, asked: int) -> bool:
    """Whether a number is at least, at most or exactly what was asked."""
    if compare == Compare.EXACTLY:
        return count == asked
    return count >= asked if compare == Compare.AT_LEAST else count <= asked


def compared(compare: str) -> str:
    """``at least``."""
    return str(dict(COMPARISONS)[compare])


def within(window: Window) -> str:
    """``in the last 30 days``; nothing where it does not matter when."""
    if window.span is Span.LAST:
        days = window.days or 0
        return ngettext("in the last %(days)s day", "in the last %(days)s days", days) % {"days": days}
    if window.span is Span.BETWEEN:
        return gettext("from %(first)s to %(last)s") % {
            "first": f"{window.first:%d/%m/%Y}", "last": f"{window.last:%d/%m/%Y}",
        }  # fmt: skip
    return ""


def listed(words: list[str]) -> str:
    """``A, B or C``."""
    if len(words) < 2:
        return "".join(words)
    return gettext("%(first)s or %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def so_often(what: str, times: int) -> str:
    """``used a voucher at least 3 times``; once is not said."""
    return (
        what if times == 1 else gettext("%(what)s at least %(times)s times") % {"what": what, "times": times}
    )


def tidied(text: str) -> str:
    """Single spaces: a part of a sentence may be empty."""
    return " ".join(text.split())
